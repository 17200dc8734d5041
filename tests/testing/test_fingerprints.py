"""A changed output without a higher `output_version` is noticed, whoever looks."""

from __future__ import annotations

import json

import pytest
from moviellm.testing import examine, plugins_installed

PLUGIN = """
from moviellm import Component

component = Component(
    name="dots", stage="captioner", implementation="dots_impl:Dots", summary="Dots.",
    output_version={version},
)
"""
IMPL = """
from moviellm import hookimpl
from moviellm.film import Annotations, Caption

class Dots:
    @hookimpl
    def moviellm_caption(self, film, context):
        caption = Caption(
            id="k1", level="film", target=film.id, start_ms=0, end_ms=1_000, text="{text}"
        )
        return Annotations(film=film.id, captions=(caption,), questions=())
"""


@pytest.fixture
def dots(tmp_path, monkeypatch):
    """Check the plugin as it is at some version with some text; return its finding."""
    monkeypatch.syspath_prepend(str(tmp_path))

    def check(version, text, **more):
        (tmp_path / "dots_plugin.py").write_text(PLUGIN.format(version=version))
        (tmp_path / "dots_impl.py").write_text(IMPL.format(text=text))
        with plugins_installed({"captioner": {"dots": "dots_plugin:component"}}):
            examination = examine("captioner", "dots", **more)
        return examination, examination.finding("output version")

    return check


def test_a_changed_output_at_the_same_version_is_broken_until_the_version_rises(dots, tmp_path):
    recorded, _ = dots(1, "One.", record=True)
    assert recorded.recorded == tmp_path / "moviellm-fingerprints.json"
    assert dots(1, "One.")[1].outcome == "passed"

    examination, changed = dots(1, "Two.")
    assert changed.outcome == "broken"
    assert "`output_version` is still 1" in changed.what
    assert "Raise `output_version`" in changed.mend
    assert not examination.passed

    assert dots(2, "Two.", record=True)[1].outcome == "passed"
    assert "went back from 2 to 1" in dots(1, "Two.")[1].what


def test_recording_does_not_hide_a_change(dots, tmp_path):
    dots(1, "One.", record=True)
    file = tmp_path / "moviellm-fingerprints.json"
    before = file.read_text()
    examination, changed = dots(1, "Two.", record=True)
    assert changed.outcome == "broken"
    assert examination.recorded is None
    assert file.read_text() == before


def test_a_record_of_another_platform_is_kept_and_not_compared(dots, tmp_path):
    file = tmp_path / "elsewhere.json"
    dots(1, "One.", record=True, fingerprint_file=file)
    rows = json.loads(file.read_text())
    rows["captioner:dots"]["outputs"] = {"plan9-mips": "00"}
    file.write_text(json.dumps(rows))
    _, finding = dots(1, "One.", fingerprint_file=file)
    assert finding.outcome == "skipped"
    dots(1, "One.", record=True, fingerprint_file=file)
    outputs = json.loads(file.read_text())["captioner:dots"]["outputs"]
    assert outputs.pop("plan9-mips") == "00"
    assert len(outputs) == 1
