"""The brief: what is asked for one film."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated

from pydantic import Field

from moviellm.film.models.ids import Id, Record, unsaid

PartCount = Annotated[int, Field(ge=1, le=100)]

MAX_THEME = 20_000
"""The longest theme, in characters."""


class Shape(Record):
    """How many parts a film has on each of its three levels.

    Attributes:
        chapters: Chapters of the film.
        scenes: Scenes of each chapter.
        frames: Key frames of each scene.
    """

    chapters: PartCount
    scenes: PartCount
    frames: PartCount

    @property
    def total_scenes(self) -> int:
        return self.chapters * self.scenes

    @property
    def total_frames(self) -> int:
        return self.total_scenes * self.frames


SHAPES: Mapping[str, Shape] = MappingProxyType(
    {
        "short": Shape(chapters=3, scenes=3, frames=6),
        "medium": Shape(chapters=6, scenes=6, frames=8),
        "paper": Shape(chapters=11, scenes=11, frames=11),  # arXiv 2403.01422: 1,331 key frames
    }
)


class Twin(Record):
    """Of which film one is a twin, and which of its twins.

    Attributes:
        of: The parent's id.
        number: From 1; each twin forks another event.
    """

    of: Id
    number: Annotated[int, Field(ge=1)]


MOST_ROTATIONS = 4
"""The most films of a rotated family: as many as a question has options."""


class Rotation(Record):
    """Which film of a family one is, in which things change places.

    Attributes:
        of: The id of the film as it is written, which is number 0.
        number: From 0.
        count: How many films the family has.
    """

    of: Id
    number: Annotated[int, Field(ge=0, lt=MOST_ROTATIONS)]
    count: Annotated[int, Field(ge=2, le=MOST_ROTATIONS)]


class Brief(Record):
    """What is asked for one film.

    Attributes:
        id: The film's id.
        theme: What the film is about, in the user's words. It is data: never a path, never code.
        seed: Where all of the film's randomness comes from.
        shape: Chapters, scenes and key frames.
        language: BCP 47 tag of captions and dialogue.
        dials: Wishes for a writer, such as ``{"genre": "comedy"}``; each writer documents its own.
        twin: What makes the film a twin; all else is as in its parent's brief.
        rotation: Which of the films it is that share a story in which things change places; a
            writer is asked once for all of them, for number 0.
    """

    id: Id
    theme: Annotated[str, Field(min_length=1, max_length=MAX_THEME)]
    seed: Annotated[int, Field(ge=0)]
    shape: Shape
    language: str = "en"
    dials: dict[str, str | int | float | bool] = Field(default_factory=dict)
    twin: Annotated[Twin | None, Field(exclude_if=unsaid)] = None
    rotation: Annotated[Rotation | None, Field(exclude_if=unsaid)] = None

    @property
    def parent(self) -> Brief | None:
        """The brief of the film whose story is told again in this one; None if it has its own."""
        if self.twin is not None:
            return self.model_copy(update={"id": self.twin.of, "twin": None})
        if self.rotation is not None and self.rotation.number:
            return self.rotation_brief(0, self.rotation.count)
        return None

    @property
    def retells(self) -> str | None:
        """The id of the film whose screenplay is told again in this one; None if one is written."""
        if self.twin is not None:
            return self.twin.of
        return self.rotation.of if self.rotation is not None and self.rotation.number else None

    def rotation_brief(self, number: int, count: int) -> Brief:
        """The brief of one film of this film's family, by its number from 0."""
        of = self.rotation.of if self.rotation else self.id
        rotation = Rotation(of=of, number=number, count=count)
        identity = f"{of}-rotation-{number}" if number else of
        return self.model_copy(update={"id": identity, "rotation": rotation})

    def twin_brief(self, number: int) -> Brief:
        """The brief of a twin of this film, by its number from 1."""
        twin = Twin(of=self.id, number=number)
        return self.model_copy(update={"id": f"{self.id}-twin-{number}", "twin": twin})
