"""What the pages show: words, rulings, cells, rows and columns, with no meaning beyond column names."""
