"""What changed between two plans, and what is due; knows only clean tables."""
