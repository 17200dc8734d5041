"""Each dependency is imported by the core and explained; nothing else is imported."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
MODULES = {"pyyaml": "yaml", "scikit-learn": "sklearn", "skia-python": "skia"}


def names(requirements: list[str]) -> list[str]:
    return [re.split(r"[<>=~! \[;]", line)[0] for line in requirements]


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def dependencies() -> list[str]:
    return names(project()["dependencies"])


def extras() -> list[str]:
    return [name for extra in project()["optional-dependencies"].values() for name in names(extra)]


@cache
def imported() -> set[str]:
    found: set[str] = set()
    for file in (ROOT / "core").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                found.add(node.module.partition(".")[0])
    return found


@pytest.mark.parametrize("name", [*dependencies(), *extras()])
def test_each_dependency_is_imported_and_explained(page, name):
    assert MODULES.get(name, name) in imported()
    text = page("docs/explanation/dependencies.md").text
    assert re.search(rf"^\| `{re.escape(name)}` \|", text, re.MULTILINE)


def test_the_page_lists_nothing_else(page):
    text = page("docs/explanation/dependencies.md").text.partition("\n## ")[0]
    assert set(re.findall(r"^\| `([\w-]+)` \|", text, re.MULTILINE)) == set(dependencies())


def test_the_core_imports_nothing_that_it_does_not_declare():
    declared = {MODULES.get(name, name) for name in (*dependencies(), *extras())}
    known = declared | set(sys.stdlib_module_names) | {"moviellm"}
    optional = {
        "torch",  # the kit seeds it when a plugin under examination has imported it
        "transformers",  # a language model that `moviellm audit --model` trains
        "peft",
        "pandas",  # what a notebook asks for: data frames, and images
        "PIL",
        "hypothesis",  # strategies of the kit are drawn from by tests that have it
    }
    assert imported() - known - optional <= {"pydantic_core"}
