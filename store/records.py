"""Rows to records and back: mappings and tuples cross as JSON, and text is made fit for UTF-8."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, get_origin, get_type_hints

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Row = TypeVar("Row", bound="DataclassInstance")


def clean(text: str) -> str:
    """The text with lone surrogates replaced: Reddit's JSON can hold half an emoji, and UTF-8 cannot."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def as_json(value: object) -> str:
    """Compact JSON, readable for whoever opens the file with another tool."""
    return clean(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def to_record(row: DataclassInstance) -> dict[str, Any]:
    """What a table's columns hold for this row."""
    return {field.name: to_column(getattr(row, field.name)) for field in dataclasses.fields(row)}


def from_record(row_type: type[Row], record: Mapping[str, Any]) -> Row:
    """The row that a record holds; columns that the row does not know are left out."""
    readers = _readers(row_type)
    return row_type(**{name: readers[name](value) for name, value in record.items() if name in readers})


def to_column(value: object) -> object:
    """A value as SQLite takes it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return as_json(dict(value))
    if isinstance(value, tuple | list):
        return as_json([dict(item) if isinstance(item, Mapping) else item for item in value])
    return value


@cache
def _readers(row_type: type[Any]) -> dict[str, Callable[[Any], Any]]:
    """How each column of this type is read."""
    return {name: _reader(hint) for name, hint in get_type_hints(row_type).items()}


def _reader(hint: Any) -> Callable[[Any], Any]:
    origin = get_origin(hint) or hint
    if origin is tuple:
        return lambda value: tuple(json.loads(value))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return json.loads
    if isinstance(origin, type) and issubclass(origin, bool | Enum):
        return origin
    return lambda value: value
