"""An export that was interrupted goes on where it may, and begins anew where it must."""

from __future__ import annotations

import gc
import shutil
import signal
import threading
import time
from pathlib import Path

import pytest
from folders import bytes_of
from moviellm import DamageError, FilmError, InputError, MovieLLMError, StorageError
from moviellm.engine.exports.again import export_again, left_out
from moviellm.engine.films.progress import Progress
from moviellm.engine.inspect.clean import clean
from moviellm.engine.inspect.verify import verify
from moviellm.engine.journal.writer import JournalReader
from moviellm.engine.store.documents import documents_of
from moviellm.engine.store.finished import FinishedFilms
from moviellm.engine.store.store import StoreReader
from moviellm.film import Film
from moviellm.runs import open_run

from .conftest import IN_THREADS

THEMES = ["one", "two", "three"]


@pytest.fixture
def stages() -> dict[str, str]:
    return IN_THREADS


@pytest.fixture
def press(produce, tmp_path):
    """Run an exporter of parts: `press("parts", fault="kill")`; returns report and log."""
    log = tmp_path / "log"
    log.touch()

    def run_it(use="parts", *, themes=THEMES, seconds=60, **options):
        exporter = {"use": use, "log": str(log), **options}
        report = produce(themes=themes, exporters=[exporter], limits={"seconds": seconds})
        return report, log.read_text().split()

    return run_it


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


def drafts(run: Path) -> list[Path]:
    return list((run / "export").glob(".draft-*"))


def test_a_killed_export_goes_on_in_the_next_process(press, folder):
    report, written = press(fault="kill", after=2)
    assert (report.state, written) == ("finished", THEMES)
    assert len(contents(report.exports["parts"])) == 4
    assert drafts(folder) == []


def test_an_exporter_that_does_not_resume_gets_an_empty_folder_every_time(press):
    report, written = press("anew", fault="kill", after=2)
    assert (report.state, written) == ("finished", ["one", "two", *THEMES])


def test_a_full_disk_keeps_what_is_whole_for_the_next_run(press, folder):
    with pytest.raises(StorageError, match="is full"):
        press(fault="full", after=2)
    assert len(drafts(folder)) == 1
    report, written = press()
    assert written == THEMES
    assert set(contents(report.exports["parts"]).values()) > set(THEMES)
    assert drafts(folder) == []


def test_a_full_disk_leaves_nothing_of_an_exporter_that_begins_anew(press, folder):
    with pytest.raises(StorageError, match="is full"):
        press("anew", fault="full")
    assert drafts(folder) == []


@pytest.mark.parametrize("change", [{"ending": "md"}, {"themes": ["one", "three", "two"]}])
def test_another_export_does_not_continue_it(press, folder, change):
    with pytest.raises(StorageError):
        press(fault="full")
    _, written = press(**change)
    assert written == ["one", *change.get("themes", THEMES)]
    assert drafts(folder) == []


def test_an_exporter_that_fails_by_itself_begins_anew(press, folder):
    with pytest.raises(MovieLLMError, match="paper is torn"):
        press(fault="raise", after=2)
    assert drafts(folder) == []
    assert press()[1] == ["one", "two", *THEMES]


@pytest.mark.slow
@pytest.mark.parametrize(("use", "pause", "seconds"), [("anew", 4, 10), ("in-thread", 2, 5)])
def test_an_export_may_take_long_while_it_tells_of_progress(press, produce, use, pause, seconds):
    produce(themes=THEMES, exporters=[])
    report, written = press(use, pause=pause, seconds=seconds)  # a process has to start, too
    assert (report.state, written) == ("finished", THEMES)


@pytest.mark.slow
def test_an_export_that_is_silent_hangs(press, produce):
    produce(themes=THEMES, exporters=[])
    with pytest.raises(MovieLLMError, match="failed 2 times: it gave no answer in 3 s"):
        press("anew", fault="hang", seconds=3)


def test_clean_removes_what_an_interrupted_export_left(press, folder):
    with pytest.raises(StorageError):
        press(fault="full")
    assert clean(folder).drafts == 1
    assert drafts(folder) == []


def test_a_killed_run_goes_on_with_its_export(press, start, tmp_path, folder):
    report, _ = press(themes=["zero"])
    log = tmp_path / "log"
    code = (
        "import json, sys\n"
        "from pathlib import Path\n"
        "from moviellm.engine.run import run\n"
        "from moviellm.pipeline.read import read_pipeline\n"
        "file = Path(sys.argv[1])\n"
        "pipeline = json.loads(file.read_text())\n"
        "pipeline['films']['themes'] = ['one', 'two', 'three']\n"
        "pipeline['exporters'][0] |= {'fault': 'hang', 'after': 2}\n"
        "file.write_text(json.dumps(pipeline))\n"
        "run(read_pipeline(file), Path(sys.argv[2]), workers=1)\n"
    )
    process = start(code, tmp_path / "pipeline.yaml", folder)
    while "two" not in log.read_text():
        assert process.poll() is None, process.stderr.read()
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert list(contents(report.exports["parts"]).values()).count("zero") == 1
    report, written = press()
    assert written == ["zero", *THEMES]
    assert len(contents(report.exports["parts"])) == 4


@pytest.mark.slow
def test_a_stop_ends_exporters_that_hear_nothing_and_the_next_run_goes_on(
    press, produce, folder, tmp_path
):
    stop, log = threading.Event(), tmp_path / "log"
    hang = {"use": "parts", "log": str(log), "fault": "hang", "after": 2}
    deaf = {"use": "list", "fault": "hang"}
    threading.Thread(target=_set_when, args=(stop, log), daemon=True).start()
    report = produce(themes=THEMES, exporters=[hang, deaf], stop=stop)
    assert (report.state, report.exports) == ("stopped", {})
    assert len(drafts(folder)) == 1
    assert press()[1] == THEMES


@pytest.mark.parametrize("use", ["parts", "in-thread"])
def test_an_exporter_hears_of_a_stop_wherever_it_works(produce, tmp_path, use):
    stop, log = threading.Event(), tmp_path / "log"
    exporter = {"use": use, "log": str(log), "fault": "listen", "after": 2}
    threading.Thread(target=_set_when, args=(stop, log), daemon=True).start()
    report = produce(themes=THEMES, exporters=[exporter], stop=stop)
    assert (report.state, report.exports) == ("stopped", {})
    assert log.read_text().split() == ["one", "two", "stopped"]


class Ear:
    """Hears the progress of exports; one that tells of a film waits until it was heard of it."""

    def __init__(self, folder: Path) -> None:
        self.heard, self.seen = folder / "heard", []
        self.heard.touch()
        self.settings = {"log": str(folder / "log"), "heard": str(self.heard)}

    def __call__(self, progress: Progress) -> None:
        self.seen.append(dict(progress.exports))
        if "parts" in progress.exports:
            self.heard.write_text(str(progress.exports["parts"][0]))


def test_the_progress_of_every_export_is_told(produce, tmp_path):
    ear = Ear(tmp_path)
    produce(themes=THEMES, exporters=[{"use": "parts", **ear.settings}, "list"], watch=ear)
    told = [exports["parts"] for exports in ear.seen if "parts" in exports]
    assert told == sorted(told)
    assert (1, 3) in told
    assert ear.seen[-1] == {"parts": (3, 3), "list": (3, 3)}


def test_the_progress_of_an_export_that_is_made_later_is_told(produce, folder, tmp_path):
    produce(themes=THEMES)
    ear = Ear(tmp_path)
    settings = [f"{name}={value}" for name, value in ear.settings.items()]
    export_again(folder, "parts", settings, watch=ear)
    seen = ear.seen
    assert {"parts": (0, 0)} in seen
    assert {"parts": (1, 3)} in seen
    assert seen[-1] == {"parts": (3, 3)}


@pytest.mark.parametrize(
    ("themes", "told"),
    [(["one"], [(3, 9)]), (["one", "two"], [(0, 2), (0, 2), (1, 2), (1, 2), (2, 2)])],
)
def test_only_of_a_single_film_the_exporters_own_units_are_told(produce, folder, themes, told):
    produce(themes=themes)
    heard = []
    with JournalReader(folder) as journal:
        store = StoreReader(journal)
        films, progress = FinishedFilms(journal, store, store).counted(
            lambda done, total: heard.append((done, total))
        )
        for _ in films:
            progress(3, 9)
    assert heard == told


def _set_when(stop: threading.Event, log: Path) -> None:
    while not (log.exists() and "two" in log.read_text()):
        time.sleep(0.05)
    stop.set()


@pytest.mark.slow
def test_one_film_is_in_memory_at_a_time(produce, folder):
    produce(themes=[f"film {n}" for n in range(9)])
    alive, before = [], films_in_memory()
    with open_run(folder) as run:
        for _ in run.films():
            alive.append(films_in_memory() - before)
    assert len(alive) == 9
    assert max(alive) <= 2


def films_in_memory():
    gc.collect()
    return sum(type(thing) is Film for thing in gc.get_objects())


@pytest.mark.parametrize("use", ["list", "pictures"])
def test_a_picture_that_cannot_be_read_is_told_by_film_and_frame(produce, folder, use):
    produce()
    with open_run(folder) as run:
        film = list(run.films())[1]
    spoil(folder, film.footage.pictures[4].digest)
    with pytest.raises(DamageError, match=f"picture of frame f0005 of {film.id} cannot be read"):
        export_again(folder, use, target=folder.with_name("elsewhere"))
    assert left_out(folder) == 1


def test_a_part_of_a_film_that_cannot_be_read_is_told_by_film(produce, folder):
    produce()
    with JournalReader(folder) as journal:
        row = journal.films()[0]
    spoil(folder, documents_of(row)["screenplay"])
    with open_run(folder) as run, pytest.raises(DamageError, match=f"A part of {row.film} cannot"):
        list(run.films())


def spoil(run: Path, digest: str) -> None:
    """Change a byte of a stored blob."""
    with JournalReader(run) as journal:
        place = journal.place(digest)
    pack = run / "store" / "packs" / place.pack
    data = bytearray(pack.read_bytes())
    data[place.start] ^= 1
    pack.write_bytes(data)


def test_the_export_of_another_run_is_replaced_only_when_asked(produce, tmp_path):
    one = produce(to=tmp_path / "one").folder
    two = produce(to=tmp_path / "two", themes=["a lighthouse"]).folder
    place = tmp_path / "data"
    export_again(one, "list", target=place)
    before = contents(place)
    with pytest.raises(InputError, match="holds something else"):
        export_again(two, "list", target=place)
    with pytest.raises(FilmError):
        export_again(two, "list", ["fault=film", "on=x"], target=place, overwrite=True)
    assert contents(place) == before
    export_again(two, "list", target=place, overwrite=True)
    assert contents(place) != before
    with pytest.raises(InputError, match="holds something else"):  # it is no longer its own
        export_again(one, "list", target=place)


@pytest.mark.parametrize("what", ["a folder", "a file", "the run", "where the run is"])
def test_what_is_no_export_is_never_replaced(produce, tmp_path, folder, what):
    produce()
    place = {"the run": folder, "where the run is": folder.parent}.get(what, tmp_path / "mine")
    if what == "a folder":
        place.mkdir()
        (place / "novel.txt").write_text("chapter 1")
    elif what == "a file":
        place.write_text("chapter 1")
    for overwrite in (False, True):
        with pytest.raises(InputError, match=r"is not replaced|holds something else"):
            export_again(folder, "list", target=place, overwrite=overwrite)
    assert (folder / "journal.sqlite").is_file()
    if what == "a folder":
        assert contents(place) == {"novel.txt": "chapter 1"}


@pytest.mark.parametrize("manifest", ["{}", "[]", "not JSON", '{"schema": "other/1", "files": []}'])
def test_a_folder_that_merely_holds_a_manifest_of_that_name_stays(
    produce, folder, tmp_path, manifest
):
    produce()
    mine = {"MANIFEST.json": manifest, "novel.txt": "chapter 1"}
    (tmp_path / "mine").mkdir()
    for name, text in mine.items():
        (tmp_path / "mine" / name).write_text(text)
    with pytest.raises(InputError, match="what stands there is no export"):
        export_again(folder, "list", target=tmp_path / "mine", overwrite=True)
    assert contents(tmp_path / "mine") == mine


def test_an_export_into_which_somebody_put_a_file_is_not_replaced(produce, folder, tmp_path):
    produce()
    place = tmp_path / "data"
    export_again(folder, "frames", target=place)
    (place / "labels").mkdir()
    (place / "labels" / "by hand.csv").write_text("frame,label")
    with pytest.raises(InputError, match=r"no export wrote labels/by hand\.csv"):
        export_again(folder, "frames", ["title=Other"], target=place, overwrite=True)
    assert (place / "labels" / "by hand.csv").read_text() == "frame,label"
    shutil.rmtree(place / "labels")
    export_again(folder, "frames", ["title=Other"], target=place, overwrite=True)


def test_a_target_that_cannot_be_written_is_told(produce, folder, tmp_path, read_only):
    produce()
    with pytest.raises(StorageError, match="cannot be written"):
        export_again(folder, "list", target=read_only / "data")
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError, match="a file is in its way"):
        export_again(folder, "list", target=tmp_path / "file" / "data")


def test_a_disk_that_fills_up_half_way_leaves_the_old_export(produce, folder, small_disk):
    produce(themes=["a lighthouse"], shape={"chapters": 1, "scenes": 1, "frames": 3})
    place = small_disk / "data"
    export_again(folder, "frames", target=place)
    before = bytes_of(place)
    filler = small_disk / "filler"
    with pytest.raises(OSError, match="No space"), filler.open("wb") as file:
        file.write(bytes(1_000_000))
    with pytest.raises(StorageError, match="is full"):
        export_again(folder, "frames", ["title=Other"], target=place, overwrite=True)
    assert bytes_of(place) == before
    assert sorted(path.name for path in small_disk.iterdir()) == ["data", "filler"]
    filler.unlink()
    export_again(folder, "frames", ["title=Other"], target=place, overwrite=True)
    assert bytes_of(place) != before


def test_a_component_that_changes_the_folder_moves_no_path_of_the_run(
    produce, here, folder, tmp_path, monkeypatch, caplog
):
    here["writer"] = {"use": here["writer"], "fault": f"chdir {tmp_path}"}
    monkeypatch.chdir(folder.parent)
    report = produce(to=Path("run"), **here)
    assert (report.state, report.folder) == ("finished", Path("run"))
    assert report.exports == {"list": Path("run/export/list")}
    assert (folder / "export" / "list" / "films.txt").exists()
    assert Path.cwd() == folder.parent.resolve()
    assert f"changed the working folder to {tmp_path.resolve()}" in caplog.text
    assert {path.name for path in tmp_path.iterdir()} == {"pipeline.yaml"}
    assert export_again(Path("run"), "pictures")[0] == Path("run/export/pictures")
    assert verify(Path("run")).damage == ()
