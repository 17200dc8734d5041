"""The exporter `video-mme` (arXiv 2405.21075; lmms-eval 0.7.3, tasks/videomme/utils.py)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar

from moviellm.exporting import letter, write_text
from moviellm.film import Question
from moviellm.film.formats import one_line
from moviellm.film.questions import QUESTION_KINDS, Skill, for_every_skill

from moviellm_plugin_evaluation.benchmark import Benchmark, HeldOutVideo
from moviellm_plugin_evaluation.dialogue import srt
from moviellm_plugin_evaluation.held_out import answer_letter

TASK_TYPES: Mapping[Skill, str] = for_every_skill(
    "video-mme",
    {
        "theme": "Information Synopsis",
        "plot": "Information Synopsis",
        "sequence": "Temporal Reasoning",
        "order": "Temporal Reasoning",
        "time": "Temporal Perception",
        "person": "Action Recognition",
        "recognition": "Object Recognition",
        "place": "Spatial Perception",
        "counting": "Counting Problem",
        "reason": "Action Reasoning",
        "speech": "Action Recognition",
        "mind": "Object Reasoning",
        "change": "Object Reasoning",
    },
)
"""Video-MME's closed list; any other value is a KeyError when results are added up."""

_SHORT_MS, _MEDIUM_MS = 2 * 60_000, 30 * 60_000


class VideoMMEExporter(Benchmark):
    """Writes ``data/FILM.mp4`` and ``subtitle/FILM.srt`` as the task's cache has them."""

    shape = "Video-MME"
    videos = "data"
    columns: ClassVar[Mapping[str, str]] = {
        "video_id": "the film's number",
        "duration": "`short` (below 2 minutes), `medium` (below 30) or `long`",
        "domain": "always `Film & Television`",
        "sub_category": "always `Animation`",
        "url": "empty: the films were made, not found",
        "videoID": "the film's id: `data/ID.mp4`, `subtitle/ID.srt`",
        "question_id": "number of the film and of its question",
        "task_type": "Video-MME's name for the question's kind",
        "question": "the question",
        "options": "its options, each led by its letter",
        "answer": "the letter of the right one",
    }

    def rows(self, clip: HeldOutVideo, questions: list[Question]) -> Iterator[dict[str, Any]]:
        """Yield a row a question."""
        for number, question in enumerate(questions, start=1):
            yield {
                "video_id": f"{clip.number:03d}",
                "duration": _length(clip.duration_ms),
                "domain": "Film & Television",
                "sub_category": "Animation",
                "url": "",
                "videoID": clip.film.id,
                "question_id": f"{clip.number:03d}-{number}",
                "task_type": TASK_TYPES[QUESTION_KINDS[question.kind].skill],
                "question": one_line(question.question),
                "options": [
                    f"{letter(n)}. {one_line(option)}"
                    for n, option in enumerate(question.options or ())
                ],
                "answer": answer_letter(question),
                "synthetic": True,
            }

    def beside(self, clip: HeldOutVideo, target: Path) -> None:
        """Write the dialogue as SRT, if there is any."""
        if clip.film.storyboard.cues:
            path = target / "subtitle" / f"{clip.film.id}.srt"
            path.parent.mkdir(exist_ok=True)
            write_text(path, srt(clip.film, named=clip.names_speakers))


def _length(ms: int) -> str:
    return "short" if ms < _SHORT_MS else "medium" if ms < _MEDIUM_MS else "long"
