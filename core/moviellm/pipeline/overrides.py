"""``--set 'painter.size=[512,512]'``: one value of a pipeline file, given on the command line."""

from __future__ import annotations

from copy import deepcopy
from typing import Any, NoReturn

from moviellm.pipeline.config import DEFAULTS, LISTS, SINGLE
from moviellm.pipeline.loader import parse
from moviellm.pipeline.places import KeyPath, Position, SourceFile, kind, refuse


def override(document: SourceFile, setting: str) -> SourceFile:
    """Return a document in which one value is replaced or added.

    Args:
        document: The file's.
        setting: ``KEY=VALUE``. The key is dotted; an item of a list goes by its number or, for a
            component, by its name (``exporters.frames.quality``). The value is YAML.

    Raises:
        InputError: The setting has no ``=``, its value is not YAML, or its key leads nowhere.
    """
    key, equals, text = setting.partition("=")
    place = Position(f"--set {key}")
    steps = key.strip().split(".")
    if not equals or "" in steps:
        refuse(
            place,
            f"expected KEY=VALUE, found {kind(setting)}.",
            "Write --set 'painter.size=[512,512]'.",
        )
    value = parse(text, file=place.file)
    changed = SourceFile(
        document.file,
        deepcopy(document.data),
        dict(document.values),
        dict(document.keys),
        dict(document.texts),
    )
    path = _descend(changed, steps, place)
    _container(changed, path[:-1])[path[-1]] = value.data
    changed.keys[path] = place
    for known, additions in ((changed.values, value.values), (changed.keys, value.keys)):
        known |= {(*path, *inner): place for inner in additions}
    changed.texts.update({(*path, *inner): written for inner, written in value.texts.items()})
    return changed


def _descend(document: SourceFile, steps: list[str], place: Position) -> KeyPath:
    """Return the path that the steps mean; what is on the way and not there is made."""
    path: KeyPath = ()
    here = document.data
    for n, step in enumerate(steps):
        if isinstance(here, list):
            path = (*path, _index(here, step, path, place))
        elif isinstance(here, dict):
            path = (*path, step)
            if n + 1 < len(steps) and here.get(step) is None:
                here[step] = deepcopy(DEFAULTS.get(step, {}) if len(path) == 1 else {})
                document.keys[path] = document.values[path] = place
        else:
            _nowhere(path, here, place)
        if n + 1 < len(steps):
            here = _open(document, path)
    return path


def _open(document: SourceFile, path: KeyPath) -> Any:
    """Return what stands at ``path``; a component's bare name becomes a mapping first."""
    here = _container(document, path)
    is_component = (len(path) == 1 and path[0] in SINGLE) or (len(path) == 2 and path[0] in LISTS)
    if is_component and isinstance(here, str):
        document.values[*path, "use"] = document.place(path)
        here = {"use": here}
        _container(document, path[:-1])[path[-1]] = here
    return here


def _container(document: SourceFile, path: KeyPath) -> Any:
    here = document.data
    for step in path:
        here = here[step]
    return here


def _index(here: list[Any], step: str, path: KeyPath, place: Position) -> int:
    names = [item.get("use") if isinstance(item, dict) else item for item in here]
    if step in names:
        return names.index(step)
    if step.isdecimal() and int(step) < len(here):
        return int(step)
    known = ", ".join(str(name) for name in names[:10])
    refuse(place, f"`{'.'.join(map(str, path))}` has no item `{step}`.", f"It holds: {known}.")


def _nowhere(path: KeyPath, here: object, place: Position) -> NoReturn:
    refuse(place, f"`{'.'.join(map(str, path))}` is {kind(here)} and holds no keys.")
