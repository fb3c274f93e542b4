"""From rulings to the plan's table: lattice, header, columns, and the stitching over page breaks."""
