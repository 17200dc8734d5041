"""What distributions import of each other, and that a public name means one thing everywhere."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from reference_names import FACES, PUBLIC_MODULES, meaning

ROOT = Path(__file__).parents[2]
CORE = ROOT / "core" / "moviellm"
STUDIO = CORE / "studio"
DISTRIBUTIONS = {
    folder.name: folder
    for pattern in ("plugins/*/src/*", "moviellm_plugins_*/src/*")
    for folder in sorted(ROOT.glob(pattern))
    if (folder / "__init__.py").is_file()
}
"""The package of every distribution beside the core."""

BUILDERS = {"moviellm.studio": STUDIO, **DISTRIBUTIONS}
"""All that may build on public names only: the studio imports what a third party may."""

PUBLIC = {name for module in PUBLIC_MODULES for name in import_module(module).__all__}

MEAN_TWO_THINGS = {"Chapter", "View", "Wording", "beliefs"}
"""Names that decide an output: three stand in the schemas that language models are asked to fill,
and another one would buy the answers of earlier runs again; that of a draft of questions decides
when its kind has its turn."""

REFERENCE = re.compile(r"(moviellm\w*(?:\.\w+)*):(\w+)")


def imports(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Modules and names that a file imports, or names in a string as `module:name`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((node.module, alias.name) for alias in node.names)
        elif isinstance(node, ast.Constant) and (found := REFERENCE.fullmatch(str(node.value))):
            yield found[1], found[2]


def is_public(module: str, name: str) -> bool:
    """Whether somebody else's module offers a name."""
    return module in (*PUBLIC_MODULES, *FACES) and name in import_module(module).__all__


def parsed(folder: Path) -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(folder.rglob("*.py")):
        if "scaffold" not in path.parts:
            yield path, ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("own", BUILDERS)
def test_a_distribution_imports_faces_only(own):
    foreign = {
        (str(path.relative_to(BUILDERS[own])), module, name)
        for path, tree in parsed(BUILDERS[own])
        for module, name in imports(tree)
        if module.split(".")[0].startswith("moviellm") and not f"{module}.".startswith(f"{own}.")
    }
    assert [found for found in sorted(foreign) if not is_public(*found[1:])] == []


def test_whoever_builds_on_others_is_looked_at():
    assert len(DISTRIBUTIONS) >= 10
    assert {"moviellm_plugin_video", "moviellm_plugins_sd", "moviellm_plugins_gpt"} <= {
        *DISTRIBUTIONS
    }


@pytest.mark.parametrize("distribution", FACES)
def test_a_face_lists_what_its_modules_define(distribution):
    package, folder = import_module(distribution), DISTRIBUTIONS[distribution]
    homes = {(name, f"{place.replace('.', '/')}.py") for name, place in package._HOME.items()}
    there = {(name, str((ROOT / file).relative_to(folder))) for name, file, _ in defined(folder)}
    assert homes <= there
    assert sorted(package.__all__) == sorted(package._HOME)
    with pytest.raises(AttributeError, match="has no attribute 'nonsense'"):
        _ = package.nonsense


@pytest.mark.parametrize("distribution", FACES)
def test_importing_a_face_costs_next_to_nothing(distribution):
    code = f"import sys, {distribution}\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert not {"PIL", "av", "diffusers", "numpy", "pydantic", "torch"} & set(done.stdout.split())


@cache
def defined(folder: Path) -> list[tuple[str, str, bool]]:
    """What files of a folder define: its name, its file, and whether it is a class."""
    found = []
    for path, tree in parsed(folder):
        for node in tree.body:
            file = str(path.relative_to(ROOT))
            if isinstance(node, ast.ClassDef):
                found.append((node.name, file, True))
            elif isinstance(node, ast.Assign) and not is_type_variable(node.value):
                names = [target.id for target in node.targets if isinstance(target, ast.Name)]
                found += [(name, file, False) for name in names]
            elif isinstance(node, ast.FunctionDef) and not node.decorator_list:  # no command
                found.append((node.name, file, False))
    return found


def is_type_variable(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and getattr(value.func, "id", "") == "TypeVar"


def test_a_class_or_a_public_type_of_the_core_is_defined_once():
    places = defaultdict(set)
    for name, file, is_class in defined(CORE):
        if not name.startswith("_") and (is_class or name in PUBLIC):
            places[name].add(file)
    twice = {name: sorted(files) for name, files in places.items() if len(files) > 1}
    assert {name: files for name, files in twice.items() if name not in MEAN_TWO_THINGS} == {}


def test_a_public_name_is_one_thing_in_every_module():
    things = defaultdict(set)
    for module in PUBLIC_MODULES:
        for name in import_module(module).__all__:
            things[name].add(id(getattr(import_module(module), name)))
    twice = {name for name, found in things.items() if len(found) > 1}
    assert twice - MEAN_TWO_THINGS == set()


@pytest.mark.parametrize("own", DISTRIBUTIONS)
def test_a_distribution_calls_nothing_by_a_public_name_of_the_core(own):
    found = {name: file for name, file, _ in defined(DISTRIBUTIONS[own]) if name in PUBLIC}
    assert {name: file for name, file in found.items() if name not in MEAN_TWO_THINGS} == {}


def test_no_name_is_excused_that_means_one_thing():
    places = defaultdict(set)
    for folder in (CORE, *DISTRIBUTIONS.values()):
        for name, file, _ in defined(folder):
            places[name].add(file)
    assert {name for name in MEAN_TWO_THINGS if len(places[name]) < 2} == set()


def test_every_public_name_has_a_line_in_the_glossary():
    untold = {
        (module, name)
        for module in PUBLIC_MODULES
        for name in import_module(module).__all__
        if not meaning(module, name)
    }
    assert untold == set()
