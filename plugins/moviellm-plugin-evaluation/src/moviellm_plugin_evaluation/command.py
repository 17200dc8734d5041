"""The command ``moviellm evaluate``: which of two models answers long questions better."""

from __future__ import annotations

import contextlib
import json
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from moviellm_plugin_evaluation.config import HeldOutConfig

_BENCH = click.argument("bench", type=click.Path(path_type=Path))
_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")
_MOST = {"overview": 1, "plot": 2, "temporal": 1}


@click.group()
def evaluate() -> None:
    """Compare long answers of two models by a judge.

    This is the long-video protocol of arXiv 2403.01422: `make` writes a benchmark file from
    held-out films, `questions` lists what to ask a model, `judge` has two models' answers compared,
    each pair in both orders.
    """


@evaluate.command(short_help="Write a benchmark file from held-out films.")
@click.argument("run", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help="The file (.json or .jsonl) to write, or a folder for a file a movie.",
)
@click.option("--test", default=1.0, show_default=True, help="The weight of held-out films.")
@click.option("--train", default=0.0, show_default=True, help="The weight of training films.")
@click.option("--validation", default=0.0, show_default=True, help="The weight of those between.")
@click.option("--seed", default=0, show_default=True, help="Another seed divides otherwise.")
@click.option(
    "--most",
    type=click.IntRange(min=1),
    help="Questions of each kind a film [default: 1 overview, 2 plot, 1 temporal].",
)
@click.option("--overwrite", is_flag=True, help="Replace a benchmark that stands there.")
@_JSON
def make(
    run: Path,
    out: Path,
    test: float,
    train: float,
    validation: float,
    seed: int,
    most: int | None,
    overwrite: bool,
    as_json: bool,
) -> None:
    """Write a benchmark file from the held-out films of a finished RUN.

    A film and its twins are never divided. The same weights and seed as in an exporter's `split`
    hold out the same films.
    """
    from moviellm.runs import open_run

    from moviellm_plugin_evaluation.protocol.making import movies_of
    from moviellm_plugin_evaluation.protocol.movies import KINDS, benchmark_questions, write_movies

    split = _split(train, validation, test, seed)
    limits = {kind: most or _MOST[kind] for kind in KINDS}
    with open_run(run) as finished:
        movies = movies_of(finished.films(), split, limits)
    write_movies(movies, out, overwrite=overwrite)
    questions = sum(1 for _ in benchmark_questions(movies))
    if as_json:
        click.echo(json.dumps({"out": str(out), "films": len(movies), "questions": questions}))
    else:
        click.echo(f"Wrote {questions} questions about {len(movies)} films to {out}.")


@evaluate.command(short_help="List the questions of a benchmark file.")
@_BENCH
def questions(bench: Path) -> None:
    """Print the questions of a benchmark file, a JSON object a line, without their answers."""
    from moviellm_plugin_evaluation.protocol.movies import benchmark_questions, read_movies

    for one in benchmark_questions(read_movies(bench)):
        row = {"id": one.id, "kind": one.kind, "movie_title": one.movie_title}
        click.echo(json.dumps({**row, "question": one.pair.question}))


@evaluate.command(short_help="Have two models' answers compared.")
@_BENCH
@click.option("--a", type=click.Path(path_type=Path), required=True, help="Answers of a model.")
@click.option("--b", type=click.Path(path_type=Path), required=True, help="Answers of another.")
@click.option(
    "--judge",
    "name",
    metavar="[STAGE:]NAME",
    required=True,
    help="The component that judges; a critic unless a stage is given.",
)
@click.option(
    "--set", "settings", metavar="KEY=VALUE", multiple=True, help="Set one option of the judge."
)
@click.option("--usd", type=click.FloatRange(min=0), help="The most that it may cost.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where answers that were paid for, verdicts and the report are kept "
    "[default: judged/BENCH/A-vs-B].",
)
@_JSON
def judge(
    bench: Path,
    a: Path,
    b: Path,
    name: str,
    settings: tuple[str, ...],
    usd: float | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """Have the answers of two models compared, each pair in both orders.

    Every answer of the judge is kept: stop it, kill it, run it again, and nothing is bought twice.
    """
    from moviellm_plugin_evaluation.protocol.judging import compare

    folder = out or Path("judged") / bench.resolve().stem / _names(a, b)
    with _stopping() as stop:
        report = compare(bench, a, b, name, settings, folder=folder, usd=usd, stop=stop)
    if as_json:
        click.echo(json.dumps(report.data(), indent=2))
    else:
        click.echo("\n".join(report.lines()))
        click.echo(f"  Verdicts: {folder / 'verdicts.jsonl'}")


def _names(a: Path, b: Path) -> str:
    """``A-vs-B``; models whose answers have one name are told apart by their folders."""
    files = a.resolve(), b.resolve()
    one_name = files[0].stem == files[1].stem
    names = (f"{file.parent.name}-{file.stem}" if one_name else file.stem for file in files)
    return "-vs-".join(names)


def _split(train: float, validation: float, test: float, seed: int) -> HeldOutConfig:
    from moviellm import InputError
    from pydantic import ValidationError

    from moviellm_plugin_evaluation.config import HeldOutConfig

    try:
        return HeldOutConfig(train=train, validation=validation, test=test, seed=seed)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise InputError(
            f"The films cannot be divided: --{first['loc'][0]}: {first['msg']}.",
            hint="Give weights of zero or more, and --test one above zero.",
        ) from None


@contextlib.contextmanager
def _stopping() -> Iterator[threading.Event]:
    """Yield an event that the first Ctrl-C sets; the second ends the process at once."""
    stop = threading.Event()
    before: dict[int, Any] = {}

    def heard(number: int, frame: object) -> None:
        click.echo("Stopping: what is answered is kept. Again to stop at once.", err=True)
        stop.set()
        signal.signal(number, before[number])

    for number in (signal.SIGINT, signal.SIGTERM):
        before[number] = signal.signal(number, heard)
    try:
        yield stop
    finally:
        for heard_of, handler in before.items():
            signal.signal(heard_of, handler)
