"""Every hook is a heading with its exact signature, and somebody answers it."""

from __future__ import annotations

import ast
import inspect
from importlib import import_module
from importlib.metadata import entry_points

import pytest
import reference_tables as tables
from moviellm import STAGES, hookspecs
from moviellm.testing import fakes_installed
from places import CAST

HOOKS = tables.hook_names()


def test_hooks_are_found():
    assert len(HOOKS) >= 12
    assert all(inspect.isfunction(getattr(hookspecs, name)) for name in HOOKS)


@pytest.mark.parametrize("name", HOOKS)
def test_each_hook_is_a_heading_with_its_exact_signature(page, name):
    parameters = str(inspect.signature(getattr(hookspecs, name))).replace("'", "")
    assert f"`{name}{parameters}`" in page("docs/reference/hooks.md").headings()


@pytest.fixture(scope="module")
def answered() -> set[str]:
    found: set[str] = set()
    with fakes_installed():
        for stage in STAGES:
            for entry in entry_points(group=f"moviellm.{stage}"):
                module, _, name = entry.load().implementation.partition(":")
                found |= hooks_of(getattr(import_module(module), name))
    return found


def hooks_of(implementation: type) -> set[str]:
    marked = inspect.getmembers(implementation, lambda member: hasattr(member, "moviellm_impl"))
    return {name for name, _ in marked}


@pytest.mark.parametrize("name", [name for name in HOOKS if name != "moviellm_estimate"])
def test_each_hook_is_answered_by_the_studio_or_a_fake(answered, name):
    assert name in answered


def test_the_estimate_is_answered_by_the_cast_of_the_engine_s_tests():
    source = CAST / "moviellm_engine_cast" / "impl.py"
    names = {
        node.name
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    }
    assert "moviellm_estimate" in names
