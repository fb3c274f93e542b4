"""The conductor: one source, many sources, the store and the command line."""

import os

# numpy starts a thread per core for matrix products, which nothing here needs: 0.05 s of every start.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
