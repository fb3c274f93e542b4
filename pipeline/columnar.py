"""Arrow arrays from Python values, built buffer by buffer.

``pyarrow.array`` does the same but imports pandas on its first call: 170 ms, a seventh of a whole typeset decree.
"""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain
from typing import Any

import numpy as np
import pyarrow as pa

EPOCH = dt.date(1970, 1, 1)
# Type codes of the standard library's array, which refuses what does not fit; and what stands where nothing is.
NUMBERS = {pa.int16(): "h", pa.int32(): "i", pa.float64(): "d"}


def arrow_array(values: Sequence[Any], kind: pa.DataType) -> pa.Array[Any]:
    """Array of one type, None meaning null: text, numbers, booleans, dates, and lists, structs and maps of these.

    Structs are tuples in the order of the type's fields, maps sequences of pairs. Raises TypeError or OverflowError
    when a value does not fit the type.
    """
    validity = _validity(values)
    if isinstance(kind, pa.StructType):
        children = [arrow_array([value and value[n] for value in values], part.type) for n, part in enumerate(kind)]
        return pa.Array.from_buffers(kind, len(values), [validity], children=children)
    if isinstance(kind, pa.ListType | pa.MapType):
        entries = list(chain.from_iterable(value or () for value in values))
        children = [arrow_array(entries, _entry(kind))]
        offsets = _offsets(len(value or ()) for value in values)
        return pa.Array.from_buffers(kind, len(values), [validity, offsets], children=children)
    return pa.Array.from_buffers(kind, len(values), [validity, *_data(values, kind)])


def _entry(kind: pa.ListType[Any] | pa.MapType[Any, Any, Any]) -> pa.DataType:
    return pa.struct([kind.key_field, kind.item_field]) if isinstance(kind, pa.MapType) else kind.value_type


def _data(values: Sequence[Any], kind: pa.DataType) -> list[pa.Buffer]:
    if kind == pa.string():
        return _text(["" if value is None else value for value in values])
    if kind == pa.bool_():
        return [_bits([bool(value) for value in values])]
    if kind == pa.date32():
        return [pa.py_buffer(array("i", [(value - EPOCH).days if value else 0 for value in values]))]
    return [pa.py_buffer(array(NUMBERS[kind], [0 if value is None else value for value in values]))]


def _text(texts: list[str]) -> list[pa.Buffer]:
    """Texts in UTF-8; most columns are ASCII, whose letters are bytes, and are encoded at one go."""
    whole = "".join(texts)
    if whole.isascii():
        return [_offsets(map(len, texts)), pa.py_buffer(whole.encode())]
    encoded = [text.encode() for text in texts]
    return [_offsets(map(len, encoded)), pa.py_buffer(b"".join(encoded))]


def _offsets(lengths: Iterable[int]) -> pa.Buffer:
    return pa.py_buffer(array("i", accumulate(lengths, initial=0)))


def _validity(values: Sequence[Any]) -> pa.Buffer | None:
    present = [value is not None for value in values]
    return None if all(present) else _bits(present)


def _bits(flags: Sequence[bool]) -> pa.Buffer:
    return pa.py_buffer(np.packbits(np.array(flags, dtype=np.uint8), bitorder="little").tobytes())
