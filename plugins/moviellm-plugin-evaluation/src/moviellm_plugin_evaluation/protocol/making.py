"""A benchmark of the long-video protocol from the held-out films of a run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from moviellm import InputError
from moviellm.film import Film, Question
from moviellm.film.questions import QUESTION_KINDS, Skill, for_every_skill

from moviellm_plugin_evaluation.config import HeldOutConfig
from moviellm_plugin_evaluation.held_out import held_out
from moviellm_plugin_evaluation.protocol.movies import KINDS, Kind, Movie, Pair, Pairs

KIND_OF: Mapping[Skill, Kind | None] = for_every_skill(
    "the long-video protocol",
    {
        "theme": "overview",
        "plot": "plot",
        "sequence": "temporal",
        "order": "temporal",
        "time": "temporal",
        "person": None,
        "recognition": None,
        "place": None,
        "counting": None,
        "reason": "plot",
        "speech": None,
        "mind": "plot",
        "change": "plot",
    },
)
"""Where the protocol has a place for a skill; None where answers are short."""


def movies_of(
    films: Iterable[Film], split: HeldOutConfig, most: Mapping[Kind, int]
) -> dict[str, Movie]:
    """Return a movie for each held-out film that has open questions, by the film's id.

    Args:
        films: Finished films.
        split: Which are held out.
        most: The most questions of each kind a film; those come first whose evidence is longest.

    Raises:
        InputError: No film is held out, or none of them has a question to ask.
    """
    movies = {}
    for film in held_out(films, split):
        chosen = {kind: _chosen(film, kind, most[kind]) for kind in KINDS}
        if any(chosen.values()):
            movies[film.id] = _movie(film, chosen)
    if not movies:
        raise InputError(
            "No held-out film has an open overview, plot or temporal question.",
            hint="Make films with a captioner that asks open questions, or raise --most.",
        )
    return movies


def _chosen(film: Film, kind: Kind, most: int) -> list[Question]:
    fitting = [
        question
        for question in film.annotations.questions
        if KIND_OF[QUESTION_KINDS[question.kind].skill] == kind and question.options is None
    ]
    return sorted(fitting, key=lambda q: (-q.certificate_ms, q.id))[:most]


def _movie(film: Film, chosen: Mapping[Kind, list[Question]]) -> Movie:
    pairs = {
        kind: tuple(Pair(question=one.question, answer=one.answer) for one in questions)
        for kind, questions in chosen.items()
    }
    consent = [record.model_dump() for record in film.consent]
    return Movie.model_validate(
        {
            "movie_title": film.screenplay.title,
            "film": film.id,
            "synthetic": True,
            **({"consent": consent} if consent else {}),
            "pairs": Pairs(**pairs),
        }
    )
