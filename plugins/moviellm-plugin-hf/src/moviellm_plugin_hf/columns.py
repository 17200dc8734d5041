"""Columns of tables, declared once: name, type, meaning and where their values come from.

From the declaration follow the parquet schema, the features that `datasets` reads (in the schema's
metadata and in the card) and the fields of the Croissant description.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import pyarrow as pa

Subject = TypeVar("Subject", contravariant=True)

TEXT, INTEGER, NUMBER, FLAG = pa.string(), pa.int64(), pa.float64(), pa.bool_()
TEXTS, INTEGERS = pa.list_(TEXT), pa.list_(INTEGER)
IMAGE = pa.struct([("bytes", pa.binary()), ("path", TEXT)])
"""An encoded picture as `datasets` stores it. Where a path can be opened from the reader's folder
the bytes would be dropped, so ours is null."""

_PLAIN = {TEXT: "string", INTEGER: "int64", NUMBER: "float64", FLAG: "bool"}


@dataclass(frozen=True, slots=True)
class Column(Generic[Subject]):
    """One column of a table.

    Attributes:
        name: Its name.
        type: Its type in Arrow.
        means: What it holds, for the card.
        of: Returns its value for what one row tells of; of an image, its bytes.
        bulky: Its values are large and all different: no dictionary and no bounds are kept.
    """

    name: str
    type: pa.DataType
    means: str
    of: Callable[[Subject], Any]
    bulky: bool = False


def structs(**fields: pa.DataType) -> pa.DataType:
    """Return the type of a list of records with these fields."""
    return pa.list_(pa.struct(list(fields.items())))


def schema(columns: Sequence[Column[Any]]) -> pa.Schema:
    """Return the Arrow schema, which tells `datasets` the features."""
    told = {column.name: _feature(column.type) for column in columns}
    fields = [pa.field(column.name, column.type) for column in columns]
    return pa.schema(fields, metadata={"huggingface": json.dumps({"info": {"features": told}})})


def features(columns: Sequence[Column[Any]]) -> list[dict[str, Any]]:
    """Return the features as the YAML of a dataset card lists them."""
    return [{"name": column.name, **_in_yaml(column.type)} for column in columns]


def type_name(type_: pa.DataType) -> str:
    """Return a column's type in words."""
    if type_ == IMAGE:
        return "image"
    if pa.types.is_list(type_):
        return f"list of {type_name(type_.value_type)}"
    if pa.types.is_struct(type_):
        return "{" + ", ".join(field.name for field in type_) + "}"
    return _PLAIN[type_]


def _feature(type_: pa.DataType) -> dict[str, Any]:
    if type_ == IMAGE:
        return {"_type": "Image"}
    if pa.types.is_list(type_):
        return {"feature": _feature(type_.value_type), "_type": "List"}
    if pa.types.is_struct(type_):
        return {field.name: _feature(field.type) for field in type_}
    return {"dtype": _PLAIN[type_], "_type": "Value"}


def _in_yaml(type_: pa.DataType) -> dict[str, Any]:
    if type_ == IMAGE:
        return {"dtype": "image"}
    if pa.types.is_list(type_):
        (inner,) = _in_yaml(type_.value_type).values()
        return {"list": inner}
    if pa.types.is_struct(type_):
        return {"struct": [{"name": field.name, **_in_yaml(field.type)} for field in type_]}
    return {"dtype": _PLAIN[type_]}
