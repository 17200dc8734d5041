"""In which frames of a clip each event is seen to happen."""

from __future__ import annotations

from moviellm.film import SeenEvent, ShotSlate
from moviellm.studio.puppets.passage import Passage


def seen_events(shot: ShotSlate, passages: list[Passage], fps: int) -> tuple[SeenEvent, ...]:
    """The intervals of the events that key frames show, in the order of the story.

    An event is seen from where the picture begins to change into its key frame until the picture
    begins to change into the next; one that is a line, while the line is spoken.
    """
    spans: dict[str, tuple[int, int]] = {}
    first = 0
    for number, frame in enumerate(shot.frames):
        passage = passages[number]
        leads = passages[number - 1].count - passages[number - 1].first if number else 0
        begin, stop = first - leads, first + max(1, passage.first)
        for event in frame.events:
            spans[event] = (spans[event][0] if event in spans else begin, stop)
        first += passage.count
    for line in shot.lines:
        begin, stop = round(line.start_ms * fps / 1_000), round(line.end_ms * fps / 1_000)
        begin, stop = max(0, begin), min(first, stop)
        if begin < stop:
            spans[line.event] = (begin, stop)
    return tuple(
        SeenEvent(event=event.id, first=spans[event.id][0], stop=spans[event.id][1])
        for event in shot.events
        if event.id in spans
    )
