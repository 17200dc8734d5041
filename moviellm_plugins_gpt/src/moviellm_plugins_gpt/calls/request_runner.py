"""One round of questions on the call loop: tried, repeated, repaired, wound down."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import functools
import math
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from typing import Any, TypeVar

from moviellm import Cancelled, Context, Reply, unsent

from moviellm_plugins_gpt.calls.api_request import ApiRequest, fingerprint, purchase_of, reply_of
from moviellm_plugins_gpt.calls.batching import Batching
from moviellm_plugins_gpt.calls.call_loop import Channel, call_loop
from moviellm_plugins_gpt.calls.capabilities import wanted
from moviellm_plugins_gpt.calls.outcomes import (
    BadRequest,
    Broken,
    CallFailed,
    SteppedDown,
)
from moviellm_plugins_gpt.calls.pictures import (
    PictureMade,
    PictureWanted,
    picture_of,
    picture_request,
)
from moviellm_plugins_gpt.calls.prices import Rates, rates_of
from moviellm_plugins_gpt.calls.question_state import ANOTHER_SAMPLE, MOST_SAMPLES, QuestionState
from moviellm_plugins_gpt.calls.questions import (
    ModelAnswer,
    ModelQuestion,
    RefusalKind,
    Refused,
)
from moviellm_plugins_gpt.calls.rate_limiter import Turn
from moviellm_plugins_gpt.calls.retry import ENDS_RUN, SINGLE_CALL, Attempts
from moviellm_plugins_gpt.calls.sending import send
from moviellm_plugins_gpt.calls.settings import ModelOptions, OpenAIOptions, address_of
from moviellm_plugins_gpt.calls.speech import (
    SpeechMade,
    SpeechWanted,
    speech_of,
    speech_request,
)
from moviellm_plugins_gpt.calls.wire import Wire

_STOPPED = "The run was asked to stop."
_GRACE_SECONDS = 5.0
_READY = 1.25
_USUAL = 1_000
_BYTES_A_TOKEN = 4

T = TypeVar("T")


class RequestRunner:
    """Asks the questions of one `ModelClient.ask`. Lives on the call loop.

    Args:
        options: Which model, where, and how hard.
        wire: Its protocol.
        context: Of the component; its paid calls are used.
        bought: Fingerprints of what this run has bought; what it buys now is added.
    """

    def __init__(
        self, options: ModelOptions, wire: Wire, context: Context, bought: set[str] | None = None
    ) -> None:
        self._bought = set[str]() if bought is None else bought
        self._options = options
        self._wire = wire
        self._context = context
        self._rates: Rates | None = rates_of(options)
        self._channel: Channel = call_loop().channel(options)
        self._wanted = wanted(options)
        self._in_flight: set[asyncio.Task[Any]] = set()
        self._protected = 0
        self._free = asyncio.Event()
        self._free.set()
        self._ending = asyncio.Event()

    async def answers(self, questions: Sequence[ModelQuestion]) -> list[ModelAnswer | Refused]:
        """Return what came of each question, in order."""
        if self._options.mode == "sync":
            return await self._all([functools.partial(self._answer, one) for one in questions])
        batching = Batching(
            self._options,
            self._wire,
            self._context,
            self._channel,
            self._rates,
            self._protect,
            self._bought,
        )
        (found,) = await self._all([functools.partial(batching.answers, questions)])
        return found

    async def pictures(
        self, pictures: Sequence[PictureWanted], usable: Callable[[bytes], bool]
    ) -> list[PictureMade | Refused]:
        """Return what came of each picture that is wanted, in order."""
        return await self._all([functools.partial(self._picture, one, usable) for one in pictures])

    async def speech(self, lines: Sequence[SpeechWanted]) -> list[SpeechMade | Refused]:
        """Return what came of each line that is to be spoken, in order."""
        return await self._all([functools.partial(self._line, one) for one in lines])

    async def _all(self, work: Sequence[Callable[[], Coroutine[Any, Any, T]]]) -> list[T]:
        """Do all work, a few more at once than may be in flight; after an error, begin no more.

        (Were thousands made ready at once, the first ones would wait for the last.)
        """
        begun: list[asyncio.Task[T]] = []
        left = len(work)

        def begin(one: Callable[[], Coroutine[Any, Any, T]]) -> None:
            begun.append(asyncio.create_task(one()))
            begun[-1].add_done_callback(ended)

        def ended(task: asyncio.Task[T]) -> None:
            nonlocal left
            left -= 1
            if not left or task.cancelled() or task.exception() is not None:
                self._ending.set()
            elif len(begun) < len(work) and not self._ending.is_set():
                begin(work[len(begun)])

        for one in work[: math.ceil(_READY * self._options.concurrency)]:
            begin(one)
        await self._ending.wait()
        await self._wind_down({task for task in begun if not task.done()})
        found = _outcomes(begun)
        if len(found) < len(work):
            raise Cancelled(_STOPPED)
        return found

    def stop(self) -> None:
        """Send nothing new, and wait a little for what is in flight. Any thread may call it."""
        call_loop().call(self._ending.set)

    async def _wind_down(self, waiting: set[asyncio.Task[T]]) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._free.wait(), _GRACE_SECONDS)
        for task in waiting - self._in_flight:
            task.cancel()
        if waiting:
            _, late = await asyncio.wait(waiting, timeout=_GRACE_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)

    async def _picture(
        self, picture: PictureWanted, usable: Callable[[bytes], bool]
    ) -> PictureMade | Refused:
        """Return what came of one picture.

        What an earlier run stored and could not use is no answer to this run, as with words
        (`QuestionState.take`): it is asked for by another sample.
        """
        assert isinstance(self._options, OpenAIOptions)
        for _ in range(MOST_SAMPLES):
            request = picture_request(picture, self._options)
            try:
                reply, stored = await self.bought(request)
            except BadRequest as outcome:
                kind: RefusalKind = "filtered" if outcome.filtered else "bad request"
                return Refused(kind=kind, reason=outcome.said, usd=0.0, label=picture.label)
            data = picture_of(request.read(reply.data))
            if not stored or usable(data):
                break
            picture = dataclasses.replace(picture, sample=picture.sample + ANOTHER_SAMPLE)
        return PictureMade(data=data, usd=reply.usd, label=picture.label)

    async def _line(self, line: SpeechWanted) -> SpeechMade | Refused:
        """Return what came of one line."""
        assert isinstance(self._options, OpenAIOptions)
        request = speech_request(line, self._options)
        try:
            reply, _ = await self.bought(request)
        except BadRequest as outcome:
            kind: RefusalKind = "filtered" if outcome.filtered else "bad request"
            return Refused(kind=kind, reason=outcome.said, usd=0.0, label=line.label)
        samples, rate = speech_of(request.read(reply.data))
        return SpeechMade(samples=samples, rate=rate, usd=reply.usd)

    async def _answer(self, question: ModelQuestion) -> ModelAnswer | Refused:
        """Return what came of one question."""
        state = QuestionState(question, self._wire, self._options)
        while True:
            try:
                reply, stored = await self.bought(state.next_request())
            except BadRequest as outcome:
                return state.rejected(outcome)
            found = state.take(reply, stored=stored)
            if found is not None:
                return found

    async def bought(self, request: ApiRequest) -> tuple[Reply, bool]:
        """Return the raw answer to a request, and whether an earlier run had stored it.

        Raises:
            BadRequest: There will be none.
            MovieLLMError: The film or the run cannot go on.
        """
        purchase = purchase_of(request, self._options, self._rates)
        mark = fingerprint(purchase)
        about = request.input_tokens // _BYTES_A_TOKEN + 1, min(request.output_tokens, _USUAL)
        attempts = Attempts(
            self._options.attempts,
            SINGLE_CALL,
            address=address_of(self._options),
            label=request.label,
            variable=self._channel.variable,
        )
        while True:
            turn = self._channel.limiter.turn(*about)
            attempt = functools.partial(self._send, request, turn)
            try:
                reply = await self._context.calls.buy_async(
                    purchase.request,
                    worst_usd=purchase.worst_usd,
                    send=attempt,
                    turn=self._entered(turn),
                )
                if turn.started < math.inf:
                    self._bought.add(mark)
                return reply, mark not in self._bought
            except SteppedDown:
                continue
            except CallFailed as outcome:
                delay = attempts.delay_after(outcome)
                what, said = request.label or "a call", outcome.said.rstrip(".")
                self._context.log.info("%s: %s; trying again", what, said)
            finally:
                self._in_flight.discard(_this_task())
            await asyncio.sleep(delay)

    @contextlib.asynccontextmanager
    async def _entered(self, turn: Turn) -> AsyncIterator[None]:
        """Wait to be let in, if anything can be sent at all: before anything is reserved for it."""
        self._channel.check_key()
        async with turn:
            yield

    async def _protect(self, work: Coroutine[Any, Any, T]) -> T:
        """Do work that a stop lets come to its end."""
        self._protected += 1
        self._free.clear()
        try:
            return await work
        finally:
            self._protected -= 1
            if not self._protected:
                self._free.set()

    async def _send(self, request: ApiRequest, turn: Turn) -> Reply:
        """Make one attempt when its time has come, unless the round ends meanwhile."""
        with unsent():
            client = await self._channel.client()
            await turn.start()
            if self._ending.is_set():
                self._channel.limiter.unsent(turn)
                raise Cancelled(_STOPPED)
        self._in_flight.add(_this_task())
        able = self._channel.learned.now(self._wanted)
        try:
            seconds = self._options.deadline_seconds
            data, headers = await send(client, request, able, seconds=seconds)
            reading = request.read(data)
            if client.mask.is_in(f"{reading.text}\n{reading.reason}"):
                raise Broken("the answer repeats the key, in pieces")
        except CallFailed as failure:
            log = self._context.log
            outcome = self._channel.judged(failure, request, able, self._options, log)
            self._channel.limiter.failed(turn, outcome)
            if isinstance(outcome, ENDS_RUN):
                self._ending.set()
            raise outcome from None
        self._channel.limiter.succeeded(turn, headers, reading.usage)
        return reply_of(data, reading.usage, self._rates)


def _this_task() -> asyncio.Task[Any]:
    task = asyncio.current_task()
    assert task is not None
    return task


def _outcomes(tasks: Sequence[asyncio.Task[T]]) -> list[T]:
    """Return the tasks' results, or raise the first error that is more than the stop itself."""
    errors = [Cancelled(_STOPPED) if task.cancelled() else task.exception() for task in tasks]
    found = [error for error in errors if error is not None]
    for error in found:
        if not isinstance(error, Cancelled):
            raise error
    if found:
        raise found[0]
    return [task.result() for task in tasks]
