"""From a benchmark and two files of answers to a report, by any component that judges."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from moviellm import InputError, Stage
from moviellm.exporting import to_json, whole_file, write_text
from moviellm.film.formats import one_line
from moviellm.runs import judge_with

from moviellm_plugin_evaluation.protocol.movies import (
    BenchmarkQuestion,
    benchmark_questions,
    read_movies,
)
from moviellm_plugin_evaluation.protocol.predictions import read_predictions
from moviellm_plugin_evaluation.protocol.report import Report
from moviellm_plugin_evaluation.protocol.verdicts import comparisons, verdicts

_NO_JUDGES = ("exporter", "hooks")


def compare(
    bench: Path,
    a: Path,
    b: Path,
    judge: str,
    settings: Sequence[str],
    *,
    folder: Path,
    usd: float | None,
    stop: threading.Event,
) -> Report:
    """Judge the answers of two models to a benchmark, and keep verdicts and report in a folder.

    Args:
        bench: The benchmark's file or folder.
        a: Answers of a model.
        b: Answers of another.
        judge: ``NAME`` of a critic, or ``STAGE:NAME``.
        settings: ``KEY=VALUE`` pairs for the judge's options.
        folder: Where everything is kept; what was paid for there is not bought again.
        usd: The most that the folder's calls may cost, in US dollars; None for no cap.
        stop: Set it to stop.

    Raises:
        InputError: A file is wrong, or the judge is none.
        MovieLLMError: As `moviellm.runs.judge_with`.
    """
    questions = _questions(bench)
    ids = [one.id for one in questions]
    answers = [read_predictions(path, ids) for path in (a, b)]
    stage, name = _judge(judge)
    judged = judge_with(
        name,
        comparisons(questions, *answers),
        folder=folder,
        stage=stage,
        settings=settings,
        usd=usd,
        stop=stop,
    )
    report = Report(str(a), str(b), judged, verdicts(questions, judged.preferences))
    _write(report, folder)
    return report


def _questions(bench: Path) -> list[BenchmarkQuestion]:
    found = list(benchmark_questions(read_movies(bench)))
    if not found:
        raise InputError(f"{bench} asks no question.", hint="Give another benchmark file.")
    if unanswered := [one.id for one in found if not one.pair.answer]:
        raise InputError(
            f"{bench} has no right answer to {len(unanswered)} questions, the first of them "
            f"`{one_line(unanswered[0])}`.",
            hint="A judge needs the right answer: write it, or leave the question out.",
        )
    return found


def _judge(text: str) -> tuple[Stage, str]:
    stage, colon, name = text.rpartition(":")
    if not colon:
        return "critic", text
    stages: tuple[Stage, ...] = tuple(one for one in get_args(Stage) if one not in _NO_JUDGES)
    for one in stages:
        if one == stage:
            return one, name
    raise InputError(
        f"`{stage}` is no stage with judges.", hint=f"Name one of {', '.join(stages)}, or none."
    )


def _write(report: Report, folder: Path) -> None:
    rows = (to_json(verdict.row(), sort_keys=False) for verdict in report.verdicts)
    texts = {
        "verdicts.jsonl": "".join(f"{row}\n" for row in rows),
        "report.json": to_json(report.data(), sort_keys=False, indent=2) + "\n",
    }
    for name, text in texts.items():
        with whole_file(folder / name) as draft:
            write_text(draft, text)
