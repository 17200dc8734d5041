"""What a component declares about itself, and the context it is given.

Standard library only: a plugin's ``plugin.py`` imports this and nothing heavier, so that listing
plugins and validating a pipeline never loads torch.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, Literal, Protocol, TypeVar

from moviellm.errors import Cancelled
from moviellm.shape_range import ShapeRange
from moviellm.stages import Stage

API_VERSION = 1
"""The version of the contract that this core speaks."""

Option = TypeVar("Option")


@dataclass(frozen=True, slots=True)
class EffectMark:
    """Says of a field of a config model that it does not change the output."""


WithoutEffect = Annotated[Option, EffectMark()]
"""The type of an option that does not change the output: it stays out of the key of a step.

``device: WithoutEffect[str] = "cpu"``. It goes around the whole type of a field of the component's
own config model; inside a union or in a nested model it says nothing.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What a component promises and needs.

    Attributes:
        deterministic: The same input, config and seed give the same bytes on one machine.
        seeded: It makes random choices: another seed gives another result. (The kit holds
            writers and painters to it.)
        offline: It opens no network connection.
        paid: Some of its calls cost money; they go through `Context.calls`.
        gpus: How many GPUs one worker needs.
        runs_in: ``"thread"`` for components that wait (network), ``"process"`` for those that
            compute; a process may crash without taking the run along.
        resumes: An exporter that goes on where an interrupted export of the same films with the
            same options was: its `target` is then not always empty.
        judges: It says which of two answers is better: it answers `moviellm_judge`.
        shapes: The shapes that a writer fills, each as a `ShapeRange`; empty for all. A pipeline
            that asks it for another one is refused when it is read.
        pictures_of: The painter whose pictures an animator moves, by name; empty for any. A
            pipeline that paints with another one is refused when it is read.
    """

    deterministic: bool = True
    seeded: bool = True
    offline: bool = True
    paid: bool = False
    gpus: int = 0
    runs_in: Literal["thread", "process"] = "thread"
    resumes: bool = False
    judges: bool = False
    shapes: tuple[ShapeRange, ...] = ()
    pictures_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """The declaration that an entry point of the group ``moviellm.<stage>`` names.

    Attributes:
        name: The name after ``use:``; equal to the entry point's name.
        stage: The stage it serves; ``"hooks"`` for observers and wrappers.
        implementation: ``"module:Class"``, imported when a run needs it. The class is called with
            the validated config (nothing, when ``config`` is None) and has ``@hookimpl`` methods.
        config: ``"module:Model"`` of a pydantic model with ``extra="forbid"``, or None. Its options
            belong to the key of a step, except those that it marks with `WithoutEffect`.
        summary: One line for ``moviellm plugins list`` and the docs.
        output_version: Raise it whenever the same input would now give another output.
        api_version: The contract it was written for.
        capabilities: What it promises and needs.
        prompts: ``"package:folder"`` of prompt files whose hash belongs to the key, or None.
        judge_prompts: ``"package:folder"`` of the prompt files that it judges with, or None. They
            belong to no step's key: a judge's calls are named by what they ask.
        revision: ``"module:function"`` that is called with the validated config when keys are
            made and returns as text what the files are that the options name (the digest of a
            checkpoint, say): part of the key, so that a changed file does not pass for the old
            one. It imports nothing heavy. None for components that read no files.
        remarks: ``"module:function"`` that is called with the validated config before a run and
            returns what a person should know of the options, a list of sentences without a full
            stop (a model that dies soon, say). It imports nothing heavy and opens no connection.
            None for components with nothing to say.
        brief_remarks: ``"module:function"`` that is called before a run with the validated config
            and the brief of a film, one call a theme, and returns what a person should know of how
            it takes that theme, a list of sentences without a full stop (what it does not
            understand, what stands for it). Empty where all is well. It imports nothing heavy and
            opens no connection. None for components that take any theme as it is.
        probe: ``"module:function"`` that is called with the validated config by ``moviellm plugins
            probe``, and yields what the server that it names can do, a line of text each. The
            first line tells what finding that out costs, before anything is sent. None for
            components that ask no server.
        docs: Address of its documentation.
    """

    name: str
    stage: Stage
    implementation: str
    summary: str
    config: str | None = None
    output_version: int = 1
    api_version: int = API_VERSION
    capabilities: Capabilities = field(default_factory=Capabilities)
    prompts: str | None = None
    judge_prompts: str | None = None
    revision: str | None = None
    remarks: str | None = None
    brief_remarks: str | None = None
    probe: str | None = None
    docs: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a paid call brought back.

    Attributes:
        data: The raw answer, stored before anybody parses it.
        usd: What it cost in US dollars; None when the price is unknown (never zero for unknown).
        usage: Counts by class (``input_tokens``, ``output_tokens``, ...), stored as they are.
    """

    data: bytes
    usd: float | None
    usage: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchase:
    """One of many calls that are handed in together.

    Attributes:
        request: Everything that determines the answer, as JSON; its hash names the call.
        worst_usd: The most it can cost, in US dollars; None when the price is unknown.
    """

    request: Mapping[str, Any]
    worst_usd: float | None


class Calls(Protocol):
    """The gate for paid calls: written down before and after, never bought twice."""

    def buy(
        self, request: Mapping[str, Any], *, worst_usd: float | None, send: Callable[[], Reply]
    ) -> Reply:
        """Return the stored reply to ``request``, or reserve, send, store and settle.

        Args:
            request: Everything that determines the answer, as JSON; its hash names the call.
                Secrets do not belong in it.
            worst_usd: The most it can cost, in US dollars; None when the price is unknown.
            send: Makes the call once. What it raises is recorded and raised again; an exception
                with an attribute ``usd`` says that the failed call was billed (None: at an unknown
                price), one without it that it was not, time-outs and cancellations excepted. One
                whose attribute ``sent`` is False says that nothing was sent.

        Raises:
            BudgetError: The cap could be passed; nothing was sent.
        """

    async def buy_async(
        self,
        request: Mapping[str, Any],
        *,
        worst_usd: float | None,
        send: Callable[[], Awaitable[Reply]],
        turn: AbstractAsyncContextManager[object] | None = None,
    ) -> Reply:
        """Do what `buy` does in a coroutine, for components with many calls in flight.

        What coroutines of one moment write down becomes durable together, and their event loop
        never waits for the disk. Any event loop of the driver may be used.

        Args:
            request: As in `buy`.
            worst_usd: As in `buy`.
            send: A coroutine function that makes the call once. It may wait first, so that the
                call is written down by the time that it may go out.
            turn: Entered before anything is reserved or sent and left when the answer is durable;
                not entered for a stored reply. A semaphore here bounds the calls in flight and
                what a crash can lose.

        Raises:
            BudgetError: The cap could be passed; nothing was sent.
        """

    async def buy_batch(
        self,
        purchases: Sequence[Purchase],
        *,
        hand_in: Callable[[Mapping[str, int]], Awaitable[str]],
        collect: Callable[[str, Collection[str]], Awaitable[Mapping[str, Reply | Exception]]],
    ) -> list[Reply | Exception]:
        """Buy answers that come hours later, and perhaps to a later run.

        Stored replies are returned; calls that an earlier run handed in are collected, not handed
        in again; all others are reserved and handed in together.

        Args:
            purchases: What is bought.
            hand_in: Given the key of each call and its place among ``purchases``, hands them in
                and returns their ticket, which is written down at once.
            collect: Given a ticket and the keys of its calls, waits until they are answered and
                returns what came of each: a reply, or an exception that says by ``usd`` whether it
                was billed (see `buy`).

        Returns:
            What came of each purchase, in order: a reply, or the exception.

        Raises:
            BudgetError: The cap could be passed; nothing was handed in.
        """


class Blobs(Protocol):
    """Content-addressed bytes of the run."""

    def get(self, digest: str) -> bytes:
        """Return the bytes with this digest; they are hashed again on the way."""

    def put(self, data: bytes) -> str:
        """Store bytes and return their digest."""


class Keep(Protocol):
    """Keeps what is made once for a whole run: a learned style, a portrait, an index."""

    def __call__(self, request: Mapping[str, Any], make: Callable[[Path], bytes]) -> bytes:
        """Return what ``make`` made for ``request``, whoever asked for it first.

        All films and workers of a run folder share it, later runs of the folder too. One process
        makes it while the others wait; its bytes are hashed again whenever they are read, and
        made again when they have changed.

        Args:
            request: Everything that determines the result, as JSON; beside stage, name and
                `Component.output_version` of the component its hash names what is kept. Secrets
                do not belong in it: it is written down.
            make: Makes it. It is given a folder of its own that outlives a crash: what an
                interrupted call left there, such as a checkpoint, the next one finds. The folder
                goes when ``make`` has returned. What it raises comes through, and nothing is kept.

        Raises:
            Cancelled: The run was asked to stop while another process made it.
            InputError: ``request`` has no JSON form.
            StorageError: The run's folder cannot be written.
        """


def made_anew(request: Mapping[str, Any], make: Callable[[Path], bytes]) -> bytes:
    """Be a `Keep` that keeps nothing, for contexts outside of a run."""
    with TemporaryDirectory(prefix="moviellm-") as folder:
        return make(Path(folder))


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a component is given beside its input. It reads nothing else.

    Attributes:
        seed: Derived from run seed, film, stage and item; independent of order and resumption.
        film: Id of the film at work; empty for an export of many.
        log: Logger named by stage and plugin. `moviellm run` shows what it is told, one line a
            record: information, warnings, and not what is for debugging.
        calls: The gate for paid calls.
        blobs: The run's stored bytes (pictures by digest).
        progress: Called with (done, total) of the component's own units; a call that takes long
            tells by it that it does not hang.
        cancelled: Whether the run was asked to stop.
        keep: Keeps what is made once for the whole run; outside of a run it is made anew.
        record: Called with a name and a value, both text, of what the component works with (a
            device, the version of a library): stands in the journal beside what it makes, and in no
            key. What is named ``prices`` stands in ``run.lock.yaml`` too, and ``model`` beside the
            usage in ``moviellm show``.
    """

    seed: int
    film: str
    log: logging.Logger
    calls: Calls
    blobs: Blobs
    progress: Callable[[int, int], None] = lambda done, total: None
    cancelled: Callable[[], bool] = lambda: False
    keep: Keep = made_anew
    record: Callable[[str, str], None] = lambda name, value: None

    def random(self) -> random.Random:
        """Return a new generator that is seeded with `seed`."""
        return random.Random(self.seed)

    def check(self) -> None:
        """Raise `Cancelled` if the run was asked to stop; call it inside long loops."""
        if self.cancelled():
            raise Cancelled("The run was asked to stop.")
