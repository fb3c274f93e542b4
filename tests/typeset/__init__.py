"""Sets plans as PDF decrees: the reproduction in ``data/raw``, the fixtures, and seeded random layouts."""
