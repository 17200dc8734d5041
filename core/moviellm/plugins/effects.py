"""Which options of a component do not change its output, as its config model marks them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Any, get_args, get_origin

from moviellm.component import EffectMark

if TYPE_CHECKING:
    from pydantic import BaseModel


def options_without_effect(model: type[BaseModel] | None) -> frozenset[str]:
    """Return the fields of a config model that are marked with `moviellm.WithoutEffect`."""
    fields = model.model_fields if model is not None else {}
    return frozenset(name for name, field in fields.items() if any(_marks(field.metadata)))


def misplaced_marks(model: type[BaseModel]) -> list[str]:
    """Return the fields that hold a mark inside their type, where it says nothing."""
    fields = model.model_fields.items()
    return [name for name, field in fields if any(_marks_inside(field.annotation, {model}))]


def _marks(metadata: Iterable[object]) -> Iterator[EffectMark]:
    return (mark for mark in metadata if isinstance(mark, EffectMark))


def _marks_inside(part: Any, seen: set[Any]) -> Iterator[EffectMark]:
    """Yield the marks inside a type: in its arguments, and in the fields of models."""
    if get_origin(part) is Annotated:
        yield from _marks(part.__metadata__)
    elif isinstance(part, type) and hasattr(part, "model_fields") and part not in seen:
        seen.add(part)
        for field in part.model_fields.values():
            yield from _marks(field.metadata)
            yield from _marks_inside(field.annotation, seen)
    for inner in get_args(part):
        yield from _marks_inside(inner, seen)
