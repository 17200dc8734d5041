"""Examples are quoted: zsh takes brackets, stars and question marks for patterns."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from places import ROOT

EXPANDED = set("[]{}()<>*?$&|;~!#`\\")
SETTING = re.compile(
    r"--set[ =]+(\"[^\"]*\"|'[^']*'|\S+)|(?:such as|[Ww]rite|[Gg]ive|like) ([a-z_.]+=\S*)"
)
"""What follows ``--set``, or a list or mapping that is given by itself."""


def settings(text: str) -> Iterator[str]:
    """Yield the values that examples of `--set` show without quotes."""
    for found in SETTING.finditer(text):
        word = (found[1] or found[2]).rstrip(".,:)`")
        if word[:1] not in "\"'":
            yield word


def unquoted(text: str) -> list[str]:
    return [word for word in settings(text) if EXPANDED & set(word.replace("...", ""))]


def pages() -> list[Path]:
    skipped = {"node_modules", ".venv", "build"}
    found = [*ROOT.glob("*.md"), *ROOT.glob("*/README.md"), *ROOT.glob("plugins/*/README.md")]
    found += [*ROOT.glob("docs/**/*.md"), *ROOT.glob("changes/*.md"), *ROOT.glob("examples/**/*")]
    return [path for path in found if path.is_file() and not skipped & set(path.parts)]


def commands_of(page: str) -> Iterator[str]:
    """Yield the lines of a page that a person would paste, and the code within its prose."""
    for block in re.findall(
        r"^ *```(?:console|bash|sh|text|shell)\n(.*?)^ *```", page, re.M | re.S
    ):
        yield from (line for line in block.splitlines() if "moviellm" in line or "--set" in line)
    prose = re.sub(r"^ *```.*?^ *```", "", page, flags=re.M | re.S)
    yield from re.findall(r"`([^`\n]*(?:--set|moviellm )[^`\n]*)`", prose)


def test_examples_in_docs_are_quoted():
    faults = {
        str(path.relative_to(ROOT)): found
        for path in pages()
        for found in [[w for line in commands_of(path.read_text()) for w in unquoted(line)]]
        if found
    }
    assert faults == {}


def sources() -> list[Path]:
    places = [ROOT / "core", *ROOT.glob("moviellm_plugins_*/src"), *ROOT.glob("plugins/*/src")]
    return [path for place in places for path in place.rglob("*.py")]


def test_examples_in_messages_and_help_are_quoted():
    """Whatever is text in a program may reach a person."""
    faults = {}
    for path in sources():
        text = path.read_text()
        if "--set" not in text and "=[" not in text:
            continue
        words = [
            word
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
            for word in unquoted(node.value)
        ]
        if words:
            faults[str(path.relative_to(ROOT))] = words
    assert faults == {}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("moviellm run a.yaml --set painter.size=[512,512]", ["painter.size=[512,512]"]),
        ("moviellm run a.yaml --set 'painter.size=[512,512]' --set films.seed=1", []),
        ('--set "formats=[srt, ass]"', []),
        ("such as size=[96,64].", ["size=[96,64]"]),
        ("such as 'size=[96,64]'.", []),
        ("--set films.themes=a*", ["films.themes=a*"]),
    ],
)
def test_this_finds_what_a_shell_would_change(line, words):
    assert unquoted(line) == words
