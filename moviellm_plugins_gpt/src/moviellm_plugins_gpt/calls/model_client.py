"""The one door to a model: ask many questions, get an answer or a reason for each."""

from __future__ import annotations

import concurrent.futures
import functools
import logging
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, TypeVar

from moviellm import Context

from moviellm_plugins_gpt.calls.anthropic_wire import MessagesWire
from moviellm_plugins_gpt.calls.api_request import api_request_of
from moviellm_plugins_gpt.calls.call_loop import call_loop
from moviellm_plugins_gpt.calls.openai_wire import ChatWire, ResponsesWire
from moviellm_plugins_gpt.calls.pictures import PictureMade, PictureWanted
from moviellm_plugins_gpt.calls.prices import rates_of, told_rates
from moviellm_plugins_gpt.calls.questions import ModelAnswer, ModelQuestion, Refused
from moviellm_plugins_gpt.calls.request_runner import RequestRunner
from moviellm_plugins_gpt.calls.settings import (
    AnthropicOptions,
    ModelOptions,
    OpenAIOptions,
    missing_key,
    provider_of,
)
from moviellm_plugins_gpt.calls.speech import SpeechMade, SpeechWanted
from moviellm_plugins_gpt.calls.wire import Wire

T = TypeVar("T")

_LOOK_SECONDS = 0.1


class ModelClient:
    """Asks one model, with many calls in flight.

    Each call is written down before and after, paid from the run's budget and never bought twice
    (`moviellm.Context.calls`); what it costs at most is reserved before it is sent.

    Args:
        options: Which model, where, and how hard.
    """

    def __init__(self, options: ModelOptions) -> None:
        self.options = options
        self._wire = _wire_of(options)
        self._bought: set[str] = set()
        if missing := missing_key(options):
            _warn_once(provider_of(options), missing)

    def ask(
        self, context: Context, questions: Sequence[ModelQuestion]
    ) -> list[ModelAnswer | Refused]:
        """Return an answer, or why there is none, for each question, in order.

        Raises:
            BudgetError: The run's cap or the account's quota is spent. Stops the run.
            InputError: There is no such key, model or address. Stops the run.
            RunError: There is no server, or it only fails. Stops the run.
            FilmError: One question got no answer in all its attempts.
            Cancelled: The run was asked to stop.
        """
        runner = self._runner(context)
        return _result(runner.answers(questions), runner, context) if questions else []

    def paint(
        self,
        context: Context,
        wanted: Sequence[PictureWanted],
        *,
        usable: Callable[[bytes], bool] = bool,
    ) -> list[PictureMade | Refused]:
        """Return a picture, or why there is none, for each that is wanted, in order.

        Args:
            context: Of the batch at work.
            wanted: What is to be painted.
            usable: Whether somebody can do anything with a picture that an earlier run stored;
                what he cannot use is asked for anew.

        Raises:
            MovieLLMError: As `ask`.
        """
        runner = self._runner(context)
        return _result(runner.pictures(wanted, usable), runner, context) if wanted else []

    def speak(self, context: Context, wanted: Sequence[SpeechWanted]) -> list[SpeechMade | Refused]:
        """Return a line as it was spoken, or why it was not, for each that is wanted, in order.

        Raises:
            MovieLLMError: As `ask`.
        """
        runner = self._runner(context)
        return _result(runner.speech(wanted), runner, context) if wanted else []

    def _runner(self, context: Context) -> RequestRunner:
        context.record("model", self.options.model)
        context.record("prices", told_rates(self.options))
        return RequestRunner(self.options, self._wire, context, self._bought)

    def worst_of(self, questions: Sequence[ModelQuestion]) -> float | None:
        """Return the most that asking these costs, in US dollars; None when a price is unknown.

        One attempt each. What is cut or malformed is asked once more, at most.
        """
        rates = rates_of(self.options)
        if rates is None:
            return None
        requests = (api_request_of(question, self._wire, self.options) for question in questions)
        return sum(rates.worst(one.input_tokens, one.output_tokens) for one in requests)

    def worst(self, *, calls: int, input_tokens: int, output_tokens: int) -> float | None:
        """Return the most that so many calls of at most this size cost, in US dollars.

        None when the price is unknown. Bounds of pictures: `tokens.most_image_tokens` for those
        that are looked at, `pictures.most_picture_tokens` for those that are made.
        """
        rates = rates_of(self.options)
        return None if rates is None else calls * rates.worst(input_tokens, output_tokens)


@functools.cache
def _warn_once(provider: str, variable: str) -> None:
    log = logging.getLogger(f"moviellm.{provider}")
    log.warning("%s is not set: nothing can be asked, only stored answers are found", variable)


def _result(work: Coroutine[Any, Any, T], runner: RequestRunner, context: Context) -> T:
    """Wait for work on the call loop, and for the wish to stop."""
    future = call_loop().run(work)
    while True:
        try:
            return future.result(_LOOK_SECONDS)
        except concurrent.futures.TimeoutError:
            if future.done():
                raise
            if context.cancelled():
                runner.stop()


def _wire_of(options: ModelOptions) -> Wire:
    if isinstance(options, AnthropicOptions):
        return MessagesWire(options)
    if not isinstance(options, OpenAIOptions):
        raise TypeError(f"{type(options).__name__} names no provider")
    return ResponsesWire(options) if options.api == "responses" else ChatWire(options)
