"""Datasets put into a clean folder as the product puts them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from normalize.schema import Dataset
from pipeline import store
from pipeline.encode import Stamp, columns, encode


def write(clean: Path, made: Dataset, stamp: Stamp, replaces: Iterable[Stamp] = ()) -> None:
    store.write(clean, encode([columns(made)], lambda _: stamp), replaces)
