"""Commands that plugins add (entry-point group ``moviellm.commands``).

For ``--help`` their names and summaries are read straight from the metadata files on ``sys.path``:
importing `importlib.metadata` would make the help half as slow again. A command that is called is
looked up by `moviellm.plugins` like any other plugin.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from typing import NamedTuple

import click

from moviellm.errors import PluginError

_SECTION = "[moviellm.commands]"


class Added(NamedTuple):
    """A command that a plugin adds.

    Attributes:
        target: ``module:function``, as its entry point says.
        folder: The metadata folder of its distribution.
        alone: Whether no other distribution claims its name.
    """

    target: str
    folder: str
    alone: bool

    def summary(self) -> str:
        """Return the first line of its help, read from its source, or what its package is."""
        if not self.alone:
            return "Two plugins claim it."
        from moviellm.cli.docstrings import first_line

        return first_line(self.target) or _summary(self.folder)


def added_commands() -> dict[str, Added]:
    """Return the commands of plugins that are not disabled, sorted by name."""
    disabled = {word.strip() for word in os.environ.get("MOVIELLM_DISABLED_PLUGINS", "").split(",")}
    disabled_distributions = {_normalized(word) for word in disabled if word}
    found: dict[str, Added] = {}
    for distribution, folder in _distributions():
        for name, target in _commands(folder):
            hidden = {name, f"commands:{name}"} & disabled
            if hidden or distribution in disabled_distributions:
                continue
            found[name] = Added(target, folder, alone=name not in found)
    return dict(sorted(found.items()))


def import_added(name: str) -> click.Command:
    """Import and return the command that a plugin adds.

    Raises:
        PluginError: It is broken, or two distributions claim it.
    """
    from moviellm.plugins import load_command

    found = load_command(name)
    if not isinstance(found, click.Command):
        raise PluginError(
            f"The command `{name}` is broken: its entry point names a {type(found).__name__}.",
            hint="It must name a click command; tell its authors.",
        )
    return found


def _distributions() -> Iterator[tuple[str, str]]:
    """Yield normalised name and metadata folder of each distribution, the first of a name."""
    seen: set[str] = set()
    for place in dict.fromkeys(path or os.curdir for path in sys.path):
        try:
            names = sorted(os.listdir(place))  # noqa: PTH208 - pathlib costs more than the listing
        except OSError:
            continue
        for folder in names:
            stem, dot, kind = folder.rpartition(".")
            if not dot or kind not in ("dist-info", "egg-info"):
                continue
            name = _normalized(stem.partition("-")[0])
            if name not in seen:
                seen.add(name)
                yield name, f"{place}/{folder}"


def _commands(folder: str) -> Iterator[tuple[str, str]]:
    text = _read(f"{folder}/entry_points.txt")
    if _SECTION not in text:
        return
    lines = text.partition(_SECTION)[2].splitlines()
    for line in lines[1:]:
        if line.lstrip().startswith("["):
            return
        name, equals, target = line.partition("=")
        if equals and not name.lstrip().startswith(("#", ";")):
            yield name.strip(), target.strip()


def _summary(folder: str) -> str:
    head = (_read(f"{folder}/METADATA") or _read(f"{folder}/PKG-INFO")).partition("\n\n")[0]
    for line in head.splitlines():
        if line.startswith("Summary: "):
            return line.removeprefix("Summary: ").strip()
    return ""


def _read(path: str) -> str:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:  # noqa: PTH123 - see above
            return file.read()
    except OSError:
        return ""


def _normalized(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()
