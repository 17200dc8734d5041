"""The exporter `longvideobench` (arXiv 2407.15754; lmms-eval, tasks/longvideobench/utils.py)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar

from moviellm.exporting import to_json, write_text
from moviellm.film import Question
from moviellm.film.formats import one_line
from moviellm.film.questions import QUESTION_KINDS, Skill, for_every_skill

from moviellm_plugin_evaluation.benchmark import Benchmark, HeldOutVideo
from moviellm_plugin_evaluation.dialogue import cues

CATEGORIES: Mapping[Skill, str] = for_every_skill(
    "longvideobench",
    {
        "theme": "SSS",
        "plot": "SSS",
        "sequence": "E3E",
        "order": "SSS",
        "time": "E3E",
        "person": "E2O",
        "recognition": "S2A",
        "place": "SOS",
        "counting": "S2E",
        "reason": "E3E",
        "speech": "T2O",
        "mind": "SOS",
        "change": "SAA",
    },
)
"""LongVideoBench's codes (table 2 of the paper), the nearest one for each skill."""

_PLACES = 5
_FILLER = "N/A"
_GROUPS = (15, 60, 600)
_LONGEST = 3600


class LongVideoBenchExporter(Benchmark):
    """Writes ``videos/FILM.mp4`` and ``subtitles/FILM_en.json``."""

    shape = "LongVideoBench"
    most_options = _PLACES
    columns: ClassVar[Mapping[str, str]] = {
        "video_id": "the film's id",
        "id": "ids of film and question",
        "video_path": "the video, relative to `videos/`",
        "subtitle_path": "the dialogue, relative to `subtitles/`",
        "correct_choice": "number of the right option, from 0",
        "question": "the question",
        **{f"option{n}": f"option {n}, or `{_FILLER}`" for n in range(_PLACES)},
        "duration": "the video's length in seconds",
        "duration_group": "15, 60 or 600 seconds for a video of at most that, else 3600",
        "question_category": "LongVideoBench's code for the question's kind",
        "topic_category": "always `MR-Movie-Recaps`",
        "starting_timestamp_for_subtitles": "always 0: video and dialogue start together",
    }

    def fits(self, question: Question) -> bool:
        """Whether no option is what stands for a place without one."""
        options = [one_line(option) for option in question.options or ()]
        return super().fits(question) and _FILLER not in options

    def rows(self, clip: HeldOutVideo, questions: list[Question]) -> Iterator[dict[str, Any]]:
        """Yield a row a question."""
        for question in questions:
            options = [one_line(option) for option in question.options or ()]
            options += [_FILLER] * (_PLACES - len(options))
            yield {
                "video_id": clip.film.id,
                "id": f"{clip.film.id}_{question.id}",
                "video_path": f"{clip.film.id}.mp4",
                "subtitle_path": _subtitles(clip),
                "correct_choice": question.answer_index,
                "question": one_line(question.question),
                **{f"option{n}": option for n, option in enumerate(options)},
                "duration": clip.seconds,
                "duration_group": _group(clip.seconds),
                "question_category": CATEGORIES[QUESTION_KINDS[question.kind].skill],
                "topic_category": "MR-Movie-Recaps",
                "starting_timestamp_for_subtitles": 0.0,
                "synthetic": True,
            }

    def beside(self, clip: HeldOutVideo, target: Path) -> None:
        """Write the dialogue, which may be an empty list."""
        path = target / "subtitles" / _subtitles(clip)
        path.parent.mkdir(exist_ok=True)
        write_text(path, to_json(cues(clip.film, named=clip.names_speakers)))


def _subtitles(clip: HeldOutVideo) -> str:
    return f"{clip.film.id}_en.json"


def _group(seconds: float) -> int:
    return next((limit for limit in _GROUPS if seconds <= limit), _LONGEST)
