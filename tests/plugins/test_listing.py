"""Listing tells what is installed and what is wrong with it, and runs no plugin's code."""

from __future__ import annotations

import json

import pytest
from moviellm.plugins import list_plugins

DOTS = """
    from moviellm import Component

    component = Component(
        name="dots",
        stage="painter",
        summary="Paints dots.",
        implementation="dots_impl:Dots",
    )
"""


def only(stage, name):
    (record,) = [record for record in list_plugins(stage) if record.name == name]
    return record


def test_a_record_tells_stage_name_distribution_version_and_summary(site):
    site.install(
        "moviellm-plugin-dots",
        entries=["painter: dots = dots_plugin:component"],
        files={"dots_plugin.py": DOTS}.items(),
    )
    record = only("painter", "dots")
    assert (record.distribution, record.version) == ("moviellm-plugin-dots", "1.2.0")
    assert (record.state, record.cause, record.summary) == ("ok", "", "Paints dots.")
    assert record.title == "painter `dots` (moviellm-plugin-dots 1.2.0)"


def test_commands_are_listed_too(site):
    site.install(
        "dots",
        entries=["commands: dot = dots_plugin:command"],
        files={"dots_plugin.py": "def command(): ..."}.items(),
    )
    assert only("commands", "dot").state == "ok"
    assert "dot" in [record.name for record in list_plugins()]


def test_listing_imports_neither_plugins_nor_their_parents_nor_stevedore(site):
    trap = 'raise SystemExit("a plugin was imported")'
    site.install(
        "trap",
        entries=["painter: trap = trap_package.inner.plugin:component"],
        files=[
            ("trap_package/__init__.py", trap),
            ("trap_package/inner/__init__.py", trap),
            ("trap_package/inner/plugin.py", DOTS.replace("dots", "trap")),
        ],
    )
    printed = site.python("""
        import json, sys
        from moviellm.plugins import list_plugins
        states = {record.name: record.state for record in list_plugins()}
        heavy = ("stevedore", "pydantic", "rich", "pluggy", "numpy", "click", "yaml")
        loaded = [name for name in sys.modules if name.startswith(("trap", "moviellm.studio"))]
        print(json.dumps([states["trap"], loaded, [name for name in heavy if name in sys.modules]]))
    """)
    assert json.loads(printed) == ["ok", [], []]


def test_importing_moviellm_loads_nothing_heavy(site):
    printed = site.python("""
        import sys, moviellm
        heavy = ("stevedore", "pydantic", "rich", "pluggy", "numpy", "click", "yaml")
        print([name for name in heavy if name in sys.modules])
    """)
    assert printed.strip() == "[]"


@pytest.mark.parametrize(
    ("source", "cause"),
    [
        (None, "its module `bad_plugin` is not installed"),
        ("component = (", "SyntaxError"),
        ("a\0b", "cannot be read"),
        ("import not_there_at_all\ncomponent = 1", "it imports `not_there_at_all`"),
        ("from not_there.inner import x\ncomponent = 1", "it imports `not_there.inner`"),
        ("other = 1", "it has no `component`"),
        ("raise RuntimeError('no licence')", "line 1 raises RuntimeError('no licence')"),
        (
            DOTS.replace('"dots",', '"dots", api_version=99,', 1),
            "version 99 of the plugin contract",
        ),
        (DOTS.replace('"painter"', '"critic"'), "its stage is 'critic'"),
        (DOTS, "its name is 'dots', but its entry point says 'bad'"),
    ],
)
def test_what_is_certain_to_fail_is_told_with_its_cause(site, source, cause):
    files = [("bad_plugin.py", source)] if source is not None else []
    site.install("bad", entries=["painter: bad = bad_plugin:component"], files=files)
    record = only("painter", "bad")
    assert record.state == "broken"
    assert cause in record.cause


@pytest.mark.parametrize(
    "source",
    [
        "try:\n    import not_there_at_all\nexcept ImportError:\n    pass\ncomponent = 1",
        "def __getattr__(name): return 1",
        "from moviellm.component import *",
        "if True:\n    component = 1",
        "import os.path\nfrom . import sibling\ncomponent = 1",
        "import xml.dom as component",
    ],
)
def test_what_may_work_is_not_called_broken(site, source):
    site.install(
        "maybe",
        entries=["painter: maybe = maybe.plugin:component"],
        files={"maybe/__init__.py": "", "maybe/plugin.py": source}.items(),
    )
    assert only("painter", "maybe").state == "ok"


def test_a_module_inside_nested_namespace_packages_is_not_called_broken(site):
    site.install(
        "spaces",
        entries=["painter: spaces = lab.films.plugin:component"],
        files={"lab/films/plugin.py": "component = 1"}.items(),
    )
    assert only("painter", "spaces").state == "ok"


def test_a_malformed_entry_point_is_broken(site):
    site.install("odd", entries=["painter: odd = not a module", "painter: bare = json"])
    assert "is not `module:name`" in only("painter", "odd").cause
    assert "is not `module:name`" in only("painter", "bare").cause


@pytest.mark.parametrize(
    ("requirement", "cause"),
    [
        ("not-there-at-all>=2", "it needs not-there-at-all>=2, which is not installed"),
        ("pluggy>=99", "it needs pluggy>=99, but 1."),
        ("not-there-at-all; extra == 'gpu'", ""),
        ("not-there-at-all; python_version < '3'", ""),
        ("pluggy>=1", ""),
        ("???", ""),
    ],
)
def test_unmet_requirements_are_told(site, requirement, cause):
    site.install(
        "dots",
        entries=["painter: dots = dots_plugin:component"],
        files={"dots_plugin.py": DOTS}.items(),
        requires=[requirement],
    )
    record = only("painter", "dots")
    assert record.state == ("broken" if cause else "ok")
    assert record.cause.startswith(cause)


def test_two_distributions_with_one_name_are_both_marked(site):
    for name in ("red", "blue"):
        site.install(
            f"moviellm-plugin-{name}",
            entries=[f"painter: dots = {name}_plugin:component"],
            files={f"{name}_plugin.py": DOTS}.items(),
        )
    records = [record for record in list_plugins("painter") if record.name == "dots"]
    assert [record.state for record in records] == ["duplicate", "duplicate"]
    assert all("moviellm-plugin-red" in r.cause and "-blue" in r.cause for r in records)


@pytest.mark.parametrize(
    "disabled", ["dots", "painter:dots", "Moviellm_Plugin.Dots", " other , dots "]
)
def test_a_plugin_is_disabled_by_name_stage_or_distribution(site, monkeypatch, disabled):
    site.install("moviellm-plugin-dots", entries=["painter: dots = nowhere:component"])
    monkeypatch.setenv("MOVIELLM_DISABLED_PLUGINS", disabled)
    assert only("painter", "dots").state == "disabled"


def test_disabling_one_rival_settles_a_duplicate(site, monkeypatch):
    for name in ("red", "blue"):
        site.install(
            name,
            entries=[f"painter: dots = {name}_plugin:component"],
            files={f"{name}_plugin.py": DOTS}.items(),
        )
    monkeypatch.setenv("MOVIELLM_DISABLED_PLUGINS", "red")
    states = {r.distribution: r.state for r in list_plugins("painter") if r.name == "dots"}
    assert states == {"red": "disabled", "blue": "ok"}
