"""The conductor: one source, many sources, the store and the command line."""
