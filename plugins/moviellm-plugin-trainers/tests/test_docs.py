"""The reference tells every wording, every checker and every exporter there is."""

from __future__ import annotations

from pathlib import Path

from moviellm_plugin_trainers.checkers import CHECKERS
from moviellm_plugin_trainers.rows.instructions import wordings
from places import DOCS
from trainer_exports import NAMES

REFERENCE = DOCS / "reference"


def texts(value):
    if isinstance(value, str):
        return [value]
    return [
        text
        for one in (value.values() if isinstance(value, dict) else value)
        for text in texts(one)
    ]


def test_every_wording_is_on_the_page_of_instructions():
    page = (REFERENCE / "instructions.md").read_text(encoding="utf-8")
    missing = [text for text in texts(wordings()) if text.replace("\n", " ⏎ ") not in page]
    assert missing == []


def test_every_exporter_and_checker_is_on_the_page_of_trainers():
    page = (REFERENCE / "trainers.md").read_text(encoding="utf-8")
    assert [name for name in (*NAMES, *CHECKERS) if f"| `{name}` |" not in page] == []


def test_pins_on_the_page_are_those_of_the_tests():
    page = (REFERENCE / "trainers.md").read_text(encoding="utf-8")
    tests = Path(__file__).with_name("test_loaders.py").read_text(encoding="utf-8")
    for name, version in (("ms-swift", "4.6.0"), ("llamafactory", "0.9.5"), ("trl", "1.16.0")):
        assert f"{name} {version}" in page
        assert f'"{name}=={version}"' in tests
