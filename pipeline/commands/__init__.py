"""The commands of ``renaksi``, one module each; ``pipeline.cli`` lists them."""
