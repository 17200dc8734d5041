"""Schedulers by their diffusers names."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Any

import diffusers
from diffusers import SchedulerMixin
from moviellm import InputError


def set_scheduler(pipeline: Any, name: str | None, options: Mapping[str, Any]) -> None:
    """Give a pipeline another scheduler, or its own with other settings.

    Args:
        pipeline: Its scheduler's settings are kept where the new one takes them.
        name: The class in diffusers; None for the pipeline's own.
        options: Settings by their names in that class.

    Raises:
        InputError: There is no such scheduler or setting.
    """
    if name is None and not options:
        return
    kind = type(pipeline.scheduler) if name is None else _class(name)
    known = set(kind._get_init_keys(kind)) - {"self"}
    for option in options:
        if option not in known:
            raise InputError(
                f"The scheduler {kind.__name__} has no setting `{option}`.",
                hint=_near(option, known),
            )
    try:
        pipeline.scheduler = kind.from_config(pipeline.scheduler.config, **options)
    except (TypeError, ValueError, NotImplementedError) as error:
        raise InputError(
            f"The scheduler {kind.__name__} does not take these settings: {error}",
            hint="Its page in the diffusers documentation tells what it takes.",
        ) from error


def _class(name: str) -> type[Any]:
    kind = getattr(diffusers, name, None)
    if isinstance(kind, type) and issubclass(kind, SchedulerMixin):
        return kind
    names = [known for known in dir(diffusers) if known.endswith("Scheduler")]
    raise InputError(f"diffusers has no scheduler {name!r}.", hint=_near(name, set(names)))


def _near(word: str, known: set[str]) -> str:
    lower = {name.lower(): name for name in sorted(known, key=len)}
    near = [name for name in lower if name.startswith(word.lower())]
    near += difflib.get_close_matches(word.lower(), lower, n=3, cutoff=0.5)
    if near:
        said = dict.fromkeys(f"`{lower[name]}`" for name in near)
        return f"Did you mean {' or '.join(list(said)[:3])}?"
    return f"Known: {', '.join(sorted(known))}."
