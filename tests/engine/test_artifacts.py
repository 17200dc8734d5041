"""What a component makes once for a run is made once, whoever asks, dies or damages it."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from moviellm import Cancelled, FilmError, InputError, PluginError, StorageError
from moviellm.engine.inspect.clean import clean
from moviellm.engine.inspect.verify import verify
from moviellm.engine.journal.writer import Journal
from moviellm.engine.store.artifacts import ArtifactCache, artifacts
from moviellm.plugins.loading import load_component

from .conftest import IN_THREADS

REQUEST = {"style": "noir", "vectors": [1, 2]}


@pytest.fixture
def stages() -> dict[str, str]:
    return IN_THREADS


def quiet(waits: bool) -> None:
    pass


@pytest.fixture
def keeper(cast: None, folder: Path) -> Callable[..., ArtifactCache]:
    """Make the `Keep` of the cast's painter in a run's folder."""

    def made(
        run: Path = folder,
        *,
        cancelled: Callable[[], bool] = lambda: False,
        waits: Callable[[bool], None] = quiet,
    ) -> ArtifactCache:
        run.mkdir(exist_ok=True)
        plugin = load_component("painter", "styled")
        return ArtifactCache(run, plugin, cancelled=cancelled, waits=waits)

    return made


@pytest.fixture
def styled(produce, tmp_path):
    """Run the painter that learns its shade: `styled(first="kill")`; returns report and log."""

    def run_it(*, limits=None, **changes):
        log = tmp_path / "log"
        changes = {"workers": 2, "painter": {}, **changes}
        painter = {"use": "styled", "log": str(log), **changes.pop("painter")}
        report = produce(painter=painter, limits=limits or {}, **changes)
        return report, [line.split() for line in log.read_text().splitlines()]

    return run_it


def only(path: Path, pattern: str) -> Path:
    (found,) = path.glob(pattern)
    return found


def test_two_workers_that_ask_at_the_same_time_have_it_made_once(styled):
    report, log = styled(painter={"together": 2})
    assert report.state == "finished"
    assert len({pid for what, pid in log if what == "asks"}) == 2
    assert Counter(what for what, _ in log)["learns"] == 1


def test_a_later_run_of_the_folder_finds_it(styled):
    styled()
    report, log = styled(themes=["a lighthouse", "something new"])
    assert report.made["painter"] == 18
    assert [what for what, _ in log].count("learns") == 1


def test_another_request_is_made_beside_it(styled, folder):
    styled()
    styled(painter={"keyword": "noir"})
    assert len(list((folder / "kept").glob("*.bytes"))) == 2


def test_a_killed_maker_is_resumed_where_it_was(styled, folder):
    report, log = styled(themes=["a lighthouse"], painter={"first": "kill"}, workers=1)
    assert report.state == "finished"
    assert [what for what, _ in log] == ["asks", "learns", "asks", "resumes"]
    assert not list((folder / "kept").glob("*.making"))


@pytest.mark.slow
def test_who_waits_is_not_given_up_with_the_one_that_hangs(styled):
    report, log = styled(painter={"first": "hang", "together": 2}, limits={"seconds": 12})
    assert report.state == "finished"
    learner = next(pid for what, pid in log if what == "learns")
    asked = [pid for what, pid in log if what == "asks"]
    assert asked.count(learner) == 1
    assert len(asked) == 3  # the waiting process asked once, and the hung one's order once more


def test_damaged_bytes_are_set_aside_and_made_again(styled, folder):
    styled()
    file = only(folder / "kept", "*.bytes")
    good = file.read_bytes()
    file.write_bytes(b"?")
    _, log = styled(themes=["something new"])
    assert [what for what, _ in log].count("learns") == 2
    assert file.read_bytes() == good
    assert only(folder / "kept", "*.damaged").read_bytes() == b"?"


@pytest.mark.parametrize("harm", ["lost bytes", "lost record", "torn record"])
def test_what_is_no_longer_whole_is_made_again(keeper, folder, harm):
    keep = keeper()
    keep(REQUEST, lambda place: b"once")
    if harm == "lost bytes":
        only(folder / "kept", "*.bytes").unlink()
    elif harm == "lost record":
        only(folder / "kept", "*.json").unlink()
    else:
        only(folder / "kept", "*.json").write_text('{"digest": ')
    assert keep(REQUEST, lambda place: b"again") == b"again"
    assert keep(REQUEST, lambda place: b"a third time") == b"again"


def test_what_the_maker_raises_comes_through_and_leaves_its_folder_alone(keeper, folder):
    def fail(place: Path) -> bytes:
        (place / "checkpoint").write_text("half")
        raise FilmError("The style cannot be learned.")

    with pytest.raises(FilmError, match="cannot be learned"):
        keeper()(REQUEST, fail)
    assert list(artifacts(folder)) == []
    assert keeper()(REQUEST, lambda place: (place / "checkpoint").read_bytes()) == b"half"


def test_threads_wait_for_each_other(keeper):
    made, results = [], []

    def make(place: Path) -> bytes:
        made.append(place)
        return b"style"

    threads = [
        threading.Thread(target=lambda: results.append(keeper()(REQUEST, make))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [b"style"] * 8
    assert len(made) == 1


def test_who_waits_stops_with_the_run(keeper):
    stop, told = threading.Event(), []

    def waits(yes: bool) -> None:
        told.append(yes)
        stop.set()

    def make(place: Path) -> bytes:
        with pytest.raises(Cancelled):
            keeper(cancelled=stop.is_set, waits=waits)(REQUEST, lambda place: b"two")
        return b"one"

    assert keeper()(REQUEST, make) == b"one"
    assert told == [True]


def test_a_request_without_json_form_is_refused(keeper):
    with pytest.raises(InputError, match="no JSON form"):
        keeper()({"style": b"noir"}, lambda place: b"")


def test_what_is_no_bytes_is_the_fault_of_the_plugin(keeper, folder):
    with pytest.raises(PluginError, match="kept a str"):
        keeper()(REQUEST, lambda place: "noir")
    assert list(artifacts(folder)) == []


def test_the_record_tells_who_made_it_for_what(keeper, folder):
    keeper()(REQUEST, lambda place: b"style")
    (thing,) = artifacts(folder)
    assert thing.sound
    assert {name: thing.maker[name] for name in ("stage", "component", "output_version")} == {
        "stage": "painter", "component": "styled", "output_version": 1,
    }  # fmt: skip
    assert thing.maker["request"] == REQUEST
    assert thing.maker["version"] == "1.0"


@pytest.mark.parametrize("where", ["the bytes", "the maker's folder"])
def test_a_full_disk_is_told_and_keeps_nothing_half(keeper, small_disk, where):
    def make(place: Path) -> bytes:
        if where == "the bytes":
            return bytes(1_000_000)
        (place / "checkpoint").write_bytes(bytes(1_000_000))
        return b"style"

    with pytest.raises(StorageError, match="is full"):
        keeper(small_disk / "run")(REQUEST, make)
    assert list(artifacts(small_disk / "run")) == []
    assert not list((small_disk / "run" / "kept").glob(".*"))


def test_a_closed_disk_is_told(keeper, read_only):
    with pytest.raises(StorageError, match="cannot be written"):
        keeper(read_only / "run")(REQUEST, lambda place: b"style")


def test_verify_finds_what_changed_and_has_it_made_again(styled, folder):
    styled()
    assert not verify(folder).damage
    only(folder / "kept", "*.bytes").write_bytes(b"?")
    found = verify(folder)
    assert [damage.text.split(" (")[0] for damage in found.damage] == ["What painter styled kept"]
    assert found.forgotten
    assert not verify(folder).damage


def test_clean_keeps_what_components_of_the_pipeline_keep(styled, produce, folder):
    styled()
    assert clean(folder).kept == 0
    produce()
    assert clean(folder).kept == 1
    assert list((folder / "kept").iterdir()) == []


def test_clean_leaves_what_is_half_made_to_the_component_of_the_pipeline(styled, produce, folder):
    styled()
    only(folder / "kept", "*.json").unlink()
    only(folder / "kept", "*.lock").with_suffix(".making").mkdir()
    assert clean(folder).kept == 0
    assert only(folder / "kept", "*.making").is_dir()
    with Journal(folder) as journal:
        journal.set_header({"selected": []})
    assert clean(folder).kept == 1
