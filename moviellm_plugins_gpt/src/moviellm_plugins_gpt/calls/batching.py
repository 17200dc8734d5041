"""Questions asked in batches: handed in together, collected hours later, perhaps by a later run."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import itertools
from collections.abc import Callable, Collection, Coroutine, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from moviellm import Context, Reply, unsent

from moviellm_plugins_gpt.calls.api_request import ApiRequest, fingerprint, purchase_of, reply_of
from moviellm_plugins_gpt.calls.batches import AnthropicBatches, BatchEndpoint, OpenAIBatches
from moviellm_plugins_gpt.calls.call_loop import Channel
from moviellm_plugins_gpt.calls.capabilities import wanted
from moviellm_plugins_gpt.calls.outcomes import (
    BadRequest,
    BatchGone,
    Broken,
    CallFailed,
    NotThere,
    Overloaded,
    SteppedDown,
    TimedOut,
    WebPage,
)
from moviellm_plugins_gpt.calls.prices import Rates
from moviellm_plugins_gpt.calls.question_state import QuestionState
from moviellm_plugins_gpt.calls.questions import ModelAnswer, ModelQuestion, Refused
from moviellm_plugins_gpt.calls.retry import BATCH, POLL_FAILURES, RETRIED, Attempts
from moviellm_plugins_gpt.calls.settings import ModelOptions, address_of, provider_of
from moviellm_plugins_gpt.calls.wire import Wire

MOST_LINES = 10_000
"""Calls in one batch; the providers take 50,000 and 100,000."""

_MOST_BYTES = 100 << 20
_FIRST_LOOK = 0.5
_LONGEST_LOOK = 60.0

T = TypeVar("T")


class Batching:
    """Asks questions in batches.

    Args:
        options: Which model, where.
        wire: Its protocol.
        context: Of the component.
        channel: The way to the model.
        rates: Prices of batches.
        protect: Runs what must not be cut off by a stop.
        bought: Fingerprints of what this run has bought; what it buys now is added.
    """

    def __init__(
        self,
        options: ModelOptions,
        wire: Wire,
        context: Context,
        channel: Channel,
        rates: Rates | None,
        protect: Callable[[Coroutine[Any, Any, str]], Coroutine[Any, Any, str]],
        bought: set[str],
    ) -> None:
        self._options = options
        self._wire = wire
        self._context = context
        self._channel = channel
        self._rates = rates
        self._protect = protect
        self._collected: set[str] = set()
        self._used = wanted(options)
        self._bought_now = bought

    async def answers(self, questions: Sequence[ModelQuestion]) -> list[ModelAnswer | Refused]:
        """Return what came of each question, in order; what is missing is handed in again."""
        states = [QuestionState(question, self._wire, self._options) for question in questions]
        found: dict[int, ModelAnswer | Refused] = {}
        attempts = [self._attempts(question.label) for question in questions]
        while still := [number for number in range(len(states)) if number not in found]:
            requests = [states[number].next_request() for number in still]
            outcomes = await self._bought(requests)
            wait = 0.0
            for number, request, met in zip(still, requests, outcomes, strict=True):
                outcome = self._judged(met, request)
                end: ModelAnswer | Refused | None = None
                if isinstance(outcome, Reply):
                    end = states[number].take(
                        outcome, stored=self._mark(request) not in self._bought_now
                    )
                elif isinstance(outcome, BadRequest):
                    end = states[number].rejected(outcome)
                elif not isinstance(outcome, SteppedDown):
                    wait = max(wait, attempts[number].delay_after(outcome))
                if end is not None:
                    found[number] = end
            await asyncio.sleep(wait)
        return [found[number] for number in range(len(states))]

    def _mark(self, request: ApiRequest) -> str:
        return fingerprint(purchase_of(request, self._options, self._rates))

    def _judged(self, met: Reply | Exception, request: ApiRequest) -> Reply | Exception:
        if not isinstance(met, CallFailed):
            return met
        log = self._context.log
        return self._channel.judged(met, request, self._used, self._options, log)

    def _attempts(self, label: str) -> Attempts:
        address = address_of(self._options)
        variable = self._channel.variable
        return Attempts(
            self._options.attempts, BATCH, address=address, label=label, variable=variable
        )

    async def _bought(self, requests: Sequence[ApiRequest]) -> list[Reply | Exception]:
        """Return what came of each call, bought in as few batches as their sizes allow."""
        parts = [self._part(part) for part in _portions(requests)]
        return list(itertools.chain.from_iterable(await asyncio.gather(*parts)))

    async def _part(self, requests: Sequence[ApiRequest]) -> list[Reply | Exception]:
        purchases = [purchase_of(one, self._options, self._rates) for one in requests]

        async def hand_in(places: Mapping[str, int]) -> str:
            return await self._protect(self._hand_in(places, requests))

        async def collect(ticket: str, keys: Collection[str]) -> Mapping[str, Reply | Exception]:
            return await self._collect(ticket, keys, requests[0])

        try:
            return await self._context.calls.buy_batch(purchases, hand_in=hand_in, collect=collect)
        except CallFailed as outcome:  # the whole batch was not taken
            return [outcome] * len(requests)

    async def _hand_in(self, places: Mapping[str, int], requests: Sequence[ApiRequest]) -> str:
        """Hand in a batch, unless it was handed in and its ticket lost."""
        with unsent():
            endpoint = await self._endpoint()
        name = hashlib.sha256(" ".join(sorted(places)).encode()).hexdigest()
        try:
            known = await endpoint.find(name, self._collected)
        except WebPage as outcome:  # there are no batches at that address
            raise NotThere(outcome.said) from outcome
        except (TimedOut, Broken) as outcome:
            raise Overloaded(outcome.said) from outcome  # nothing was handed in
        if known is not None:
            return known
        lines = []
        self._used = self._channel.learned.now(wanted(self._options))
        for key, place in places.items():
            self._bought_now.add(self._mark(requests[place]))
            body = requests[place].spell(self._used)
            assert isinstance(body, bytes)
            lines.append((key, body))
        try:
            return await endpoint.hand_in(requests[0].path, lines, name)
        except (TimedOut, Broken):  # perhaps it was handed in all the same
            with contextlib.suppress(CallFailed):
                known = await endpoint.find(name, self._collected)
            if known is None:
                raise
            return known

    async def _collect(
        self, ticket: str, keys: Collection[str], request: ApiRequest
    ) -> Mapping[str, Reply | Exception]:
        """Wait until a batch has ended, and read what came of each of its calls."""
        endpoint = await self._endpoint()
        wait, failures = _FIRST_LOOK, 0
        self._context.log.info("%d calls wait in the batch %s", len(keys), ticket)
        while True:
            try:
                results = await endpoint.results(ticket)
            except NotThere as outcome:
                raise BatchGone(ticket, outcome.said) from outcome
            except RETRIED:
                failures += 1
                if failures >= POLL_FAILURES:
                    raise
                results = None
            if results is not None:
                break
            await asyncio.sleep(wait)
            wait = min(_LONGEST_LOOK, 1.5 * wait)
        self._collected.add(ticket)
        if isinstance(results, CallFailed):
            return dict.fromkeys(keys, results)
        missing = Overloaded("the batch ended without it")
        return {key: self._read(results.get(key, missing), request) for key in keys}

    def _read(self, result: bytes | CallFailed, request: ApiRequest) -> Reply | Exception:
        if not isinstance(result, bytes):
            return result
        try:
            usage = request.read(result).usage
        except Broken as outcome:
            return outcome
        return reply_of(result, usage, self._rates, batch=True)

    async def _endpoint(self) -> BatchEndpoint:
        self._channel.check_key()
        client = await self._channel.client()
        seconds = self._options.deadline_seconds
        if provider_of(self._options) == "anthropic":
            return AnthropicBatches(client, seconds)
        return OpenAIBatches(client, seconds)


def _portions(requests: Sequence[ApiRequest]) -> Iterator[list[ApiRequest]]:
    """Group calls so that each group fits into one batch. Tokens are at least bytes."""
    portion: list[ApiRequest] = []
    size = 0
    for request in requests:
        if portion and (len(portion) >= MOST_LINES or size + request.input_tokens > _MOST_BYTES):
            yield portion
            portion, size = [], 0
        portion.append(request)
        size += request.input_tokens
    if portion:
        yield portion
