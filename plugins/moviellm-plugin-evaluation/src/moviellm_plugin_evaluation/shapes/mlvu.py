"""The exporter `mlvu` (arXiv 2406.04264; lmms-eval 0.7.3, tasks/mlvu/utils.py)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar

from moviellm.exporting import letter
from moviellm.film import Question
from moviellm.film.formats import one_line
from moviellm.film.questions import QUESTION_KINDS, Skill, for_every_skill

from moviellm_plugin_evaluation.benchmark import Benchmark, HeldOutVideo
from moviellm_plugin_evaluation.card import Card
from moviellm_plugin_evaluation.held_out import answer_letter

TASK_TYPES: Mapping[Skill, str] = for_every_skill(
    "mlvu",
    {
        "theme": "topic_reasoning",
        "plot": "plotQA",
        "sequence": "order",
        "order": "order",
        "time": "order",
        "person": "plotQA",
        "recognition": "plotQA",
        "place": "plotQA",
        "counting": "count",
        "reason": "plotQA",
        "speech": "plotQA",
        "mind": "plotQA",
        "change": "plotQA",
    },
)
"""Names that both of MLVU's splits know; any other is a KeyError when results are added up."""

AVERAGED = ("anomaly_reco", "count", "ego", "needle", "order", "plotQA", "topic_reasoning")
"""The categories that lmms-eval's task ``mlvu_dev`` takes the mean of."""


class MLVUExporter(Benchmark):
    """Writes ``videos/FILM.mp4``, named with its folder as the task joins it to its cache.

    MLVU has no subtitles, so a question is asked only if pictures alone, or the film's sound,
    answer it.
    """

    shape = "MLVU"
    columns: ClassVar[Mapping[str, str]] = {
        "video_name": "the video, relative to this folder",
        "duration": "its length in seconds",
        "question": "the question, with its options below it",
        "candidates": "the options",
        "answer": "the letter of the right one",
        "task_type": "MLVU's name for the question's kind",
        "question_id": "ids of film and question",
    }

    def fits(self, question: Question) -> bool:
        """Whether a question can be answered without reading subtitles."""
        return super().fits(question) and not question.evidence.cues

    def rows(self, clip: HeldOutVideo, questions: list[Question]) -> Iterator[dict[str, Any]]:
        """Yield a row a question."""
        for question in questions:
            options = [one_line(option) for option in question.options or ()]
            listed = [f"({letter(n)}) {option}" for n, option in enumerate(options)]
            yield {
                "video_name": f"{self.videos}/{clip.film.id}.mp4",
                "duration": clip.seconds,
                "question": "\n".join([one_line(question.question), *listed]),
                "candidates": options,
                "answer": answer_letter(question),
                "task_type": TASK_TYPES[QUESTION_KINDS[question.kind].skill],
                "question_id": f"{clip.film.id}/{question.id}",
                "synthetic": True,
            }

    def finish(self, target: Path, card: Card) -> None:
        """Tell which categories have no row: lmms-eval's task counts each of them as all wrong."""
        there = {TASK_TYPES[QUESTION_KINDS[kind].skill] for kind in card.kinds}
        filled, missing = [name for name in AVERAGED if name in there], set(AVERAGED) - there
        if missing:
            card.notes.append(
                f"**The total of lmms-eval is too low.** Its score of MLVU is the mean of "
                f"{len(AVERAGED)} categories, and those without a question count as 0: here "
                f"{', '.join(sorted(missing))}. A model that answers all questions right gets "
                f"{100 * len(filled) / len(AVERAGED):.1f}. Compare the categories that it logs "
                f"({', '.join(filled)}), or multiply the total by {len(AVERAGED)} and divide it by "
                f"{len(filled)}."
            )
