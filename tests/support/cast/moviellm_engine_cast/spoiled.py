"""Answers as a broken version of a component would give them, of the same `output_version`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from moviellm import film

BROKEN = "MOVIELLM_CAST_BROKEN"
"""Names the variable that holds a stage, a space and, in Python, what its answer ``it`` becomes."""

_WORDS = {**vars(film), "replace": replace, "nan": float("nan"), "inf": float("inf")}


def spoiled(stage: str, answer: Any) -> Any:
    """Return an answer, or what a test wants it to be; of a sequence, its first item."""
    broken, _, becomes = os.environ.get(BROKEN, "").partition(" ")
    if broken != stage:
        return answer
    if not isinstance(answer, Sequence):
        return eval(becomes, {**_WORDS, "it": answer})
    return [eval(becomes, {**_WORDS, "it": answer[0]}), *answer[1:]]
