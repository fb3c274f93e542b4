"""Arrays built buffer by buffer are those that pyarrow builds."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.schema import TABLES, arrow_schema
from pipeline.columnar import arrow_array

PLAIN: dict[pa.DataType, st.SearchStrategy[Any]] = {
    pa.string(): st.text(),
    pa.int16(): st.integers(-(2**15), 2**15 - 1),
    pa.int32(): st.integers(-(2**31), 2**31 - 1),
    pa.float64(): st.floats(allow_nan=False),
    pa.bool_(): st.booleans(),
    pa.date32(): st.dates(),
}


def values_of(kind: pa.DataType, *, null: bool = True) -> st.SearchStrategy[Any]:
    if isinstance(kind, pa.MapType):
        made = st.lists(st.tuples(values_of(kind.key_type, null=False), values_of(kind.item_type)), max_size=3)
    elif isinstance(kind, pa.ListType):
        made = st.lists(values_of(kind.value_type), max_size=3)
    elif isinstance(kind, pa.StructType):
        made = st.tuples(*(values_of(field.type) for field in kind))
    else:
        made = PLAIN[kind]
    return st.none() | made if null else made


KINDS = sorted({field.type for table in TABLES for field in arrow_schema(table)}, key=str)


@pytest.mark.parametrize("kind", KINDS, ids=str)
@given(data=st.data())
def test_as_pyarrow_builds_them(kind: pa.DataType, data: st.DataObject) -> None:
    values = data.draw(st.lists(values_of(kind), max_size=6))
    built = arrow_array(values, kind)
    built.validate(full=True)
    assert built.type == kind
    assert built.to_pylist() == pa.array(values, type=kind).to_pylist()


@pytest.mark.parametrize(
    ("value", "kind"), [(70_000, pa.int16()), (1.5, pa.int32()), ("1", pa.float64()), (dt.date(2026, 1, 1), pa.int32())]
)
def test_what_does_not_fit_is_refused(value: object, kind: pa.DataType) -> None:
    with pytest.raises((TypeError, OverflowError)):
        arrow_array([value], kind)
