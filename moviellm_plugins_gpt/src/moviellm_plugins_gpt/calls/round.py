"""One round of questions on the exchange's loop: tried, repeated, repaired, wound down."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import functools
import random
from collections.abc import AsyncIterator, Coroutine, Mapping, Sequence
from typing import Any, TypeVar

from moviellm import Cancelled, Context, FilmError, Reply
from pydantic import ValidationError

from moviellm_plugins_gpt.calls.exchange import Line, exchange
from moviellm_plugins_gpt.calls.gate import Turn
from moviellm_plugins_gpt.calls.inquiry import Inquiry, inquiry_of
from moviellm_plugins_gpt.calls.outcomes import (
    BadRequest,
    CallFailed,
    KeyRejected,
    QuotaSpent,
    RateLimited,
    ServerDown,
    TryAgain,
)
from moviellm_plugins_gpt.calls.pictures import (
    PictureMade,
    PictureWanted,
    picture_inquiry,
    picture_of,
)
from moviellm_plugins_gpt.calls.prices import Rates, rates_of
from moviellm_plugins_gpt.calls.questions import (
    Answer,
    Question,
    RefusalKind,
    Refused,
    assistant,
    user,
)
from moviellm_plugins_gpt.calls.sending import send
from moviellm_plugins_gpt.calls.settings import ModelOptions, OpenAIOptions, address_of, provider_of
from moviellm_plugins_gpt.calls.wire import Reading, Wire

_FATAL = (QuotaSpent, KeyRejected, ServerDown)
_GRACE_SECONDS = 5.0
_FIRST_DELAY = 0.25
_LONGEST_DELAY = 8.0
_RATE_ATTEMPTS = 4
_LONGEST_WAIT = 120.0
_TOLD_ERRORS = 8
_USUAL = 1_000
_BYTES_A_TOKEN = 4

T = TypeVar("T")


class Round:
    """Asks the questions of one `Oracle.ask`. Lives on the exchange's loop.

    Args:
        options: Which model, where, and how hard.
        wire: Its protocol.
        context: Of the component; its gate for paid calls is used.
    """

    def __init__(self, options: ModelOptions, wire: Wire, context: Context) -> None:
        self._options = options
        self._wire = wire
        self._context = context
        self._rates: Rates | None = rates_of(options)
        self._line: Line
        self._in_flight: set[asyncio.Task[Any]] = set()
        self._ending = asyncio.Event()

    async def answers(self, questions: Sequence[Question]) -> list[Answer | Refused]:
        """Return what came of each question, in order."""
        return await self._all([self._answer(question) for question in questions])

    async def pictures(self, wanted: Sequence[PictureWanted]) -> list[PictureMade | Refused]:
        """Return what came of each picture that is wanted, in order."""
        return await self._all([self._picture(one) for one in wanted])

    async def _all(self, work: Sequence[Coroutine[Any, Any, T]]) -> list[T]:
        """Do all work at once; after an error, nothing new is sent."""
        self._line = exchange().line(self._options)
        tasks = [asyncio.create_task(one) for one in work]
        ending = asyncio.create_task(self._ending.wait())
        waiting: set[asyncio.Task[Any]] = set(tasks)
        while waiting and not self._ending.is_set():
            done, _ = await asyncio.wait({*waiting, ending}, return_when=asyncio.FIRST_COMPLETED)
            waiting -= done
            if any(task is not ending and task.exception() for task in done):
                self._ending.set()
        ending.cancel()
        await self._wind_down(waiting)
        return _outcomes(tasks)

    def stop(self) -> None:
        """Send nothing new, and wait a little for what is in flight. Any thread may call it."""
        exchange().call(self._ending.set)

    async def _wind_down(self, waiting: set[asyncio.Task[T]]) -> None:
        for task in waiting - self._in_flight:
            task.cancel()
        if waiting:
            _, late = await asyncio.wait(waiting, timeout=_GRACE_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)

    async def _picture(self, wanted: PictureWanted) -> PictureMade | Refused:
        """Return what came of one picture."""
        assert isinstance(self._options, OpenAIOptions)
        inquiry = picture_inquiry(wanted, self._options)
        try:
            reply = await self.bought(inquiry)
        except BadRequest as outcome:
            kind: RefusalKind = "filtered" if outcome.filtered else "bad request"
            return Refused(kind=kind, reason=outcome.said, usd=0.0, label=wanted.label)
        data = picture_of(inquiry.read(reply.data))
        return PictureMade(data=data, usd=reply.usd, label=wanted.label)

    async def _answer(self, question: Question) -> Answer | Refused:
        """Return what came of one question: a longer answer and a repair are asked for once."""
        asked, usd = question, 0.0 if self._rates is not None else None
        longer = repaired = False
        while True:
            try:
                reply = await self.bought(inquiry_of(asked, self._wire, self._options))
            except BadRequest as outcome:
                kind: RefusalKind = "filtered" if outcome.filtered else "bad request"
                return _refused(question, kind, usd, reason=outcome.said)
            reading = self._wire.read(reply.data)
            usd = None if usd is None or reply.usd is None else usd + reply.usd
            if reading.stop == "length":
                if longer:
                    return _refused(question, "truncated", usd, text=reading.text)
                asked, longer = self._longer(asked), True
            elif reading.stop != "end":
                return _refused(
                    question, reading.stop, usd, reason=reading.reason, text=reading.text
                )
            else:
                answer, fault = _parsed(question, reading, usd)
                if answer is not None:
                    return answer
                if repaired:
                    return _refused(question, "malformed", usd, reason=fault, text=reading.text)
                asked, repaired = _repair(asked, reading.text, fault), True

    def _longer(self, question: Question) -> Question:
        cap = question.max_output_tokens or self._options.max_output_tokens
        return dataclasses.replace(question, max_output_tokens=2 * cap)

    async def bought(self, inquiry: Inquiry) -> Reply:
        """Return the raw answer to an inquiry, stored or bought in several attempts.

        Raises:
            BadRequest: There will be none.
            MovieLLMError: The film or the run cannot go on.
        """
        request = {
            "provider": provider_of(self._options),
            "address": address_of(self._options),
            "path": inquiry.path,
            "sample": inquiry.sample,
            "body": inquiry.body,
        }
        rates = self._rates
        worst = None if rates is None else rates.worst(inquiry.input_tokens, inquiry.output_tokens)
        about = inquiry.input_tokens // _BYTES_A_TOKEN + 1, min(inquiry.output_tokens, _USUAL)
        failures = slowed = 0
        while True:
            turn = self._line.gate.turn(*about)
            attempt = functools.partial(self._send, inquiry, turn)
            try:
                return await self._context.calls.buy_async(
                    request, worst_usd=worst, send=attempt, turn=self._open(turn)
                )
            except _FATAL as outcome:
                raise outcome.error() from outcome
            except TryAgain as outcome:
                slowed += isinstance(outcome, RateLimited)
                failures += not isinstance(outcome, RateLimited)
                self._check(inquiry.label, outcome, failures, slowed)
                delay = min(_LONGEST_DELAY, _FIRST_DELAY * 2 ** (failures + slowed - 1))
            await asyncio.sleep(random.uniform(0.0, delay))

    @contextlib.asynccontextmanager
    async def _open(self, turn: Turn) -> AsyncIterator[None]:
        """Let a call have its turn, unless the round ends meanwhile."""
        task = asyncio.current_task()
        assert task is not None
        async with turn:
            if self._ending.is_set():
                raise Cancelled("The run was asked to stop.")
            self._in_flight.add(task)
            try:
                yield
            finally:
                self._in_flight.discard(task)

    def _check(self, label: str, outcome: TryAgain, failures: int, slowed: int) -> None:
        """Raise `FilmError` when a call has been tried often enough."""
        attempts = self._options.attempts
        too_long = (outcome.wait or 0.0) > _LONGEST_WAIT
        if failures < attempts and slowed < attempts * _RATE_ATTEMPTS and not too_long:
            self._context.log.info("%s: %s; trying again", label or "a call", outcome)
            return
        where = f" for {label}" if label else ""
        tried = f"in {failures + slowed} attempt{'s' if failures + slowed > 1 else ''}"
        raise FilmError(
            f"{address_of(self._options)} gave no answer{where} {tried}: {outcome.said}",
            hint="Run again when the server works: everything paid for is kept.",
        ) from outcome

    async def _send(self, inquiry: Inquiry, turn: Turn) -> Reply:
        """Make one attempt."""
        client = await self._line.client()
        try:
            data, headers = await send(client, inquiry, seconds=self._options.deadline_seconds)
            reading = inquiry.read(data)
        except CallFailed as outcome:
            self._line.gate.failed(turn, outcome)
            if isinstance(outcome, _FATAL):
                self._ending.set()
            raise
        self._line.gate.succeeded(turn, headers, reading.usage)
        return Reply(data=data, usd=priced(reading.usage, self._rates), usage=reading.usage)


def priced(usage: Mapping[str, int], rates: Rates | None) -> float | None:
    """Return what a usage costs; without a count or a price it is unknown, never nothing."""
    return rates.usd(usage) if rates is not None and any(usage.values()) else None


def _outcomes(tasks: Sequence[asyncio.Task[T]]) -> list[T]:
    """Return the tasks' results, or raise the first error that is more than the stop itself."""
    errors = [
        Cancelled("The run was asked to stop.") if task.cancelled() else task.exception()
        for task in tasks
    ]
    found = [error for error in errors if error is not None]
    for error in found:
        if not isinstance(error, Cancelled):
            raise error
    if found:
        raise found[0]
    return [task.result() for task in tasks]


def _parsed(question: Question, reading: Reading, usd: float | None) -> tuple[Answer | None, str]:
    """Return the answer, or what is wrong with its form."""
    parsed = None
    if question.schema is not None:
        try:
            parsed = question.schema.model_validate_json(reading.text)
        except ValidationError as error:
            found = error.errors(include_url=False, include_context=False, include_input=False)
            faults = [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in found]
            return None, "; ".join(faults[:_TOLD_ERRORS])
    return (
        Answer(
            text=reading.text, parsed=parsed, usage=reading.usage, usd=usd, label=question.label
        ),
        "",
    )


def _repair(question: Question, text: str, fault: str) -> Question:
    again = user(f"That answer is not of the form asked for ({fault}). Answer again, in that form.")
    turns = (assistant(text), again) if text.strip() else (again,)
    return dataclasses.replace(question, messages=(*question.messages, *turns))


def _refused(
    question: Question, kind: RefusalKind, usd: float | None, *, reason: str = "", text: str = ""
) -> Refused:
    return Refused(kind=kind, reason=reason, text=text, usd=usd, label=question.label)
