"""The picture of the house: the core's packages and their rooms, derived from their imports.

A room stands above all that it imports, so an arrow never points up; a circle has no picture and
is refused.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from textwrap import shorten

import moviellm

CORE = Path(moviellm.__file__).parent
_ROOMS_OF = ("testing", "engine", "film")
"""Packages that are laid out in rooms of their own, from the top of the house down."""
_WIDTH = 96


def house() -> str:
    """Return the picture: the floors of the core, then the rooms of each large package."""
    pictures = [_picture("moviellm", _neighbours(CORE))]
    pictures += [_picture(name, _neighbours(CORE / name)) for name in _ROOMS_OF]
    return "```text\n" + "\n\n".join(pictures) + "\n```"


def floors(imports: Mapping[str, set[str]]) -> list[list[str]]:
    """Divide rooms into floors, the highest first: each stands just above what it imports.

    Raises:
        ValueError: Rooms import each other in a circle.
    """
    left = dict(imports)
    found: list[list[str]] = []
    while left:
        lowest = sorted(name for name, used in left.items() if not used & left.keys())
        if not lowest:
            raise ValueError(f"these import each other: {', '.join(sorted(left))}")
        found.append(lowest)
        for name in lowest:
            del left[name]
    return found[::-1]


def _picture(title: str, imports: Mapping[str, set[str]]) -> str:
    arrows = sum(map(len, imports.values()))
    lines = [f"{title}: {len(imports)} rooms, {arrows} arrows, all of them down"]
    for floor in floors(imports):
        lines.append("  " + "-" * _WIDTH)
        lines += [f"  {name:<12} {_says(title, name)}" for name in floor]
    return "\n".join(lines)


def _says(package: str, name: str) -> str:
    folder = CORE if package == "moviellm" else CORE / package
    path = folder / name / "__init__.py"
    text = (path if path.exists() else folder / f"{name}.py").read_text(encoding="utf-8")
    said = (ast.get_docstring(ast.parse(text)) or "").split("\n")[0].split(". ")[0].rstrip(".")
    said = said.replace("``", "").removeprefix(f"{name.capitalize()}: ")
    return shorten(said, _WIDTH - 14, placeholder=" ...")


def _neighbours(folder: Path) -> dict[str, set[str]]:
    """Which rooms of a folder import which others of it."""
    rooms = {path.stem for path in folder.glob("*.py")} - {"__init__", "__main__"}
    rooms |= {path.parent.name for path in folder.glob("*/__init__.py")}
    found: dict[str, set[str]] = {room: set() for room in rooms}
    package = ".".join((CORE.name, *folder.relative_to(CORE).parts))
    for room in rooms:
        paths = (
            (folder / room).rglob("*.py") if (folder / room).is_dir() else [folder / f"{room}.py"]
        )
        for path in paths:
            for name in _imported(path):
                if name.startswith(f"{package}."):
                    found[room].add(name.removeprefix(f"{package}.").partition(".")[0])
        found[room] = (found[room] & rooms) - {room}
    return found


@cache
def _imported(path: Path) -> frozenset[str]:
    return frozenset(_imports_of(path))


def _imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                yield _homes().get(alias.name, alias.name) if node.module == "moviellm" else ""
                yield f"{node.module}.{alias.name}"


@cache
def _homes() -> dict[str, str]:
    """Where the names of `moviellm` are defined, which its face imports on use."""
    return {name: f"{home}.{name}" for name, home in moviellm._HOME.items()}
