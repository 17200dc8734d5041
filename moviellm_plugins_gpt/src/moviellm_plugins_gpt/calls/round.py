"""One round of questions on the exchange's loop: tried, repeated, repaired, wound down."""

from __future__ import annotations

import asyncio
import dataclasses
import functools
import json
import random
from collections.abc import Sequence
from typing import Any

from moviellm import Cancelled, Context, FilmError, Reply
from pydantic import ValidationError

from moviellm_plugins_gpt.calls.exchange import Line, exchange
from moviellm_plugins_gpt.calls.gate import Turn
from moviellm_plugins_gpt.calls.outcomes import (
    BadRequest,
    CallFailed,
    KeyRejected,
    QuotaSpent,
    RateLimited,
    ServerDown,
    TryAgain,
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
from moviellm_plugins_gpt.calls.settings import ModelOptions, address_of, key_name, provider_of
from moviellm_plugins_gpt.calls.tokens import expected_tokens, most_tokens
from moviellm_plugins_gpt.calls.wire import Reading, Wire, send, spelled, told

_GRACE_SECONDS = 5.0
_FIRST_DELAY = 0.25
_LONGEST_DELAY = 8.0
_RATE_ATTEMPTS = 4
_LONGEST_WAIT = 120.0
_TOLD_ERRORS = 8
_USUAL_OUTPUT = 1_000

Outcome = Answer | Refused


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
        self._sending: set[asyncio.Task[Any]] = set()
        self._ending = asyncio.Event()

    async def all(self, questions: Sequence[Question]) -> list[Outcome]:
        """Return what came of each question, in order; after a fatal one, nothing new is sent."""
        self._line = exchange().line(self._options)
        tasks = [asyncio.create_task(self.one(question)) for question in questions]
        ending = asyncio.create_task(self._ending.wait())
        waiting = set(tasks)
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

    async def _wind_down(self, waiting: set[asyncio.Task[Outcome]]) -> None:
        for task in waiting - self._sending:
            task.cancel()
        if waiting:
            _, late = await asyncio.wait(waiting, timeout=_GRACE_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)

    async def one(self, question: Question) -> Outcome:
        """Return what came of one question: a longer answer and a repair are asked for once."""
        asked, usd = question, 0.0 if self._rates is not None else None
        longer = repaired = False
        while True:
            try:
                reply = await self._bought(asked)
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

    async def _bought(self, question: Question) -> Reply:
        """Return the raw answer to a question, stored or bought in several attempts.

        Raises:
            BadRequest: There will be none.
            MovieLLMError: The film or the run cannot go on.
        """
        body = self._wire.body(question, told)
        request = {
            "provider": provider_of(self._options),
            "address": address_of(self._options),
            "path": self._wire.path,
            "sample": question.sample,
            "body": body,
        }
        cap = question.max_output_tokens or self._options.max_output_tokens
        most = most_tokens(body, question)
        worst = None if self._rates is None else self._rates.worst(most, cap)
        failures = slowed = 0
        while True:
            if self._ending.is_set():
                raise Cancelled("The run was asked to stop.")
            turn = self._line.gate.turn(expected_tokens(body, question), min(cap, _USUAL_OUTPUT))
            attempt = functools.partial(self._send, question, turn)
            try:
                return await self._context.calls.buy_async(
                    request, worst_usd=worst, send=attempt, turn=turn
                )
            except (QuotaSpent, KeyRejected, ServerDown) as outcome:
                raise outcome.error() from outcome
            except TryAgain as outcome:
                slowed += isinstance(outcome, RateLimited)
                failures += not isinstance(outcome, RateLimited)
                self._check(question, outcome, failures, slowed)
                delay = min(_LONGEST_DELAY, _FIRST_DELAY * 2 ** (failures + slowed - 1))
            await asyncio.sleep(random.uniform(0.0, delay))

    def _check(self, question: Question, outcome: TryAgain, failures: int, slowed: int) -> None:
        """Raise `FilmError` when a question has been tried often enough."""
        attempts = self._options.attempts
        too_long = (outcome.wait or 0.0) > _LONGEST_WAIT
        if failures < attempts and slowed < attempts * _RATE_ATTEMPTS and not too_long:
            self._context.log.info("%s: %s; trying again", question.label or "a call", outcome)
            return
        where = f" for {question.label}" if question.label else ""
        tried = f"in {failures + slowed} attempt{'s' if failures + slowed > 1 else ''}"
        raise FilmError(
            f"{address_of(self._options)} gave no answer{where} {tried}: {outcome.said}",
            hint="Run again when the server works: everything paid for is kept.",
        ) from outcome

    async def _send(self, question: Question, turn: Turn) -> Reply:
        """Make one attempt."""
        task = asyncio.current_task()
        assert task is not None
        gate, client = self._line.gate, self._line.client
        if client is None:
            raise KeyRejected(f"the environment variable {key_name(self._options)} is not set")
        content = json.dumps(self._wire.body(question, spelled)).encode()
        self._sending.add(task)
        try:
            data, headers = await send(
                client, self._wire.path, content, stream=self._wire.stream,
                seconds=self._options.deadline_seconds,
            )  # fmt: skip
            reading = self._wire.read(data)
        except CallFailed as outcome:
            gate.failed(turn, outcome)
            raise
        finally:
            self._sending.discard(task)
        gate.succeeded(turn, headers, reading.usage)
        priced = self._rates is not None and reading.usage
        usd = self._rates.usd(reading.usage) if priced and self._rates else None
        return Reply(data=data, usd=usd, usage=reading.usage)


def _outcomes(tasks: Sequence[asyncio.Task[Outcome]]) -> list[Outcome]:
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
