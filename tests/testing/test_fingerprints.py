"""A changed output without a higher `output_version` is noticed, whoever looks."""

from __future__ import annotations

import importlib.metadata
import json

import pytest
from moviellm.testing import ContractBroken, examine, plugins_installed
from moviellm.testing.conformance.findings import NotApplicable
from moviellm.testing.runner.fingerprints import Fingerprint, compare, record
from moviellm.testing.runner.made_with import made_with

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
    assert "Raise `output_version`" in changed.fix
    assert not examination.passed

    assert dots(2, "Two.", record=True)[1].outcome == "passed"
    assert "went back from 2 to 1" in dots(1, "Two.")[1].what


@pytest.mark.slow
def test_recording_does_not_hide_a_change(dots, tmp_path):
    dots(1, "One.", record=True)
    file = tmp_path / "moviellm-fingerprints.json"
    before = file.read_text()
    examination, changed = dots(1, "Two.", record=True)
    assert changed.outcome == "broken"
    assert examination.recorded is None
    assert file.read_text() == before


@pytest.mark.slow
def test_a_record_of_another_platform_is_kept_and_not_compared(dots, tmp_path):
    file = tmp_path / "elsewhere.json"
    dots(1, "One.", record=True, fingerprint_file=file)
    rows = json.loads(file.read_text())
    elsewhere = {"plan9-mips": {"digest": "00", "with": {}}}
    rows["captioner:dots"]["outputs"] = elsewhere
    file.write_text(json.dumps(rows))
    _, finding = dots(1, "One.", fingerprint_file=file)
    assert finding.outcome == "skipped"
    dots(1, "One.", record=True, fingerprint_file=file)
    outputs = json.loads(file.read_text())["captioner:dots"]["outputs"]
    assert outputs.pop("plan9-mips") == elsewhere["plan9-mips"]
    assert len(outputs) == 1


def fingerprint(output, **made_with):
    return Fingerprint(
        component="exporter:mp4", output_version=1, options={}, input="in", output=output,
        made_with=made_with,
    )  # fmt: skip


def test_an_encoder_of_another_version_may_write_other_bytes(tmp_path):
    file = tmp_path / "prints.json"
    record(file, fingerprint("aa", av="17", numpy="2"))
    compare(file, fingerprint("aa", av="18", numpy="2"))
    with pytest.raises(NotApplicable, match=r"av \(17, now 18\)"):
        compare(file, fingerprint("bb", av="18", numpy="2"))
    with pytest.raises(NotApplicable, match=r"numpy \(2, now none\)"):
        compare(file, fingerprint("bb", av="17"))
    with pytest.raises(ContractBroken, match="still 1"):
        compare(file, fingerprint("bb", av="17", numpy="2"))


def test_what_a_plugin_is_made_with_is_what_it_and_its_plugins_of_ours_require():
    versions = made_with("moviellm-plugin-trainers")
    for name in ("av", "numpy", "skia-python"):  # of the plugin for video, of the core
        assert versions[name] == importlib.metadata.version(name)
    assert not [name for name in versions if name.startswith("moviellm")]
    assert list(versions) == sorted(versions)
    assert made_with("nobody-has-this").keys() == made_with("").keys() == {"processor"}
