"""The reference of commands and exit codes is what the code says."""

from __future__ import annotations

import inspect
import re
import sys
from pathlib import Path

import pytest
from moviellm import errors
from moviellm.cli import outcome

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture
def reference(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(DOCS)
    import reference_cli

    yield reference_cli
    del sys.modules["reference_cli"]


def test_the_help_of_every_command_stands_in_the_reference(reference):
    page = reference.PAGE.read_text(encoding="utf-8")
    assert sorted(reference.named(page)) == sorted(name for name, _ in reference.commands())
    assert reference.filled(page) == page, "run `python docs/reference_cli.py`"


def test_every_command_shows_an_example(reference):
    for name, command in reference.commands():
        if not hasattr(command, "commands") and not name.startswith("plugins"):
            assert f"moviellm {name}" in (command.epilog or ""), name


def test_the_exit_codes_are_those_of_the_errors():
    page = (DOCS / "reference" / "exit-codes.md").read_text(encoding="utf-8")
    listed = {
        name: int(code) for code, name in re.findall(r"^\| (\d+) \| `(\w+)` \|", page, re.MULTILINE)
    }
    raised = {
        name: kind.exit_code
        for name, kind in inspect.getmembers(errors, inspect.isclass)
        if issubclass(kind, errors.MovieLLMError)
    }
    assert listed == raised
    assert f"| {outcome.BROKEN_PIPE} |" in page
    assert f"| {outcome.INTERRUPTED} | `Cancelled` |" in page
