"""Where people and things are in the pictures of a film, and when its events are seen."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from moviellm.film import Film, KeyFrame

_REACTION_MS = 100
"""How long after a still picture appears the deed that it shows is heard."""
_OUT_OF_PICTURE = 0.9


class Standing:
    """The pictures of a film on its timeline.

    Args:
        film: The film.

    Attributes:
        frames: Its key frames, in order.
    """

    def __init__(self, film: Film) -> None:
        self._film = film
        self.frames = tuple(film.storyboard.frames())
        self._starts = [frame.start_ms for frame in self.frames]
        self._boxes = {
            picture.frame: {
                box.entity: (box.x + box.width / 2) / picture.width for box in picture.boxes
            }
            for picture in film.footage.pictures
        }

        self._seen: dict[str, list[int]] = {}
        for number, frame in enumerate(self.frames):
            for figure in frame.depiction.figures:
                self._seen.setdefault(figure.person, []).append(number)

    def frame_at(self, at_ms: int) -> KeyFrame:
        """Return the key frame that is shown at a moment, after the end the last."""
        return self.frames[max(0, bisect_right(self._starts, at_ms) - 1)]

    def across(self, frame: KeyFrame, name: str | None) -> float | None:
        """Return where somebody or something is in a picture, 0 left to 1 right.

        Args:
            frame: The key frame.
            name: Id of a person or prop.

        Returns:
            None when it is not seen.
        """
        depicted = None if name is None else _depicted(frame, name)
        if name is None or depicted is None:
            return None
        return self._boxes.get(frame.id, {}).get(name, depicted)

    def pan(self, at_ms: int, person: str | None) -> float:
        """Return from where a person is heard, -1 left to 1 right; 0 when nobody knows.

        Whoever is out of the picture is heard from the side on which they were seen last.
        """
        if person is None:
            return 0.0
        now = max(0, bisect_right(self._starts, at_ms) - 1)
        seen = self._seen.get(person, [])
        if not (before := bisect_right(seen, now)):
            return 0.0
        last = seen[before - 1]
        where = self.across(self.frames[last], person)
        side = 0.0 if where is None else 2 * where - 1
        return side if last == now else _OUT_OF_PICTURE * (1 if side >= 0 else -1)

    def moments(self) -> dict[str, int]:
        """Return when each event that is seen is heard, in ms, by its id."""
        found: dict[str, int] = {}
        for frame in self.frames:
            share = frame.duration_ms // max(1, len(frame.events))
            for number, event in enumerate(frame.events):
                moment = frame.start_ms + number * share + min(_REACTION_MS, share // 4)
                found.setdefault(event, moment)
        return {**found, **{name: at for name, at in self._in_clips() if name in found}}

    def _in_clips(self) -> Iterator[tuple[str, int]]:
        """When events begin to be seen in the film's clips: each the first time."""
        starts = {shot.id: shot.span.start_ms for shot in self._film.storyboard.shots}
        told: set[str] = set()
        for clip in self._film.clips.clips if self._film.clips else ():
            for seen in clip.events:
                if seen.event not in told:
                    told.add(seen.event)
                    yield seen.event, starts[clip.shot] + seen.first * 1000 // clip.rate


def _depicted(frame: KeyFrame, name: str) -> float | None:
    """Where a person, or a prop that lies there or is held, is in a depiction."""
    for prop in frame.depiction.props:
        if prop.prop == name:
            return prop.x
    for figure in frame.depiction.figures:
        if name in (figure.person, *figure.holding, *figure.wearing):
            return figure.x
    return None
