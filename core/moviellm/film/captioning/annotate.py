"""All captions and questions of one film."""

from __future__ import annotations

import random
from collections.abc import Callable

from moviellm.film.captioning.captions import CaptionWriter
from moviellm.film.models.annotations import Annotations
from moviellm.film.models.film import Film
from moviellm.film.prose.wording import Wording
from moviellm.film.questions.draft import Sources
from moviellm.film.questions.moments import Moments
from moviellm.film.questions.selection import Measure, Selection
from moviellm.film.viewers import Screening


def annotate(
    film: Film, measure: Measure, rng: random.Random, check: Callable[[], None] = lambda: None
) -> Annotations:
    """Caption a film on every level, and ask about it.

    Args:
        film: The whole film.
        measure: How much to ask.
        rng: Chooses between phrasings, and between questions. One in the same state asks a film and
            its twin the same questions, as far as both have them.
        check: Called between the two; may raise to stop.

    Returns:
        Captions that state what is seen or heard, and questions that pass all of their checks.
    """
    seed = rng.getrandbits(63)
    screening = Screening(film.screenplay, film.storyboard, film.footage)
    words = Wording(screening)
    captions = CaptionWriter(screening, words, seed).write()
    check()
    selection = Selection(Sources(screening, words, Moments(screening, words), seed, rng), measure)
    questions = selection.questions()
    return Annotations(
        film=film.id, captions=captions, questions=questions, dropped=dict(selection.dropped)
    )
