"""What all stages share: a `HookCall` is one call of the stage's hook on the kit's fixed input."""

from __future__ import annotations

import traceback
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, TypeVar

from pydantic import BaseModel

from moviellm.component import Context
from moviellm.film import Problem
from moviellm.plugins.answers import reread
from moviellm.plugins.manager import PluginManager
from moviellm.testing.conformance.findings import ContractBroken
from moviellm.testing.conformance.harness import Harness
from moviellm.testing.context import (
    FILM,
    SEED,
    CountingCalls,
    MemoryBlobs,
    MemoryKeep,
    make_context,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class HookCall:
    """One call of a hook.

    Attributes:
        arguments: What the component was given, beside the context.
        result: What it returned; generators are walked to their end.
        before: The arguments in writing, before the call.
        after: The same arguments in writing, after the call.
    """

    arguments: dict[str, Any]
    result: Any
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that the contract asks.

    Attributes:
        name: What it is called in tables and in the names of tests.
        means: What it holds, as a sentence.
        run: Raises `ContractBroken` or `NotApplicable`.
        needs: Names of the checks without which it says nothing.
    """

    name: str
    means: str
    run: Callable[[StageCheck], None]
    needs: tuple[str, ...] = ("result type",)


class StageCheck(ABC):
    """Asks the component of one stage and judges its answers.

    Attributes:
        uses_seed: Whether another seed must give another result, unless the component declares
            that it makes no random choices.
        own_checks: What only this stage is held to.
    """

    uses_seed: ClassVar[bool] = False
    own_checks: ClassVar[tuple[Check, ...]] = ()

    def __init__(self, harness: Harness) -> None:
        self.harness = harness
        self.blobs = MemoryBlobs()
        self.calls = CountingCalls()
        self.keep = MemoryKeep()

    @abstractmethod
    def arguments(self, seed: int) -> dict[str, Any]:
        """Return new arguments of the hook, without the context."""

    @abstractmethod
    def expect(self, made: HookCall) -> None:
        """Raise `ContractBroken` unless the result has the type that the hook returns."""

    @abstractmethod
    def judge(self, made: HookCall) -> None:
        """Raise `ContractBroken` unless a result of the right type is valid."""

    @abstractmethod
    def in_bytes(self, made: HookCall) -> bytes:
        """Return the result as bytes: equal results give equal bytes."""

    def in_writing(self, arguments: dict[str, Any]) -> str:
        """Return arguments in a form that shows every change of them."""
        return repr({name: written(value) for name, value in arguments.items()})

    def collect(self, result: Any, arguments: dict[str, Any]) -> Any:
        """Return the result with generators walked to their end."""
        return result

    def context(self, seed: int) -> Context:
        """Return the context of a made."""
        return make_context(
            seed=seed, film=FILM, blobs=self.blobs, calls=self.calls, keep=self.keep
        )

    def call(self, roster: PluginManager, arguments: dict[str, Any], context: Context) -> Any:
        """Call the hook and return what it returns."""
        request = self.harness.request
        result = roster.call(request.stage, request.name, **arguments, context=context)
        return self.collect(result, arguments)

    @cached_property
    def roster(self) -> PluginManager:
        """The instance that most calls are made with."""
        return self.harness.instance()

    @cached_property
    def first(self) -> HookCall:
        """The call on the kit's fixed input and seed."""
        return self.ask()

    def ask(
        self,
        roster: PluginManager | None = None,
        *,
        seed: int = SEED,
        state: int | None = None,
        arguments: dict[str, Any] | None = None,
        context: Context | None = None,
    ) -> HookCall:
        """Call the hook once.

        Args:
            roster: The instance to call.
            seed: Seed of arguments and context.
            state: State of the global random generators; by default one that was never used.
            arguments: By default those of the stage.
            context: By default one with this seed.

        Raises:
            ContractBroken: It raised.
        """
        roster = roster or self.roster
        arguments = self.arguments(seed) if arguments is None else arguments
        before = self.in_writing(arguments)
        self.harness.reseed(state)
        try:
            result = self.call(roster, arguments, context or self.context(seed))
        except SystemExit as error:
            raise ContractBroken(
                f"It tried to end the process (exit code {error.code}).",
                "Report a failure by raising moviellm.FilmError.",
            ) from error
        except Exception as error:
            raise ContractBroken(
                f"It raised {type(error).__name__}: {error} ({place_of(error)}).",
                "The kit's input is valid: handle it.",
            ) from error
        return HookCall(
            arguments=arguments, result=result, before=before, after=self.in_writing(arguments)
        )


def place_of(error: BaseException) -> str:
    """Return file and line where an exception was raised."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "nowhere"


def written(value: Any) -> Any:
    """Return a value as plain data; what a component changed in a frozen model shows too."""
    if hasattr(value, "model_dump"):
        try:
            return value.model_dump(mode="json", warnings=False)
        except Exception as error:  # noqa: BLE001 - whatever it holds now, it is not what it held
            return f"no longer a valid {type(value).__name__}: {error}"
    if isinstance(value, list | tuple):
        return [type(value).__name__, *(written(part) for part in value)]
    return repr(value)


def expect_type(found: object, kind: type[T], hook: str) -> T:
    """Return ``found`` if it is of the type that a hook returns, with the values of that type.

    Raises:
        ContractBroken: It is not.
    """
    if not isinstance(found, kind):
        what = "nothing" if found is None else f"a value of type {type(found).__name__}"
        raise ContractBroken(
            f"{hook} returned {what} instead of {kind.__name__}.",
            f"Return a moviellm.film.{kind.__name__}; moviellm/hookspecs.py says what is in it.",
        )
    if isinstance(found, BaseModel):
        with taken(f"A {kind.__name__}"):
            reread(kind, found)  # type: ignore[type-var]  # `kind` is a model when `found` is one
    return found


@contextmanager
def taken(what: str) -> Iterator[None]:
    """Ask of an answer what the engine asks before it takes it.

    Raises:
        ContractBroken: The engine would refuse it.
    """
    try:
        yield
    except ValueError as error:
        raise ContractBroken(
            f"{what} is not taken by the engine: {error}.",
            "Make it by calling its class with values of the types that it names, and leave it so.",
        ) from error


def expect_one_each(found: object, kind: type[T], count: int, hook: str) -> list[T]:
    """Return the items of a result that has one for each of ``count`` inputs.

    Raises:
        ContractBroken: It is no sequence, has other items or another number of them.
    """
    if not isinstance(found, Sequence) or isinstance(found, str | bytes):
        expect_type(found, list, hook)
    assert isinstance(found, Sequence)
    items = [expect_type(item, kind, hook) for item in found]
    if len(items) != count:
        raise ContractBroken(
            f"{hook} returned {len(items)} of {kind.__name__} for {count}.",
            "Return exactly one for each, in the same order.",
        )
    return items


def expect_field(found: object, field: str, kind: type) -> None:
    """Raise `ContractBroken` if a field of a result is of another type."""
    if not isinstance(found, kind):
        raise ContractBroken(
            f"{field} is a {type(found).__name__} and no {kind.__name__}.",
            "moviellm.film says of which types the fields of a result are.",
        )


def refuse_problems(problems: Iterable[Problem]) -> None:
    """Raise `ContractBroken` with the first problems, if there are any."""
    found = list(problems)
    if found:
        shown = "; ".join(str(problem) for problem in found[:3])
        raise ContractBroken(
            f"{len(found)} problem{'s' * (len(found) > 1)}: {shown}",
            "moviellm.film.check and check_storyboard find these.",
        )
