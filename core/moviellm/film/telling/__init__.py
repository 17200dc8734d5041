"""Telling: captions and proved questions of one film, computed from the story's ledger.

A captioner that words them in another way starts from these: what they say is true, seen or heard,
and each knows its facts, events, evidence and program.
"""

from moviellm.film.telling.annotate import annotate
from moviellm.film.telling.questions.selection import Measure
from moviellm.film.telling.wording import Wording

__all__ = ["Measure", "Wording", "annotate"]
