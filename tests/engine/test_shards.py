"""A run that several machines make in shards is, merged, the run that one machine makes."""

from __future__ import annotations

import itertools
import shutil
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from folders import OF_PROCESSES, bytes_of
from moviellm import BudgetError, Cancelled, DamageError, InputError, LockedError, RunError
from moviellm.engine.inspect.verify import verify
from moviellm.engine.journal.records import CallRow
from moviellm.engine.journal.writer import Journal, JournalReader
from moviellm.engine.keys import digest
from moviellm.engine.run import run
from moviellm.engine.shards.folders import folder_of_shard, require_own_part
from moviellm.engine.shards.merge import merge
from moviellm.engine.store.store import Store
from moviellm.pipeline.shards import Shard, shard_of
from moviellm.run_reports import RunReport

from .conftest import IN_THREADS

THEMES = ["a lighthouse", "two rivals", "a lantern", "a ferry", "a bakery"]
SHAPE = {"chapters": 1, "scenes": 1, "frames": 2}
FILMS = {"themes": THEMES, "shape": SHAPE}


@pytest.fixture
def stages() -> dict[str, str]:
    return IN_THREADS


@pytest.fixture
def work(produced_by, folder) -> Callable[..., RunReport]:
    """Make one shard: ``work("2/3")``, with some keys of the pipeline changed."""

    def call(part: str, to: Path = folder, **changes: Any) -> RunReport:
        shard = shard_of(part)
        place = require_own_part(to, shard)
        loaded = replace(produced_by(**{**FILMS, **changes}), shard=shard)
        return run(loaded, place, workers=1)

    return call


@pytest.fixture
def produce_whole(produce, in_memory) -> Callable[..., dict[str, bytes]]:
    """The exports of one machine."""

    def call(**changes: Any) -> dict[str, bytes]:
        report = produce(to=in_memory / "whole", **{**FILMS, **changes})
        return bytes_of(report.folder / "export")

    return call


def test_merged_shards_are_exported_byte_for_byte_like_one_run(
    work, produce_whole, folder, tmp_path
):
    log = {"log": str(tmp_path / "log")}
    changes = {
        "curator": {"use": "thrifty", **log},
        "exporters": ["list", {"use": "in-thread", **log}],
    }
    for part in ("3/3", "1/3", "2/3"):
        assert not work(part, **changes).exports
    report = merge(folder)
    assert (report.state, report.films) == ("finished", 5)
    assert bytes_of(folder / "export") == produce_whole(**changes)
    assert not verify(folder).damage


def test_a_merged_run_has_nothing_to_make(work, produce, folder):
    work("1/2"), work("2/2")
    exported = bytes_of(merge(folder).folder / "export")
    report = produce(**FILMS)
    assert not any(report.made.values())
    assert bytes_of(folder / "export") == exported


def test_merging_twice_changes_nothing(work, folder):
    work("1/2"), work("2/2")
    merge(folder)
    before = bytes_of(folder, but=OF_PROCESSES)
    with JournalReader(folder) as journal:
        known = (journal.films(), list(journal.all_steps()), journal.packs(), journal.notes())
    merge(folder)
    with JournalReader(folder) as journal:
        again = (journal.films(), list(journal.all_steps()), journal.packs(), journal.notes())
    assert again == known
    after = bytes_of(folder, but=OF_PROCESSES)
    assert after.keys() == before.keys()


def test_shards_can_go_when_they_are_merged(work, folder):
    work("1/2"), work("2/2")
    merge(folder)
    exported = bytes_of(folder / "export")
    shutil.rmtree(folder / "shards")
    assert merge(folder).films == 5
    assert bytes_of(folder / "export") == exported


def test_a_shard_without_a_film_is_no_fault(work, produce_whole, folder):
    changes = {"themes": THEMES[:1]}
    reports = [work(part, **changes) for part in ("1/3", "2/3", "3/3")]
    assert [(report.state, report.films) for report in reports] == [
        ("finished", 1), ("finished", 0), ("finished", 0),
    ]  # fmt: skip
    merge(folder)
    assert bytes_of(folder / "export") == produce_whole(**changes)


def test_films_that_could_not_be_made_are_left_out_as_of_one_run(work, produce_whole, folder):
    faulty = {"writer": {"use": "tale-here", "fault": "film", "on": "ferry"}}
    work("1/2", **faulty), work("2/2", **faulty)
    report = merge(folder)
    assert (report.state, report.films, len(report.quarantined)) == ("incomplete", 4, 1)
    assert bytes_of(folder / "export") == produce_whole(**faulty)


KILLED_AT_WORK = """
import os, signal, sys, threading
from dataclasses import replace
from pathlib import Path
from moviellm.engine.journal.writer import Journal
from moviellm.engine.run import run
from moviellm.pipeline.read import read_pipeline
from moviellm.pipeline.shards import shard_of

record, lock, films = Journal.record, threading.Lock(), []

def killed_at_the_third_film(self, **what):
    with lock:
        films.extend(what.get("films", ()))
        if len(films) == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        record(self, **what)

Journal.record = killed_at_the_third_film
loaded = replace(read_pipeline(sys.argv[1]), shard=shard_of("1/2"))
run(loaded, Path(sys.argv[2]), workers=1)
"""


@pytest.mark.slow
def test_a_shard_that_was_killed_goes_on(work, produced_by, produce_whole, start, folder):
    loaded, place = produced_by(**FILMS), folder_of_shard(folder, Shard(1, 2))
    assert start(KILLED_AT_WORK, loaded.file, place).wait() == -9
    work("2/2")
    with pytest.raises(RunError, match="Shard 1/2 is not done: 1 of its 3 films"):
        merge(folder)
    assert not (folder / "journal.sqlite").exists()
    assert work("1/2").made["captioner"] == 1
    merge(folder)
    assert bytes_of(folder / "export") == produce_whole()


KILLED_MERGING = """
import os, shutil, signal, sys
from pathlib import Path
from moviellm.engine.journal.writer import Journal
from moviellm.engine.shards.merge import merge

shards, target = Path(sys.argv[1]), Path(sys.argv[2])
commit = Journal._commit_group

def in_child(work):
    pid = os.fork()
    if not pid:
        work()
        os._exit(0)
    return os.waitpid(pid, 0)[1]

def merge_until(folder, number):
    left = [number]
    def counted(self, group):
        if self.folder != folder:
            return commit(self, group)
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        return commit(self, group)
    Journal._commit_group = counted
    merge(folder)

number, killed = 1, True
while killed:
    folder = target / str(number)
    shutil.copytree(shards, folder)
    killed = in_child(lambda: merge_until(folder, number))
    assert not in_child(lambda: merge(folder))
    number += 1
print(number)
"""


@pytest.mark.slow
def test_a_merge_that_is_killed_at_any_commit_goes_on(
    work, produce_whole, start, folder, in_memory
):
    log = str(in_memory / "log")
    paid = {"writer": "paid-tale", "exporters": [{"use": "in-thread", "log": log}]}
    work("1/2", **paid), work("2/2", **paid)
    process = start(KILLED_MERGING, folder, in_memory / "merged")
    told, errors = process.communicate()
    assert process.returncode == 0, errors
    assert int(told) > 6
    whole = produce_whole(**paid)
    for merged in (in_memory / "merged").iterdir():
        assert bytes_of(merged / "export") == whole
        with JournalReader(merged) as journal:
            assert len(journal.calls()) == 10
            assert journal.spend().usd == pytest.approx(0.1)


def test_what_shards_have_paid_is_added_up_and_not_paid_again(work, produce, folder):
    paid = {"writer": "paid-tale"}
    usd = [work(part, **paid).usd for part in ("1/2", "2/2")]
    assert merge(folder).usd == pytest.approx(sum(usd))
    assert produce(**FILMS, **paid).usd == pytest.approx(sum(usd))


def test_calls_that_wait_in_a_batch_and_answers_that_two_shards_bought_are_kept(work, folder):
    waits, twice = digest(b"waits"), digest(b"twice")
    for number in (1, 2):
        work(f"{number}/2")
        with Journal(folder_of_shard(folder, Shard(number, 2))) as journal:
            store = Store(journal)
            answer = store.put(f"answer {number}".encode())
            bought = bought_call(journal.new_call(), twice, state="done", usd=0.5, reply=answer)
            journal.set_calls([bought])
            if number == 2:
                journal.set_waiting([bought_call(journal.new_call(), waits)], "batch-7")
    assert merge(folder).usd == pytest.approx(1.0)
    with Journal(folder) as journal:
        assert [ticket for _, ticket in journal.waiting([waits]).values()] == ["batch-7"]
        assert [call.state for call in journal.calls()] == ["done", "lost", "waiting"]
        assert Store(journal).get(journal.answer(twice).reply) == b"answer 1"


def bought_call(number: int, key: str, **changes: Any) -> CallRow:
    call = CallRow(
        id=number, key=key, stage="writer", component="llm", film="f1", request=key,
        reserved_usd=0.5,
    )  # fmt: skip
    return replace(call, **changes)


def test_each_shard_has_an_equal_part_of_the_budget(work, folder):
    paid = {"writer": "paid-tale", "themes": THEMES[:4], "limits": {"usd": 0.06}}
    with pytest.raises(BudgetError, match=r"of the budget of \$0\.0300"):
        work("1/2", **paid)
    with JournalReader(folder_of_shard(folder, Shard(1, 2))) as journal:
        assert 0 < journal.spend().usd <= 0.03


def test_shards_that_are_missing_are_named(work, folder):
    work("2/4")
    with pytest.raises(RunError, match=r"Shards 1/4, 3/4, 4/4 of the run in .* are not there"):
        merge(folder)
    with pytest.raises(InputError, match="There are no shards in"):
        merge(folder / "elsewhere")


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"seed": 8}, r"its pipeline\.films\.seed is 8, there it is 7"),
        ({"painter": {"use": "flat-here", "shade": 9}}, r"its pipeline\.painter"),
        ({"exporters": ["frames"]}, r"its pipeline\.exporters"),
    ],
)
def test_a_shard_of_another_pipeline_is_named_with_what_differs(work, folder, changes, what):
    work("1/2"), work("2/2", **changes)
    with pytest.raises(InputError, match=rf"Shard 2/2 was not made like shard 1/2: {what}"):
        merge(folder)
    assert not (folder / "journal.sqlite").exists()


@pytest.mark.parametrize(
    ("header", "what"),
    [
        ({"moviellm": "0.0.1"}, r"its moviellm is 0\.0\.1, there it is"),
        ({"plugins": {"writer:tale-here": "cast 9"}}, r"its plugins\."),
    ],
)
def test_a_shard_of_another_version_is_named(work, folder, header, what):
    work("1/2"), work("2/2")
    with Journal(folder_of_shard(folder, Shard(2, 2))) as journal:
        journal.set_header(header)
    with pytest.raises(InputError, match=rf"Shard 2/2 was not made like shard 1/2: {what}"):
        merge(folder)


def test_a_higher_budget_for_one_shard_is_no_difference(work, folder):
    work("1/2"), work("2/2", limits={"usd": 9, "failed_films": 3})
    assert merge(folder).films == 5


def test_a_shard_under_the_name_of_another_is_refused(work, folder):
    work("1/2")
    shutil.copytree(folder / "shards" / "1-of-2", folder / "shards" / "2-of-2")
    with pytest.raises(InputError, match="is not shard 2/2: shard 1/2 lies there"):
        merge(folder)


def test_a_shard_that_is_still_at_work_is_left_alone(work, folder):
    work("1/2"), work("2/2")
    with Journal(folder_of_shard(folder, Shard(2, 2))), pytest.raises(LockedError, match="2/2"):
        merge(folder)


def test_shards_of_two_counts_are_refused(work, folder):
    work("1/2")
    with pytest.raises(InputError, match="is made in 2 shards, not in 3") as caught:
        work("3/3")
    assert "--shard 2/2" in caught.value.hint
    shutil.copytree(folder / "shards" / "1-of-2", folder / "shards" / "1-of-3")
    with pytest.raises(InputError, match="holds shards of 2 and of 3"):
        merge(folder)


@pytest.mark.parametrize("name", ["1-of-3.bak", "old-1-of-3", "5-of-4", "0-of-9", "notes"])
def test_what_lies_beside_the_shards_is_no_shard(work, folder, name):
    work("1/2")
    shutil.copytree(folder / "shards" / "1-of-2", folder / "shards" / name)
    work("2/2")
    assert merge(folder).films == 5


def test_what_is_made_in_shards_is_not_made_in_one_piece_too(work, produce, folder):
    work("1/2")
    with pytest.raises(InputError, match="made in 2 shards, which are not merged"):
        produce(**FILMS)
    assert not (folder / "journal.sqlite").exists()


def test_what_is_made_in_one_piece_is_not_made_in_shards_too(work, produce, folder):
    produce(**FILMS)
    with pytest.raises(InputError, match="made in one piece"):
        work("1/2")
    assert not (folder / "shards").exists()


def test_a_merged_shard_is_not_worked_on_again(work, folder):
    work("1/2"), work("2/2")
    merge(folder)
    with pytest.raises(InputError, match=r"Shard 1/2 was merged .* already"):
        work("1/2")


def test_damage_in_a_shard_is_named_and_made_again_there(work, produce_whole, folder):
    work("1/2"), work("2/2")
    for pack in (folder / "shards" / "2-of-2" / "store" / "packs").iterdir():
        data = bytearray(pack.read_bytes())
        data[12] ^= 1
        pack.write_bytes(data)
    with pytest.raises(DamageError, match="Shard 2/2 is damaged"):
        merge(folder)
    with pytest.raises(RunError, match="Shard 2/2 is not done"):
        merge(folder)
    for _ in range(9):
        work("2/2")
        try:
            merge(folder)
        except (DamageError, RunError):  # what a film met that was half made again
            continue
        break
    assert bytes_of(folder / "export") == produce_whole()


def test_a_merge_that_is_asked_to_stop_keeps_what_it_has(work, produce_whole, folder):
    work("1/2"), work("2/2")
    stop = threading.Event()
    stop.set()
    with pytest.raises(Cancelled):
        merge(folder, stop=stop)
    merge(folder)
    assert bytes_of(folder / "export") == produce_whole()


def test_a_merged_run_keeps_its_pictures_where_it_is_told_to(
    work, produce_whole, folder, in_memory
):
    work("1/2"), work("2/2")
    merge(folder, store=in_memory / "pictures")
    assert not (folder / "store").exists()
    assert bytes_of(folder / "export") == produce_whole()


def test_what_is_made_once_for_a_run_is_taken_along(work, folder):
    styled = {"painter": {"use": "styled-in-thread", "log": str(folder.parent / "log")}}
    work("1/2", **styled), work("2/2", **styled)
    merge(folder)
    kept = {path.name for path in (folder / "kept").glob("*.bytes")}
    assert kept
    assert kept == {path.name for path in (folder / "shards/1-of-2/kept").glob("*.bytes")}


@pytest.mark.parametrize(
    "text", ["", "0/4", "5/4", "1/0", "1", "1/", "/4", "-1/4", "1/4/2", "a/b", "1 /4", "1/100001",
             "1.0/4", "٣/٤", "1/4\n", "9" * 50 + "/4"]
)  # fmt: skip
def test_what_is_no_shard_is_refused(text):
    with pytest.raises(InputError, match="There is no shard"):
        shard_of(text)


@pytest.mark.parametrize(("of", "twins"), [(1, 0), (2, 1), (3, 0), (7, 2)])
def test_families_are_dealt_out_whole_and_once(produced_by, of, twins):
    whole = produced_by(themes=THEMES, twins=twins)
    parts = [replace(whole, shard=Shard(number, of)) for number in range(1, of + 1)]
    films = [[brief.id for brief in part.briefs()] for part in parts]
    assert [part.total_films for part in parts] == list(map(len, films))
    assert sorted(itertools.chain.from_iterable(films)) == sorted(
        brief.id for brief in whole.briefs()
    )
    for part in parts:
        own = {brief.id for brief in part.briefs()}
        assert all(brief.retells in own for brief in part.briefs() if brief.retells)
