"""The exporter `cinepile` (arXiv 2405.08813; lmms-eval 0.7.3, tasks/cinepile/utils.py)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar

from moviellm.film import Question
from moviellm.film.formats import one_line
from moviellm.film.questions import QUESTION_KINDS, Skill, for_every_skill

from moviellm_plugin_evaluation.benchmark import Benchmark, HeldOutVideo
from moviellm_plugin_evaluation.card import Card
from moviellm_plugin_evaluation.dialogue import transcript

_PEOPLE = "Character and\nRelationship Dynamics"
_PLOT = "Narrative and\nPlot Analysis"
_SETTING = "Setting and\nTechnical Analysis"
_TIME = "Temporal"
_THEME = "Theme Exploration"

CATEGORIES: Mapping[Skill, str] = for_every_skill(
    "cinepile",
    {
        "theme": _THEME,
        "plot": _PLOT,
        "sequence": _TIME,
        "order": _TIME,
        "time": _TIME,
        "person": _PEOPLE,
        "recognition": _SETTING,
        "place": _SETTING,
        "counting": _TIME,
        "reason": _PLOT,
        "speech": _PEOPLE,
        "mind": _PEOPLE,
        "change": _THEME,
    },
)
"""CinePile's five categories, line breaks included; what becomes of a thing is its motif."""

_CHOICES = 5
_NEITHER = "None of these."
_MOST_FILLED = 1
_HARD_HOPS = 2


class CinePileExporter(Benchmark):
    """Writes ``FILM.mp4`` beside the rows, as the task's cache has them.

    CinePile has five choices. A question with four gets "None of these.", which is never right;
    one with fewer is left out.
    """

    shape = "CinePile"
    videos = "."
    most_options = _CHOICES
    columns: ClassVar[Mapping[str, str]] = {
        "movie_name": "the film's title",
        "year": "always 0: the films have no year",
        "genre": "the film's genre",
        "movie_scene": "id and title of the scene in which the evidence begins",
        "subtitles": "the film's dialogue, a line a cue",
        "question": "the question",
        "choices": f"five options; where four were made the fifth is `{_NEITHER}`, never right",
        "answer_key": "the right one",
        "answer_key_position": "its number, from 0",
        "question_category": "CinePile's category for the question's kind",
        "hard_split": f"`True` where the evidence joins {_HARD_HOPS} facts or more, else `False`",
        "visual_reliance": "`True` where some of the evidence is seen, not heard",
        "videoID": "the film's id: `ID.mp4`",
        "question_id": "ids of film and question",
    }

    def fits(self, question: Question) -> bool:
        """Whether a question has, or can be given, five different options."""
        options = question.options or ()
        return (
            super().fits(question)
            and len(options) >= _CHOICES - _MOST_FILLED
            and (len(options) == _CHOICES or _NEITHER not in options)
        )

    def fitted(self, question: Question) -> Question:
        """A question with five options."""
        options = question.options or ()
        missing = _CHOICES - len(options)
        return question.model_copy(update={"options": (*options, *[_NEITHER] * missing)})

    def rows(self, clip: HeldOutVideo, questions: list[Question]) -> Iterator[dict[str, Any]]:
        """Yield a row a question."""
        play = clip.film.screenplay
        said = transcript(clip.film, named=clip.names_speakers)
        for question in questions:
            yield {
                "movie_name": one_line(play.title),
                "year": 0,
                "genre": [one_line(play.genre)],
                "movie_scene": _scene(clip, question),
                "subtitles": said,
                "question": one_line(question.question),
                "choices": [one_line(option) for option in question.options or ()],
                "answer_key": one_line(question.answer),
                "answer_key_position": question.answer_index,
                "question_category": CATEGORIES[QUESTION_KINDS[question.kind].skill],
                "hard_split": str(question.hops >= _HARD_HOPS),
                "visual_reliance": str(bool(question.evidence.frames)),
                "videoID": clip.film.id,
                "question_id": f"{clip.film.id}/{question.id}",
                "synthetic": True,
            }

    def finish(self, target: Path, card: Card) -> None:
        """Tell which categories have no row: lmms-eval's task cannot add up without one."""
        there = {CATEGORIES[QUESTION_KINDS[kind].skill] for kind in card.kinds}
        missing = sorted(set(CATEGORIES.values()) - there)
        if missing:
            names = ", ".join(" ".join(name.split()) for name in missing)
            card.notes.append(
                f"**No question falls into: {names}.** lmms-eval 0.7.3 adds up results of CinePile "
                "only when each of its five categories has a row: hold out more films."
            )


def _scene(clip: HeldOutVideo, question: Question) -> str:
    """Id and title of the scene where the evidence begins; empty where there is no evidence."""
    spans = question.evidence.spans_ms
    if not spans:
        return ""
    first = min(span.start_ms for span in spans)
    titles = {scene.id: one_line(scene.title) for scene in clip.film.screenplay.scenes()}
    for shot in clip.film.storyboard.shots:
        if shot.span.start_ms <= first < shot.span.end_ms:
            return f"{shot.scene} {titles.get(shot.scene, '')}".strip()
    return ""
