"""Which shapes a writer fills. Standard library only: declarations import it."""

from __future__ import annotations

from dataclasses import astuple, dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ShapeRange:
    """The shapes that a writer fills, by the least and the most of each number; None for any.

    ``ShapeRange(chapters=(1, 1), frames=(3, 24))``: one chapter, of any number of scenes of three
    to 24 key frames.

    Attributes:
        chapters: Chapters of a film.
        scenes: Scenes of a chapter.
        frames: Key frames of a scene.
    """

    chapters: tuple[int, int] | None = None
    scenes: tuple[int, int] | None = None
    frames: tuple[int, int] | None = None

    def nearest(self, chapters: int, scenes: int, frames: int) -> tuple[int, int, int]:
        """Return the shape within the range that is nearest to another one, or that one itself."""
        asked = ((self.chapters, chapters), (self.scenes, scenes), (self.frames, frames))
        found = (n if ends is None else min(max(n, ends[0]), ends[1]) for ends, n in asked)
        return next(found), next(found), next(found)

    def __str__(self) -> str:
        names = ("chapter", "scene", "frame")
        parts = [_told(ends, noun) for ends, noun in zip(astuple(self), names, strict=True) if ends]
        return ", ".join(parts) or "any shape"


def _told(ends: tuple[int, int], noun: str) -> str:
    least, most = ends
    many = f"{least}" if least == most else f"{least} to {most}"
    return f"{many} {noun}{'' if most == 1 else 's'}"
