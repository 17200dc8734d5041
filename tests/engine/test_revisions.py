"""Files that options name belong to the keys: a changed one does not pass for the old one."""

from __future__ import annotations

import shutil

import pytest
import yaml
from moviellm import InputError
from moviellm.engine.journal.writer import JournalReader
from moviellm.engine.run_lock import RUN_LOCK_FILE


@pytest.fixture
def paint(produce, tmp_path):
    """Run the painter `tinted` with the file ``tint``, and return how often it painted."""

    def painted(file):
        log = tmp_path / "log"
        log.write_text("")
        produce(painter={"use": "tinted", "file": str(file), "log": str(log)})
        return len(log.read_text().splitlines())

    return painted


def test_a_changed_file_is_painted_with_anew(paint, tmp_path):
    tint = tmp_path / "tint"
    tint.write_text("100")
    first = paint(tint)
    assert first > 0
    assert paint(tint) == 0
    tint.write_text("101")
    assert paint(tint) == first


def test_the_same_file_elsewhere_paints_nothing_anew(paint, tmp_path):
    tint = tmp_path / "tint"
    tint.write_text("100")
    paint(tint)
    assert paint(shutil.copy(tint, tmp_path / "moved")) == 0


def test_a_missing_file_ends_the_run_before_anything_is_made(paint, tmp_path, folder):
    with pytest.raises(InputError, match="is not there"):
        paint(tmp_path / "nowhere")


def test_what_a_component_worked_with_is_recorded_beside_what_it_made(paint, tmp_path, folder):
    tint = tmp_path / "tint"
    tint.write_text("100")
    paint(tint)
    with JournalReader(folder) as journal:
        makers = {maker.component: maker.facts for maker in journal.makers().values()}
    assert makers["tinted"]["brush"] == "wide"
    assert makers["tinted"]["distribution"] == "moviellm-engine-cast"
    assert "brush" not in makers["tale"]


def test_the_lock_file_tells_the_revision(paint, tmp_path, folder):
    tint = tmp_path / "tint"
    tint.write_text("100")
    paint(tint)
    lock = yaml.safe_load((folder / RUN_LOCK_FILE).read_text())
    assert lock["revisions"] == {"painter:tinted": "100"}
