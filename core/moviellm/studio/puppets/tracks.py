"""Tracks of a clip from the boxes of its frames."""

from __future__ import annotations

from moviellm.film import Box, BoxRun, Track


class TrackRecorder:
    """Takes the boxes of one picture after the other; a box that stays makes one run."""

    def __init__(self) -> None:
        self._runs: dict[str, list[BoxRun]] = {}
        self._count = 0

    def add(self, boxes: tuple[Box, ...], times: int) -> None:
        """Take the boxes of a picture that is shown for some frames."""
        first, stop = self._count, self._count + times
        for box in boxes:
            run = BoxRun(first, stop, box.x, box.y, box.width, box.height, box.visible)
            runs = self._runs.setdefault(box.entity, [])
            if runs and runs[-1].stop == first and runs[-1][2:] == run[2:]:
                runs[-1] = runs[-1]._replace(stop=stop)
            else:
                runs.append(run)
        self._count = stop

    def tracks(self) -> tuple[Track, ...]:
        """Return a track for everybody and everything that was seen, by id."""
        return tuple(
            Track(entity=entity, runs=tuple(self._runs[entity])) for entity in sorted(self._runs)
        )
