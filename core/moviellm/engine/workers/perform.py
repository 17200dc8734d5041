"""Carrying out tasks: the one place where components are called.

Whoever runs tasks (threads here, `moviellm.engine.workers.pool`, Ray in a plugin) needs nothing
else.
"""

from __future__ import annotations

import functools
import logging
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import replace

from moviellm.component import Context
from moviellm.disk import is_full, no_room
from moviellm.engine.store.artifacts import ArtifactCache
from moviellm.engine.workers.environment import MeteredCalls, WorkerEnvironment
from moviellm.engine.workers.stage_calls import WORK
from moviellm.engine.workers.tasks import (
    Made,
    Stored,
    Task,
    TaskError,
    TaskResult,
    not_awaited,
)
from moviellm.errors import MovieLLMError, text_of
from moviellm.plugins.loading import LoadedPlugin

Begun = tuple[Made | None, TaskResult]
"""What a component made, before it is durable, and what is known of the work."""


def perform(task: Task, environment: WorkerEnvironment, stored: Stored = not_awaited) -> TaskResult:
    """Carry out a task to the end; what a component raises becomes the outcome's failure.

    Args:
        task: What to do.
        environment: What is at hand.
        stored: Given what is durable already while the component goes on.
    """

    def store(begun: Begun) -> None:
        stored(finish(task, begun, environment))

    return finish(task, begin(task, environment, store), environment)


def begin(task: Task, environment: WorkerEnvironment, store: Callable[[Begun], None]) -> Begun:
    """Let the component work; nothing is durable yet but what is given to ``store`` meanwhile."""
    made, failure, gate = None, None, environment.calls(task)
    facts: dict[str, str] = {}
    meter = _Meter(gate, facts)
    environment = replace(environment, part=lambda part: store((part, meter.lap())))
    try:
        made = WORK[task.stage](task, environment, _context(task, environment, gate, facts))
    except BaseException as error:  # noqa: BLE001 - any fault of a plugin is told, none kills the run
        failure = _failure_at(task, environment, error)
    return made, replace(meter.lap(), failure=failure)


class _Meter:
    """What a component's work takes and costs, from one part that it hands over to the next."""

    def __init__(self, gate: MeteredCalls, facts: dict[str, str]) -> None:
        self._gate, self._facts = gate, facts
        self._wall, self._cpu = time.perf_counter_ns(), time.thread_time_ns()
        self._usd = 0.0

    def lap(self) -> TaskResult:
        wall, cpu, usd = time.perf_counter_ns(), time.thread_time_ns(), self._gate.usd
        lap = TaskResult(
            wall_us=(wall - self._wall) // 1_000,
            cpu_us=(cpu - self._cpu) // 1_000,
            usd=None if usd is None else usd - self._usd,
            facts=dict(self._facts),
        )
        self._wall, self._cpu, self._usd = wall, cpu, usd or 0.0
        return lap


def finish(task: Task, begun: Begun, environment: WorkerEnvironment) -> TaskResult:
    """Make what a component made durable; what fails there becomes the outcome's failure, too."""
    made, outcome = begun
    if made is None:
        return outcome
    try:
        packs = environment.blobs.written()
        digests: tuple[str, ...] = ()
        if made.blobs:
            pack = environment.pack(made.blobs)
            packs, digests = (*packs, pack), pack.digests
    except BaseException as error:  # noqa: BLE001 - what it made may be of any type
        return replace(outcome, failure=_failure_at(task, environment, error))
    return replace(
        outcome, document=made.document, packs=packs, digests=digests, results=made.results
    )


def _failure_at(task: Task, environment: WorkerEnvironment, error: BaseException) -> TaskError:
    """Describe an exception; what no part of this tree raises is the component's, and is noted.

    A full disk is nobody's fault: the run ends, and goes on when there is room.
    """
    if isinstance(error, OSError) and is_full(error):
        error = no_room(error.filename or tempfile.gettempdir())
    failure = failure_of(error)
    if isinstance(error, MovieLLMError):
        return failure
    title = environment.components.plugin(task.stage, task.name).record.title
    if any(title in note for note in failure.notes):
        return failure
    where = f", film {task.film}" if task.film else ""
    return replace(failure, notes=(*failure.notes, f"in the {title}{where}"))


def failure_of(error: BaseException) -> TaskError:
    """Describe an exception so that it can cross a process: by plain text, whatever it holds."""
    known = isinstance(error, MovieLLMError)
    return TaskError(
        kind=type(error).__name__,
        message=text_of(error.message) if isinstance(error, MovieLLMError) else _one_line(error),
        hint=text_of(error.hint) if isinstance(error, MovieLLMError) else "",
        notes=tuple(map(text_of, getattr(error, "__notes__", ()))),
        trace="" if known and error.__cause__ is None else "".join(
            traceback.format_exception(error)
        ),
    )  # fmt: skip


def _one_line(error: BaseException) -> str:
    text = " ".join(text_of(error).split())
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def _context(
    task: Task, environment: WorkerEnvironment, gate: MeteredCalls, facts: dict[str, str]
) -> Context:
    plugin = environment.components.plugin(task.stage, task.name)
    return Context(
        seed=task.seed,
        film=task.film,
        log=logging.getLogger(f"moviellm.{task.stage}.{task.name}"),
        calls=gate,
        blobs=environment.blobs,
        progress=environment.progress,
        cancelled=environment.cancelled,
        keep=ArtifactCache(
            environment.folder,
            plugin,
            cancelled=environment.cancelled,
            waits=environment.waits,
        ),
        record=functools.partial(_record, plugin, facts),
    )


def _record(plugin: LoadedPlugin, facts: dict[str, str], name: str, value: str) -> None:
    """Be `Context.record`; a value that cannot be written down is told where it comes from."""
    for given in (name, value):
        if not isinstance(given, str):
            raise plugin.broken(
                f"it recorded a value of type {type(given).__name__} ({text_of(name)!r}), "
                "and `context.record` takes text"
            )
    facts[text_of(name)] = text_of(value)
