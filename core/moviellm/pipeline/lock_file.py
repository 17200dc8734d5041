"""The pipeline that stands in a ``run.lock.yaml``, so that the lock of a run can be run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from moviellm.pipeline.config import LISTS, SINGLE
from moviellm.pipeline.places import KeyPath, Position, SourceFile

_PIPELINE, _MARK, _OPTIONS = "pipeline", "key_format", "options"


def pipeline_in(document: SourceFile) -> SourceFile:
    """Return the pipeline of a lock as if it were written in a file of its own, at its places.

    A document that is no lock is returned as it is. Beside the pipeline a lock tells what it was
    made with; components stand in it as ``{use: NAME, options: {...}}``.
    """
    if not (isinstance(document.data.get(_PIPELINE), dict) and _MARK in document.data):
        return document
    inner: dict[str, Any] = dict(document.data[_PIPELINE])
    for stage in SINGLE:
        if stage in inner:
            inner[stage] = _spread(inner[stage])
    for key in LISTS:
        if isinstance(inner.get(key), list):
            inner[key] = [_spread(item) for item in inner[key]]

    def moved(places: Mapping[KeyPath, Any]) -> dict[KeyPath, Any]:
        return {_moved(path): at for path, at in places.items() if path[:1] == (_PIPELINE,)}

    values: dict[KeyPath, Position] = moved(document.values)
    return SourceFile(document.file, inner, values, moved(document.keys), moved(document.texts))


def _spread(choice: Any) -> Any:
    options = choice.get(_OPTIONS) if isinstance(choice, dict) else None
    if not isinstance(options, dict):
        return choice
    return {**{key: value for key, value in choice.items() if key != _OPTIONS}, **options}


def _moved(path: KeyPath) -> KeyPath:
    """Where something of a lock stands in its pipeline, the options of a component beside `use`."""
    inner = path[1:]
    at = 1 if inner[:1] and inner[0] in SINGLE else 2 if inner[:1] and inner[0] in LISTS else 0
    if at and inner[at : at + 1] == (_OPTIONS,):
        return inner[:at] + inner[at + 1 :]
    return inner
