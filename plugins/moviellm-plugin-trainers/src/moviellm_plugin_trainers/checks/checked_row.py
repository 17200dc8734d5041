"""A row as rules see it: who says what, and which media it points to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from moviellm_plugin_trainers.checks.findings import Complaint
from moviellm_plugin_trainers.checks.media_probe import MediaProbe


@dataclass(frozen=True, slots=True)
class Dialect:
    """Where a format has what.

    Attributes:
        turns: The field of the turns.
        role: The field of a turn that says who speaks.
        text: The field of a turn that has what is said.
        user: Who asks.
        assistant: Who answers.
        media: The field of the video, the images or the features.
        system: Who may speak before all; None when the loader wants nobody there.
        addresses: Whether the loader fetches media from ``http(s)://``; they are not looked at.
    """

    turns: str = "conversations"
    role: str = "from"
    text: str = "value"
    user: str = "human"
    assistant: str = "gpt"
    media: str = "video"
    system: str | None = None
    addresses: bool = False


class Turn(NamedTuple):
    """Who says what."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """One row.

    Attributes:
        row: The row.
        dialect: Where it has what.
        root: The folder that the paths of its media are relative to.
        probe: Probes files, each once.
        moves: Whether absolute paths may be those of where an export will stand.
    """

    row: Mapping[str, Any]
    dialect: Dialect
    root: Path
    probe: MediaProbe
    moves: bool = False

    def turns(self) -> list[Turn]:
        """The turns that have the shape of one, without what the system says before them."""
        said = self.row.get(self.dialect.turns)
        turns = [
            Turn(one[self.dialect.role], one[self.dialect.text])
            for one in (said if isinstance(said, list) else ())
            if is_turn(one, self.dialect)
        ]
        return turns[1:] if turns and turns[0].role == self.dialect.system else turns

    def is_about_a_video(self) -> bool:
        """Whether the row has media of the format, or a sign for it and no picture."""
        if self.dialect.media in self.row or "captions" in self.row:
            return True
        signed = any("<video>" in turn.text or "<image>" in turn.text for turn in self.turns())
        return signed and not {"image", "images"} & self.row.keys()

    def asked(self) -> list[str]:
        """What the user says, turn by turn."""
        return [turn.text for turn in self.turns() if turn.role == self.dialect.user]

    def media(self) -> list[str]:
        """The paths of its media as they are written."""
        found = self.row.get(self.dialect.media)
        listed = found if isinstance(found, list) else [found]
        return [path for path in listed if isinstance(path, str) and path]

    def paths(self) -> Iterator[tuple[str, Path]]:
        """Yield each path as it is written and as it is opened; addresses are left out."""
        for name in self.media():
            if self.dialect.addresses and name.startswith(("http://", "https://")):
                continue
            path = self.root / name
            if self.moves and name.startswith("/") and not self.probe.kind(path):
                tails = (self.root.joinpath(*path.parts[at:]) for at in range(1, len(path.parts)))
                path = next((tail for tail in tails if self.probe.kind(tail)), path)
            yield name, path


Rule = Callable[[CheckedRow], Iterator[Complaint]]
"""Says what is wrong with a row. Its name is the rule's; its docstring has the rule's source."""


def is_turn(one: Any, dialect: Dialect) -> bool:
    """Whether this is an object with a speaker and a text."""
    return (
        isinstance(one, dict)
        and isinstance(one.get(dialect.role), str)
        and isinstance(one.get(dialect.text), str)
    )


def name_of(rule: Callable[..., Any]) -> str:
    """Return a rule's name as it is printed."""
    return rule.__name__.replace("_", "-")
