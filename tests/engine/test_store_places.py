"""Where a store may be: in the run's folder, in another one, or at an address."""

from pathlib import Path

import fsspec
import pytest
from moviellm import InputError, StorageError
from moviellm.engine.journal.records import Maker, StepRow
from moviellm.engine.journal.writer import Journal
from moviellm.engine.keys import digest
from moviellm.engine.store.remote_packs import open_packs
from moviellm.engine.store.store import Store


def test_the_place_of_a_store_is_remembered_and_cannot_be_changed(folder, tmp_path):
    with Journal(folder) as journal:
        kept = Store(journal, tmp_path / "elsewhere").put(b"kept")
    with Journal(folder) as journal:
        assert Store(journal).get(kept) == b"kept"
        assert Store(journal, tmp_path / "elsewhere").get(kept) == b"kept"
        with pytest.raises(InputError, match="The store of this run is"):
            Store(journal, tmp_path / "third")


def test_a_run_folder_can_be_moved(folder):
    with Journal(folder) as journal:
        kept = Store(journal).put(b"kept")
    folder.rename(folder.with_name("moved"))
    with Journal(folder.with_name("moved")) as journal:
        assert Store(journal).get(kept) == b"kept"


@pytest.mark.parametrize("kind", ["memory", "local"])
def test_a_store_at_an_fsspec_address_keeps_the_same_promises(kind, folder, tmp_path):
    where = f"memory://{tmp_path.name}" if kind == "memory" else f"local://{tmp_path}/far"
    with Journal(folder) as journal:
        store = Store(journal, where)
        digests = store.put_many([b"", b"a" * 1000, b"b" * 1000])
        maker = journal.maker(Maker(stage="painter", component="papercut"))
        step = StepRow(key=digest(b"step"), maker=maker, film="f1", outputs=(digests[1],))
        journal.record(steps=[step])
        store.pack([b"orphan"])
    with Journal(folder) as journal:
        store = Store(journal)
        assert [store.get(one) for one in digests] == [b"", b"a" * 1000, b"b" * 1000]
        assert store.packs.names() == list(journal.packs())
        assert store.clean() > 1000
        assert store.get(digests[1]) == b"a" * 1000
        files = fsspec.core.url_to_fs(where)
        path = f"{files[1]}/packs/{journal.place(digests[1]).pack}"
        files[0].pipe_file(path, files[0].cat_file(path).replace(b"aaa", b"aba", 1))
        assert store.verify() == [digests[1]]


def test_a_pack_whose_upload_fails_is_never_seen(folder, tmp_path, monkeypatch):
    packs = open_packs(f"memory://{tmp_path.name}")

    def half(source: str, target: str) -> None:
        packs._fs.pipe_file(target, Path(source).read_bytes()[:50])
        raise ConnectionResetError("the line went dead")

    monkeypatch.setattr(packs._fs, "put_file", half)
    with pytest.raises(StorageError, match="the line went dead"):
        packs.write([b"x" * 1000])
    assert packs.names() == []
    assert packs._fs.ls(packs._drafts) == []
    monkeypatch.setattr(packs, "_whole", True)
    monkeypatch.setattr(
        packs._fs,
        "put_file",
        lambda source, target: packs._fs.pipe_file(target, Path(source).read_bytes()[:50]),
    )
    packs._fs.makedirs(packs._packs, exist_ok=True)
    with pytest.raises(StorageError, match="with 50 of"):
        packs.write([b"x" * 1000])
    assert packs.names() == []


@pytest.mark.parametrize("where", ["sftp://me:secret@host/runs", "nosuchprotocol://x/y"])
def test_an_address_that_cannot_serve_is_refused(where):
    with pytest.raises(InputError) as caught:
        open_packs(where)
    assert "secret" not in str(caught.value)
