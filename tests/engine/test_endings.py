"""A run ends, whatever its components do to their processes and threads, and says who did it."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from moviellm import PluginError
from moviellm.engine.journal.writer import Journal, JournalReader
from moviellm.engine.run import run
from moviellm.engine.store.store import Store
from moviellm.engine.workers.pool import Pool
from moviellm.engine.workers.tasks import Task
from moviellm.engine.workers.worker import Hello
from moviellm.pipeline.read import LoadedPipeline

WHO = "(moviellm-engine-cast 1.0)"
LONG_S = 120
"""Nothing jobs so long; what is waited for longer never comes."""

HANG_S = 10
"""Who gives no answer in so long hangs; a busy machine imports a plugin sooner."""


DRIVER = """
import sys
from pathlib import Path
from moviellm.engine.run import run
from moviellm.pipeline.read import read_pipeline
run(read_pipeline(Path(sys.argv[1])), Path(sys.argv[2]), workers=1)
"""


@pytest.fixture
def children(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where components tell which processes they start; none outlives the test."""
    file = tmp_path / "children"
    file.touch()
    monkeypatch.setenv("CAST_CHILDREN", str(file))
    yield file
    for pid in pids(file):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def pids(file: Path) -> list[int]:
    return [int(line) for line in file.read_text().splitlines()]


def lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_until(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + LONG_S
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def reason_of(made: LoadedPipeline, folder: Path) -> str:
    """Make one film of components that fail, and return why it is quarantined."""
    with contextlib.suppress(PluginError):  # it ends a run of which no film is made
        run(made, folder, workers=1)
    with JournalReader(folder) as journal:
        (film,) = journal.films()
    assert film.state == "quarantined"
    return film.reason


@pytest.fixture
def reason(produced_by, folder) -> Callable[..., str]:
    """Tells why one film of such components is quarantined."""
    limits = {"seconds": LONG_S}
    return lambda **changes: reason_of(
        produced_by(themes=["one"], limits=limits, **changes), folder
    )


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("child, exit", "its process ended with exit code 3"),
        ("child, kill", "its process was ended by signal 9"),
    ],
)
def test_what_a_worker_has_started_ends_with_it(reason, children, fault, words):
    why = reason(writer={"use": "tale", "fault": fault})
    assert words in why
    assert f"writer `tale` {WHO}" in why
    wait_until(lambda: not any(map(lives, pids(children))))
    assert len(pids(children)) == 2  # each order is tried twice


@pytest.mark.slow
def test_who_hangs_is_given_up_with_what_it_has_started(produced_by, children, folder):
    silent, unstored = f"it gave no answer in {HANG_S} s", f"not stored in {HANG_S} s"
    cases = [
        ("writer", "tale", "child, hang", silent),
        ("writer", "tale", "stop", silent),
        ("painter", "flat", "slow disk", f"what it made was {unstored}"),
    ]
    limits = {"seconds": HANG_S}
    made = [
        produced_by(themes=["one"], limits=limits, **{stage: {"use": use, "fault": fault}})
        for stage, use, fault, _ in cases
    ]
    with ThreadPoolExecutor() as side_by_side:  # each waits for most of the time
        folders = [folder / fault for _, _, fault, _ in cases]
        reasons = side_by_side.map(reason_of, made, folders)
        for (stage, use, _, words), why in zip(cases, reasons, strict=True):
            assert words in why
            assert f"{stage} `{use}` {WHO}" in why
    wait_until(lambda: not any(map(lives, pids(children))))
    assert len(pids(children)) == 2  # each order is tried twice


@pytest.mark.slow
def test_a_child_that_left_the_group_of_a_dead_worker_keeps_nobody_waiting(reason, children):
    why = reason(writer={"use": "tale", "fault": "child elsewhere"})
    assert "its process ended with exit code 3" in why
    assert all(map(lives, pids(children)))  # and holds the worker's pipes


def test_a_killed_driver_takes_what_its_workers_have_started_along(
    start, produced_by, children, folder
):
    made = produced_by(themes=["one"], writer={"use": "tale", "fault": "child, hang"})
    process = start(DRIVER, made.file, folder)
    wait_until(lambda: len(pids(children)) == 1)
    process.kill()
    wait_until(lambda: not lives(pids(children)[0]))


@pytest.mark.parametrize("use", ["tale", "tale-in-thread"])
@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("cancel", "CancelledError"),
        ("interrupt", "KeyboardInterrupt"),
        ("sys.exit", "tried to end the process"),
        ("odd", "<function Odd"),
        ("record", "it recorded a value of type object ('lamp')"),
        ("long", "overview"),
    ],
)
def test_whatever_a_component_raises_or_returns_it_is_named(reason, use, fault, words):
    why = reason(writer={"use": use, "fault": fault})
    assert words in why
    assert f"writer `{use}` {WHO}" in why


def test_what_a_thread_makes_and_cannot_be_stored_names_its_maker(reason):
    assert f"voice `hum` {WHO}" in reason(voice={"use": "hum", "fault": "text"})


def test_pictures_that_cannot_become_durable_are_given_up(reason):
    why = reason(painter={"use": "flat", "fault": "bad disk"})
    assert "the disk is of paper" in why
    assert f"painter `flat` {WHO}" in why


@pytest.mark.slow
def test_who_waits_for_what_a_hanging_thread_makes_is_given_up_too(produce, tmp_path):
    produce(workers=1)  # from now on, nobody but the painter works
    painter = {"use": "styled-in-thread", "first": "hang", "log": str(tmp_path / "log")}
    report = produce(painter=painter, workers=1, limits={"seconds": 3})
    assert len(report.quarantined) == 2
    for why in report.quarantined.values():
        assert f"`styled-in-thread` {WHO} gave no answer in 3 s" in why


def test_an_observer_that_hangs_is_told_nothing_more(produce, folder):
    produce()
    ear = {"use": "ear", "path": "", "hang": True}
    assert produce(hooks=[ear], limits={"seconds": 0.5}).state == "finished"
    with JournalReader(folder) as journal:
        (note,) = journal.notes("observer")
    assert f"hooks `ear` {WHO} gave no answer in 0.5 s" in note.text


@pytest.fixture
def submit(produced_by, folder: Path) -> Iterator[Callable[..., object]]:
    """Have one process write films: `submit(b"more")` sends an order with so much beside it."""
    made = produced_by(themes=["one"], writer={"use": "tale", "fault": "pid"})
    brief = next(iter(made.briefs()))
    with Journal(folder) as journal:
        packs = Store(journal).packs
        hello = Hello(journal.folder, packs.where, packs.session, made.selected)
        pool = Pool(hello, [{}], seconds=HANG_S, title=lambda order: order.name)
        text = brief.model_dump_json().encode()

        def order(more: bytes = b"") -> object:
            wanted = Task(stage="writer", name="tale", film=brief.id, documents=(text, more))
            return pool.submit(wanted).result(LONG_S)

        yield order
        pool.close(0)


@pytest.mark.slow
def test_a_large_order_for_a_worker_that_reads_nothing_ends(submit, children):
    submit()
    (pid,) = pids(children)
    os.kill(pid, signal.SIGSTOP)
    try:
        assert submit(bytes(8 << 20))
        assert not lives(pid)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def test_a_process_that_cannot_be_started_is_told(submit, children):
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, before[1]))
    try:
        outcome = submit()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
    assert "could not be started" in outcome.failure.message
    assert "Too many open files" in outcome.failure.message
    assert submit().failure is None
