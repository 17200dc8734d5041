from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from moviellm import DamageError, StorageError
from moviellm.manifest import MANIFEST, ManifestRow, check_manifest, read_manifest, write_manifest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An export of four files whose order differs by folder and by path."""
    for name in ("b/two.txt", "a/one.txt", "a-b/three.txt", "z.txt"):
        path = tmp_path / "out" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    write_manifest(tmp_path / "out")
    return tmp_path / "out"


def test_rows_are_in_the_order_of_their_paths_with_size_and_hash(folder: Path) -> None:
    rows = read_manifest(folder)
    assert [row.path for row in rows] == sorted(row.path for row in rows)
    assert rows[-1] == ManifestRow("z.txt", 5, hashlib.sha256(b"z.txt").hexdigest())


def test_it_is_json_with_sorted_keys_and_totals(folder: Path) -> None:
    text = (folder / MANIFEST).read_text()
    found = json.loads(text)
    assert list(found) == sorted(found)
    assert (found["total_files"], found["total_bytes"]) == (4, 9 + 9 + 13 + 5)
    assert found["synthetic"] is True
    assert text.count("\n") == 4 + 2


def test_an_empty_folder_has_a_manifest_too(tmp_path: Path) -> None:
    write_manifest(tmp_path)
    assert read_manifest(tmp_path) == []
    assert check_manifest(tmp_path) == []


def test_a_whole_export_has_no_problems(folder: Path) -> None:
    assert check_manifest(folder) == []


def test_every_kind_of_damage_is_told(folder: Path) -> None:
    (folder / "a/one.txt").write_text("b/one.txt")
    (folder / "b/two.txt").unlink()
    (folder / "z.txt").write_text("longer than before")
    (folder / "new.txt").write_text("new")
    assert check_manifest(folder) == [
        "a/one.txt has changed: its sha256 is not the manifest's.",
        "b/two.txt is missing.",
        "new.txt is not in the manifest.",
        "z.txt has 18 bytes instead of 5.",
    ]


def test_a_known_hash_is_not_computed_again(tmp_path: Path) -> None:
    (tmp_path / "known.bin").write_bytes(b"x")
    (tmp_path / "unknown.bin").write_bytes(b"y")
    write_manifest(tmp_path, sha256_of={"known.bin": "0" * 64}.get)
    hashes = {row.path: row.sha256 for row in read_manifest(tmp_path)}
    assert hashes == {"known.bin": "0" * 64, "unknown.bin": hashlib.sha256(b"y").hexdigest()}


def test_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/etc/hostname")
    with pytest.raises(StorageError, match="neither a file nor a folder"):
        write_manifest(tmp_path)


def test_a_manifest_that_points_outside_opens_nothing(folder: Path) -> None:
    path = folder / MANIFEST
    path.write_text(path.read_text().replace('"z.txt"', '"../../z.txt"'))
    assert check_manifest(folder) == ["../../z.txt is missing.", "z.txt is not in the manifest."]


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"schema": "moviellm-manifest/1", "files": [{}]}', "\udcff"]
)
def test_what_is_no_manifest_is_damage(tmp_path: Path, text: str) -> None:
    (tmp_path / MANIFEST).write_bytes(text.encode(errors="surrogateescape"))
    with pytest.raises(DamageError, match="is not a manifest"):
        read_manifest(tmp_path)


def test_a_cut_manifest_is_damage(folder: Path) -> None:
    path = folder / MANIFEST
    found = json.loads(path.read_text())
    found["files"].pop()
    path.write_text(json.dumps(found))
    assert check_manifest(folder) == [
        f"{path} is not a manifest: its totals are not those of its files."
    ]


def test_a_missing_manifest_is_told(tmp_path: Path) -> None:
    assert check_manifest(tmp_path) == [f"{tmp_path} has no MANIFEST.json."]
