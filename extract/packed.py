"""Values kept packed until they are looked at: the rows of a long plan take a tenth of their size in memory."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from io import BytesIO
from operator import attrgetter
from typing import Any, Generic, TypeVar

T = TypeVar("T")

# A page of rows, 11.6 KB as pickled, has 3.6 KB at level 1, in 0.1 ms, and 3.2 KB at level 6.
LEVEL = 1
# So many values are held as they are: their pages have 1.5 MB, and packing would cost a short plan 0.01 s.
FEW = 32


class Packed(Generic[T]):
    """Values in order, each unpacked anew when its turn comes; a few are held as they are."""

    __slots__ = ("_held", "_parts")

    def __init__(self, values: Iterable[T] = ()) -> None:
        """Take in some values."""
        self._held: list[T] = []
        self._parts: list[bytes] = []
        for value in values:
            self.append(value)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._held) or len(self._parts)

    def __iter__(self) -> Iterator[T]:
        """The values, in order."""
        return iter(self._held) if self._held else map(_unpacked, self._parts)

    def __contains__(self, value: object) -> bool:
        """Whether a value is among them."""
        return any(value == other for other in self)

    def append(self, value: T) -> None:
        """Take in a value behind the others."""
        self.insert(len(self), value)

    def insert(self, at: int, value: T) -> None:
        """Take in a value before the one at a place."""
        if self._parts:
            self._parts.insert(at, _packed(value))
            return
        self._held.insert(at, value)
        if len(self._held) > FEW:
            self._parts = [_packed(each) for each in self._held]
            self._held = []


def pickled(value: object) -> bytes:
    """A value as pickle has it, records by their fields."""
    held = BytesIO()
    _Pickler(held, protocol=5).dump(value)
    return held.getvalue()


def _packed(value: object) -> bytes:
    return zlib.compress(pickled(value), LEVEL)


def _unpacked(part: bytes) -> Any:  # noqa: ANN401 - what was packed
    return pickle.loads(zlib.decompress(part))


class _Pickler(pickle.Pickler):
    """Packs records by their fields: a page has hundreds of words and boxes, and so they take a third of the time."""

    def reducer_override(self, item: Any) -> Any:  # noqa: ANN401 - pickle's own signature
        taken = _fields(item.__class__)
        return (item.__class__, taken(item)) if taken else NotImplemented


@cache
def _fields(kind: type) -> Callable[[object], tuple[Any, ...]] | None:
    """What takes a record's fields, in the order that makes it anew; None for what is no record."""
    if not is_dataclass(kind) or not all(field.init for field in fields(kind)) or len(fields(kind)) < 2:
        return None
    return attrgetter(*(field.name for field in fields(kind)))
