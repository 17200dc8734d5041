"""Pictures become durable as they are painted; what fails later costs none of them."""

from __future__ import annotations

import os
import signal
from concurrent.futures import Future
from pathlib import Path

import pytest
from moviellm import Cancelled, FilmError, PluginError, StorageError
from moviellm.engine.films.batches import outcomes
from moviellm.engine.journal.writer import JournalReader
from moviellm.engine.workers import painted
from moviellm.engine.workers.tasks import TaskError, TaskResult

from .conftest import IN_THREADS

FRAMES = 18


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every picture is a part of its own, in threads."""
    monkeypatch.setattr(painted, "PART_SECONDS", 0.0)


@pytest.fixture
def stages() -> dict[str, str]:
    return IN_THREADS


def pictures(folder) -> dict[str, str]:
    """The digests of all pictures in the journal, by their keys."""
    with JournalReader(folder) as journal:
        painters = {row for row, maker in journal.makers().items() if maker.stage == "painter"}
        steps = [step for step in journal.all_steps() if step.maker in painters]
    return {step.key: step.outputs[0] for step in steps}


def test_pictures_in_parts_are_those_of_a_whole_batch(produce, folder, monkeypatch):
    report = produce()
    assert report.made["painter"] == 2 * FRAMES
    monkeypatch.setattr(painted, "PART_SECONDS", 3600.0)
    produce(to=folder.parent / "whole")
    assert pictures(folder) == pictures(folder.parent / "whole")


def test_a_picture_is_written_down_before_the_next_one_is_painted(produce, folder, tmp_path):
    log, seen = tmp_path / "painted", []

    def watch(progress):
        count = len(log.read_text().splitlines()) if log.exists() else 0
        seen.append((progress.made.get("painter", 0), count))

    produce(painter={"use": "flat-here", "naps": 0.05, "log": str(log)}, watch=watch)
    assert any(0 < made < FRAMES for made, _ in seen)


def test_a_painter_that_leaves_a_slate_out_leaves_no_wrong_picture(produce, folder):
    with pytest.raises(PluginError, match="must return 18 paintings, and it returned 17"):
        produce(painter={"use": "flat-here", "skips": 1}, themes=["one"])
    assert pictures(folder) == {}
    produce(themes=["one"])
    mended = pictures(folder)
    produce(themes=["one"], to=folder.parent / "straight")
    assert mended == pictures(folder.parent / "straight")


def batch(number: int) -> list[str]:
    return [f"{number}.{item}" for item in range(4)]


def done(*digests: str, failure: TaskError | None = None) -> Future[TaskResult]:
    future: Future[TaskResult] = Future()
    future.set_result(TaskResult(digests=digests, failure=failure))
    return future


def take(taken, batches, submit) -> None:
    for items, outcome in outcomes(batches, submit, lambda items: None):
        taken += zip(items, outcome.digests, strict=True)


def cancelled() -> Future[TaskResult]:
    future: Future[TaskResult] = Future()
    future.set_exception(Cancelled("The run was asked to stop."))
    return future


@pytest.mark.parametrize(
    ("first", "error"),
    [
        (cancelled(), Cancelled),
        (done(failure=TaskError(kind="FilmError", message="It is too dark.")), FilmError),
    ],
)
def test_one_batch_that_fails_costs_nothing_of_another(first, error):
    ends = [first, done("c", "d")]

    def submit(items, stored):
        if items == batch(1):
            stored(TaskResult(digests=("a", "b")))
        return ends[int(items[0][0])]

    taken: list[tuple[str, str]] = []
    with pytest.raises(error):
        take(taken, [batch(0), batch(1)], submit)
    assert taken == list(zip(batch(1), "abcd", strict=True))


def test_what_comes_of_a_batch_after_its_failure_is_not_taken_for_something_else():
    failure = TaskError(kind="StorageError", message="The disk is full.")

    def submit(items, stored):
        stored(TaskResult(digests=("a",)))
        stored(TaskResult(failure=failure))
        stored(TaskResult(digests=("c",)))
        return done("d")

    taken: list[tuple[str, str]] = []
    with pytest.raises(StorageError, match="The disk is full"):
        take(taken, [batch(0)], submit)
    assert taken == [("0.0", "a")]


@pytest.mark.slow
def test_a_process_that_dies_is_not_asked_for_durable_pictures_again(produce, folder, tmp_path):
    """Its successor paints what is left; every picture is the one of its slate."""
    log = tmp_path / "painted"
    log.touch()
    lost: list[int] = []

    def watch(progress):
        made = progress.made.get("painter", 0)
        if made and not lost:
            (worker,) = workers()
            lost.append(len(log.read_text().splitlines()) - made)
            os.kill(worker, signal.SIGKILL)

    painter = {"use": "flat", "naps": 0.3, "log": str(log)}
    report = produce(painter=painter, themes=["one"], watch=watch)
    assert report.made["painter"] == FRAMES
    painted_in_all = len(log.read_text().splitlines())
    assert painted_in_all <= FRAMES + lost[0] + 1  # one may have come before it died
    produce(themes=["one"], to=folder.parent / "straight", painter="flat")
    assert pictures(folder) == pictures(folder.parent / "straight")


def workers() -> list[int]:
    """The worker processes of this one, whichever of its threads has started them."""
    children = [
        child
        for listed in Path("/proc/self/task").glob("*/children")
        for child in listed.read_text().split()
    ]
    return [
        int(child)
        for child in children
        if b"moviellm.engine.workers.worker" in Path(f"/proc/{child}/cmdline").read_bytes()
    ]
