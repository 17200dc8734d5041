"""A store is one run's, and nothing goes from it that this run's journal did not write."""

import json
import shutil
from pathlib import Path

import fsspec
import pytest
from moviellm import InputError, LockedError, StorageError
from moviellm.engine.journal.writer import Journal
from moviellm.engine.keys import digest
from moviellm.engine.store.packs import MARK
from moviellm.engine.store.store import Store, StoreReader

PLACES = ["folder", "local", "memory"]


@pytest.fixture(params=PLACES)
def place(request, tmp_path):
    """Where a store is to be, as a folder and as URLs; nothing is there."""
    folder = tmp_path / "pictures"
    urls = {"local": f"local://{folder}", "memory": f"memory://{tmp_path.name}/pictures"}
    return urls.get(request.param, str(folder))


def files_at(place: str) -> dict[str, bytes]:
    """Every file below a folder or URL."""
    files, root = fsspec.core.url_to_fs(place)
    files.invalidate_cache()
    return {name: files.cat_file(name) for name in sorted(files.find(root))}


def write_at(place: str, **contents: bytes) -> None:
    files, root = fsspec.core.url_to_fs(place)
    for name, data in contents.items():
        path = f"{root}/{name.replace('__', '/')}"
        files.makedirs(path.rsplit("/", 1)[0], exist_ok=True)
        files.pipe_file(path, data)


def put(run: Path, data: bytes, place: str | None = None) -> str:
    with Journal(run) as journal:
        return Store(journal, place).put(data)


def get(run: Path, blob: str) -> bytes:
    with Journal(run) as journal:
        return Store(journal).get(blob)


def remove_mark(place: str) -> None:
    files, root = fsspec.core.url_to_fs(place)
    files.rm_file(f"{root}/{MARK}")


@pytest.mark.parametrize(
    "owned",
    [
        {"tmp__notes.txt": b"mine", "packs__backup.tar": b"mine too"},
        {"packs__0011223344.pack": b"MVPACK01 of nobody knows whom"},
        {"thesis.tex": b"mine"},
    ],
)
def test_a_place_that_holds_something_else_is_refused_and_not_touched(place, folder, owned):
    write_at(place, **owned)
    before = files_at(place)
    with Journal(folder) as journal:
        with pytest.raises(InputError, match="is no store of MovieLLM: it holds") as caught:
            Store(journal, place)
        assert "nothing was touched" in caught.value.hint
        assert files_at(place) == before
        kept = Store(journal).put(b"the run goes on in a place of its own")
    assert get(folder, kept)
    assert files_at(place) == before


def test_files_that_somebody_puts_into_a_store_stay(place, folder):
    kept = put(folder, b"kept", place)
    mine = {"packs__mine.pack": b"1", "tmp__mine.pack": b"2", "packs__feed-cafe.pack": b"3"}
    write_at(place, **mine)
    assert get(folder, kept) == b"kept"
    with Journal(folder) as journal:
        Store(journal).clean()
    assert set(mine.values()) <= set(files_at(place).values())


def test_a_second_run_in_a_store_is_refused_and_the_first_loses_nothing(place, tmp_path):
    kept = put(tmp_path / "first", b"bought", place)
    before = files_at(place)
    with Journal(tmp_path / "second") as journal:
        with pytest.raises(InputError, match=r"belongs to another run.*first") as caught:
            Store(journal, place)
        assert "--store" in caught.value.hint
        other = Store(journal).put(b"of the second")
    assert files_at(place) == before
    assert get(tmp_path / "first", kept) == b"bought"
    assert get(tmp_path / "second", other) == b"of the second"


@pytest.mark.parametrize("first", ["original", "copy"])
def test_of_a_run_and_its_copy_the_one_that_went_on_keeps_the_store(place, tmp_path, first):
    early = put(tmp_path / "original", b"early", place)
    shutil.copytree(tmp_path / "original", tmp_path / "copy")
    late = put(tmp_path / first, b"late")
    before = files_at(place)
    other = "copy" if first == "original" else "original"
    told = pytest.raises(InputError, match=f"was last written by the run in .*{first}")
    with Journal(tmp_path / other) as journal, told:
        Store(journal)
    assert files_at(place) == before
    assert (get(tmp_path / first, early), get(tmp_path / first, late)) == (b"early", b"late")


def test_a_copy_takes_the_store_over_when_a_person_says_so(place, tmp_path):
    early = put(tmp_path / "original", b"early", place)
    shutil.copytree(tmp_path / "original", tmp_path / "copy")
    late = put(tmp_path / "original", b"late")
    remove_mark(place)
    assert get(tmp_path / "copy", early) == b"early"
    with Journal(tmp_path / "original") as journal, pytest.raises(InputError, match="copy"):
        Store(journal)
    remove_mark(place)
    assert get(tmp_path / "original", late) == b"late"


def test_a_copy_made_while_the_run_goes_on_removes_nothing_of_it(place, tmp_path):
    with Journal(tmp_path / "original") as journal:
        store = Store(journal, place)
        early = store.put(b"early")
        shutil.copytree(tmp_path / "original", tmp_path / "copy")
        pack = store.pack([b"painted, and not written down yet"])
        with Journal(tmp_path / "copy") as copied:
            if "://" in place:
                assert Store(copied).get(early) == b"early"
            else:
                with pytest.raises(LockedError, match="is writing the store"):
                    Store(copied)
        journal.record(packs=[pack])
        assert store.get(early) == b"early"
        assert store.get(pack.digests[0]) == b"painted, and not written down yet"


def test_an_older_state_of_a_journal_goes_on_where_it_stands(place, tmp_path):
    run = tmp_path / "run"
    early = put(run, b"early", place)
    shutil.copytree(run, tmp_path / "backup")
    put(run, b"late")
    before = files_at(place)
    shutil.rmtree(run)
    (tmp_path / "backup").rename(run)
    assert get(run, early) == b"early"
    assert set(before.values()) - set(files_at(place).values()) == {
        data for name, data in before.items() if name.endswith(MARK)
    }


def test_a_run_that_was_moved_keeps_its_store(place, tmp_path):
    kept = put(tmp_path / "run", b"kept", place)
    (tmp_path / "run").rename(tmp_path / "moved")
    assert get(tmp_path / "moved", kept) == b"kept"


@pytest.mark.parametrize("elsewhere", [True, False])
def test_a_store_of_an_earlier_version_is_taken_on(folder, tmp_path, elsewhere):
    place = str(tmp_path / "pictures") if elsewhere else None
    kept = put(folder, b"kept", place)
    here = Path(place or folder / "store")
    (here / MARK).unlink()
    old = here / "packs" / f"{'ab' * 12}.pack"
    old.write_bytes(b"half of a pack")
    with Journal(folder) as journal:
        journal._change(
            [
                ("DELETE FROM sessions", [()]),
                ("DELETE FROM meta WHERE name = 'store_id'", [()]),
            ]
        )
    assert get(folder, kept) == b"kept"
    assert json.loads((here / MARK).read_text())["run"].endswith(str(folder))
    assert old.exists()


def test_a_run_of_an_earlier_version_that_was_killed_at_once_goes_on(folder):
    with Journal(folder):
        for name in ("packs", "tmp"):
            (folder / "store" / name).mkdir(parents=True)
    assert get(folder, put(folder, b"kept")) == b"kept"


def test_a_new_journal_beside_an_old_store_is_told_and_nothing_goes(folder):
    put(folder, b"bought")
    before = files_at(str(folder / "store"))
    for file in folder.glob("journal.sqlite*"):
        file.unlink()
    told = pytest.raises(InputError, match="belongs to another run")
    with Journal(folder) as journal, told as caught:
        Store(journal)
    assert "bring the old one back" in caught.value.hint
    assert files_at(str(folder / "store")) == before


@pytest.mark.parametrize("kill_at", ["header", "session", "mark"])
def test_a_claim_that_was_killed_is_taken_up(folder, place, monkeypatch, kill_at):
    with Journal(folder) as journal, monkeypatch.context() as patch:

        def killed(*_: object) -> None:
            raise KeyboardInterrupt

        where = {"header": Journal, "session": Journal, "mark": None}[kill_at]
        if where is None:
            patch.setattr("moviellm.engine.store.packs.LocalPacks.write_mark", killed)
            patch.setattr("moviellm.engine.store.remote_packs.RemotePacks.write_mark", killed)
        else:
            name = {"header": "set_header", "session": "begin_session"}[kill_at]
            patch.setattr(where, name, killed)
        with pytest.raises(KeyboardInterrupt):
            Store(journal, place)
    assert get(folder, put(folder, b"kept", place)) == b"kept"


@pytest.mark.parametrize(
    ("mark", "message"),
    [
        (b"{", "is damaged"),
        (b"[]", "is damaged"),
        (b'{"moviellm_store": 1}', "is damaged"),
        (b'{"moviellm_store": 2, "id": "a", "run": "b", "session": "c"}', "a newer version"),
    ],
)
def test_a_mark_that_cannot_be_read_is_told(folder, place, mark, message):
    kept = put(folder, b"kept", place)
    write_at(place, **{MARK: mark})
    with Journal(folder) as journal, pytest.raises(StorageError, match=message):
        Store(journal)
    remove_mark(place)
    assert get(folder, kept) == b"kept"


def test_a_store_that_was_emptied_is_gone_and_not_begun_anew(folder, place):
    kept = put(folder, b"bought", place)
    files, root = fsspec.core.url_to_fs(place)
    held = files_at(place)
    files.rm(root, recursive=True)
    with Journal(folder) as journal:
        with pytest.raises(StorageError, match="is gone"):
            Store(journal)
        with pytest.raises(StorageError, match="is gone"):
            StoreReader(journal).get(kept)
        assert journal.known([kept]) == {kept}
    for name, data in held.items():
        files.makedirs(name.rsplit("/", 1)[0], exist_ok=True)
        files.pipe_file(name, data)
    assert get(folder, kept) == b"bought"


def test_a_disk_that_is_freshly_mounted_counts_as_empty(folder, tmp_path):
    (tmp_path / "disk" / "lost+found").mkdir(parents=True)
    put(folder, b"kept", str(tmp_path / "disk"))
    assert get(folder, digest(b"kept")) == b"kept"
