"""Values kept packed until they are looked at: the rows of a long plan take a tenth of their size in memory."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from io import BytesIO
from operator import attrgetter
from typing import Any, Generic, TypeVar, overload

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

    def __getitem__(self, place: slice) -> list[T]:
        """The values of some places."""
        return self._held[place] if self._held else list(map(_unpacked, self._parts[place]))

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


class Unread(Sequence[T]):
    """One of several sequences that were packed together, unpacked when the first value of any is asked for."""

    __slots__ = ("_together", "_which")

    def __init__(self, together: Together[T], which: int) -> None:
        """Take a place among the sequences packed."""
        self._together = together
        self._which = which

    def __len__(self) -> int:
        """How many values there are."""
        return len(self._values)

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[T]: ...
    def __getitem__(self, place: int | slice) -> T | Sequence[T]:
        """The value or the values of some places."""
        return self._values[place]

    def __iter__(self) -> Iterator[T]:
        """The values, in order."""
        return iter(self._values)

    @property
    def _values(self) -> Sequence[T]:
        return self._together.values()[self._which]

    def __reduce__(self) -> tuple[object, ...]:
        """Pack what is still packed."""
        return Unread, (self._together, self._which)


class Together(Generic[T]):
    """Several sequences packed as one, since they share values; ``unpack`` makes them."""

    __slots__ = ("_packed", "_unpack", "_values")

    def __init__(self, packed: bytes, unpack: Callable[[bytes], Sequence[Sequence[T]]]) -> None:
        """Take them in."""
        self._packed = packed
        self._unpack = unpack
        self._values: Sequence[Sequence[T]] | None = None

    def values(self) -> Sequence[Sequence[T]]:
        """All of them."""
        if self._values is None:
            self._values = self._unpack(self._packed)
        return self._values

    def __reduce__(self) -> tuple[object, ...]:
        """Pack what is still packed."""
        return Together, (self._packed, self._unpack)


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
    if not is_dataclass(kind) or any(f.kw_only or not f.init for f in fields(kind)) or len(fields(kind)) < 2:
        return None
    return attrgetter(*(field.name for field in fields(kind)))
