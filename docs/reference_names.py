"""The public names: of the core by module, and those that distributions offer to others.

This is the one list of what a plugin may import. The reference and the glossary are printed from
it, and tests hold every import and every name of the repository against it.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from reference_words import cell, documented_constants, first_paragraph, shown, table

PUBLIC_MODULES = (
    "moviellm",
    "moviellm.exporting",
    "moviellm.film",
    "moviellm.film.verbs",
    "moviellm.film.viewers",
    "moviellm.film.questions",
    "moviellm.film.captioning",
    "moviellm.film.staging",
    "moviellm.film.formats",
    "moviellm.film.likeness",
    "moviellm.manifest",
    "moviellm.marking",
    "moviellm.motion",
    "moviellm.pages",
    "moviellm.run_reports",
    "moviellm.runs",
    "moviellm.testing",
)
"""What plugins may import of the core: the names that `__all__` of these modules lists."""

FACES = (
    "moviellm_plugin_video",
    "moviellm_plugin_voices",
    "moviellm_plugin_webdataset",
    "moviellm_plugins_sd",
)
"""The distributions that others build on, which may import their `__all__` alone."""

_CONSTANTS = {
    "END": "The event that stands for the end of the film, where a program asks for one.",
    "GONE": "The location of a prop that is nowhere in the story.",
    "SHAPES": "The named shapes: `short`, `medium`, `paper`.",
    "START": "The event that stands for the opening, where a program asks for one.",
    "hookimpl": "Marks a method that answers a hook; `@hookimpl(wrapper=True)` wraps it.",
}


def public(module: str) -> str:
    """Return the public names of a module of the core, each with what it is."""
    names = sorted(import_module(module).__all__)
    return table(
        ("name", "what it is"), ((f"`{name}`", meaning(module, name) or " ") for name in names)
    )


def face(distribution: str) -> str:
    """Return the public names of a distribution, read without importing what they need."""
    package = import_module(distribution)
    folder = Path(package.__path__[0])
    rows = (
        (f"`{name}`", _written(folder / f"{package._HOME[name].replace('.', '/')}.py", name))
        for name in sorted(package.__all__)
    )
    return table(("name", "what it is"), rows)


def glossary() -> str:
    """Return every public name of the core, where it is imported from, and what it is."""
    modules: dict[str, list[str]] = {}
    for module in PUBLIC_MODULES:
        for name in import_module(module).__all__:
            modules.setdefault(name, []).append(module)
    rows = (
        (f"`{name}`", ", ".join(f"`{home}`" for home in homes), meaning(homes[0], name))
        for name, homes in sorted(modules.items(), key=lambda row: (row[0].lower(), row[0]))
    )
    return table(("name", "import it from", "what it is"), rows)


def meaning(module: str, name: str) -> str:
    """Return the first words of a public name's documentation; empty where it has none."""
    package = import_module(module)
    found = getattr(package, name)
    if inspect.isclass(found) or inspect.isfunction(found) or inspect.ismodule(found):
        return first_paragraph(found)
    for file in _files(package):
        if said := documented_constants(file).get(name):
            return cell(said.partition("\n\n")[0])
    return _CONSTANTS.get(name) or shown(found)


def _files(package: Any) -> Iterator[Path]:
    """The files that may define a name of a module, in a fixed order."""
    file = Path(package.__file__)
    if file.name != "__init__.py":
        yield file
    else:
        # moviellm itself shows names of its own files; its packages show theirs
        yield from sorted(
            file.parent.glob("*.py")
            if package.__name__ == "moviellm"
            else file.parent.rglob("*.py")
        )


def _written(file: Path, name: str) -> str:
    """What the source says of a name that it defines."""
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and node.name == name:
            return cell((ast.get_docstring(node) or "").partition("\n\n")[0])
    return cell(documented_constants(file).get(name, "").partition("\n\n")[0])
