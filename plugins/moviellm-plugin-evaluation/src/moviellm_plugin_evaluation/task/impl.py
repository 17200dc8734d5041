"""The exporter `lmms-eval`: a folder that ``--include_path`` takes (lmms-eval 0.7.3)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, ClassVar

from moviellm.exporting import write_text
from moviellm.film import Question
from moviellm.film.formats import Timecodes, one_line

from moviellm_plugin_evaluation.benchmark import ROWS, Benchmark, HeldOutVideo
from moviellm_plugin_evaluation.card import Card
from moviellm_plugin_evaluation.config import LmmsEvalConfig
from moviellm_plugin_evaluation.dialogue import transcript
from moviellm_plugin_evaluation.held_out import answer_letter
from moviellm_plugin_evaluation.task.utils import metrics_of

_BUCKETS_MS: Mapping[str, int] = {
    "below_10s": 10_000,
    "below_1min": 60_000,
    "below_5min": 300_000,
    "below_20min": 1_200_000,
}
_LONGEST = "20min_or_more"
_YAML = """\
task: {task}
dataset_path: json
dataset_kwargs:
  data_files:
    test: {rows}
test_split: test
output_type: generate_until
doc_to_visual: !function utils.doc_to_visual
doc_to_text: !function utils.doc_to_text
doc_to_target: answer
process_results: !function utils.process_results
cluster_key: film
generation_kwargs:
  max_new_tokens: 16
  temperature: 0
  do_sample: false
metric_list:
{metrics}
metadata:
  version: 1.0
  synthetic: true
"""
_METRIC = "  - {{metric: {}, aggregation: !function utils.accuracy, higher_is_better: true}}"


class LmmsEvalExporter(Benchmark):
    """Writes ``TASK.yaml``, ``utils.py``, the rows, ``videos/`` and ``dialogue/``."""

    shape = "a task of lmms-eval"
    most_options = 26
    columns: ClassVar[Mapping[str, str]] = {
        "id": "ids of film and question",
        "film": "the film's id",
        "video": "the film's video, relative to this folder",
        "dialogue": "the film's dialogue, relative to this folder; empty where there is none",
        "kind": "the question's kind",
        "question": "the question",
        "options": "its options",
        "answer": "the letter of the right one",
        "hops": "how many facts the evidence joins",
        "evidence": "how long the evidence is, from its first piece to its last",
        "certificate_ms": "the same, in milliseconds",
        "evidence_ms": "start and end of each piece of evidence, in milliseconds",
    }

    def __init__(self, config: LmmsEvalConfig) -> None:
        super().__init__(config)
        self._task, self._with_dialogue = config.task, config.dialogue

    def fits(self, question: Question) -> bool:
        """Whether a question can be answered by what the model is given."""
        return super().fits(question) and (self._with_dialogue or not question.evidence.cues)

    def rows(self, clip: HeldOutVideo, questions: list[Question]) -> Iterator[dict[str, Any]]:
        """Yield a row a question."""
        for question in questions:
            yield {
                "id": f"{clip.film.id}/{question.id}",
                "film": clip.film.id,
                "video": f"{self.videos}/{clip.film.id}.mp4",
                "dialogue": self._dialogue(clip),
                "kind": question.kind,
                "question": one_line(question.question),
                "options": [one_line(option) for option in question.options or ()],
                "answer": answer_letter(question),
                "hops": question.hops,
                "evidence": _bucket(question.certificate_ms),
                "certificate_ms": question.certificate_ms,
                "evidence_ms": [[s.start_ms, s.end_ms] for s in question.evidence.spans_ms],
                "synthetic": True,
            }

    def beside(self, clip: HeldOutVideo, target: Path) -> None:
        """Write the dialogue with its times."""
        if name := self._dialogue(clip):
            path = target / name
            path.parent.mkdir(exist_ok=True)
            codes = Timecodes(clip.film.storyboard, self.config.video.rate)
            write_text(path, transcript(clip.film, codes, named=clip.names_speakers))

    def finish(self, target: Path, card: Card) -> None:
        """Write the task and its functions."""
        with (target / ROWS).open(encoding="utf-8") as rows:
            metrics = {"accuracy"}.union(*(metrics_of(json.loads(row)) for row in rows))
        text = _YAML.format(
            task=self._task, rows=ROWS, metrics="\n".join(map(_METRIC.format, sorted(metrics)))
        )
        write_text(target / f"{self._task}.yaml", text)
        code = files(__package__).joinpath("utils.py").read_bytes()
        (target / "utils.py").write_bytes(code)

    def _dialogue(self, clip: HeldOutVideo) -> str:
        there = self._with_dialogue and clip.film.storyboard.cues
        return f"dialogue/{clip.film.id}.txt" if there else ""


def _bucket(ms: int) -> str:
    return next((name for name, limit in _BUCKETS_MS.items() if ms < limit), _LONGEST)
