"""An export that cannot take its place leaves the old one where it stands."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from moviellm import StorageError
from moviellm.engine.store.export_folder import drafted


def test_an_old_export_stands_again_when_the_new_one_cannot_take_its_name(tmp_path, monkeypatch):
    folder, rename = tmp_path / "list", Path.rename
    folder.mkdir()
    (folder / "old.json").touch()

    def refused(path: Path, target: Path) -> Path:
        if path.name.startswith(".draft-") and Path(target) == folder:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refused)
    with (
        pytest.raises(StorageError),
        drafted(folder, "a" * 64, resumes=False) as draft,
    ):
        (draft / "new.json").touch()
    assert [path.name for path in tmp_path.iterdir()] == ["list"]
    assert [path.name for path in folder.iterdir()] == ["old.json"]
