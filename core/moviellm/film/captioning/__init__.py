"""Captioning: captions and proved questions of one film, computed from the story's ledger.

A captioner that words them in another way starts from these: what they say is true, seen or heard,
and each knows its facts, events, evidence and program.
"""

from moviellm.film.captioning.annotate import annotate
from moviellm.film.captioning.in_video import film_in_video
from moviellm.film.prose.wording import Wording

__all__ = ["Wording", "annotate", "film_in_video"]
