"""Answers that a film can do without: what was computed stands in, unless nothing can be asked."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from moviellm_plugins_gpt.calls import ModelAnswer, Refused


def may_fall_back(answers: Iterable[ModelAnswer | Refused], log: logging.Logger) -> None:
    """Tell which answers there are not, so that what is computed stands in for them.

    Raises:
        FilmError: A request is wrong in itself: no other would be answered either.
    """
    for answer in answers:
        if isinstance(answer, Refused):
            if answer.kind == "bad request":
                raise answer.error()
            log.warning("no answer for %s (%s): computed instead", answer.label, answer.kind)
