"""Questions about how long things stay as they are, and what has become of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from moviellm.film.ledger.ledger import Step
from moviellm.film.models.state import GONE
from moviellm.film.questions.controls import NOT_MOVED
from moviellm.film.questions.draft import QuestionDraft, Sources, full_stop
from moviellm.film.questions.drafts.places import anchor_between, anchors_between
from moviellm.film.questions.programs import UNCHANGED, Answer, Difference, Duration

_ENDS = {"location": "is moved again", "open": "is closed again", "lit": "goes dark again"}


def durations(sources: Sources) -> Iterator[QuestionDraft]:
    """How long a thing stays as it is."""
    for prop in sources.shuffled(sources.words.entities.props):
        for name in _ENDS:
            track = sources.track(f"{name}({prop})")
            for _, (moment, value) in sources.stays(track[:-1], prop):
                if moment < 0 or (name != "location" and value != "yes"):
                    continue
                draft = _duration(sources, prop, name, moment, value)
                if draft is not None:
                    yield draft


def changes(sources: Sources) -> Iterator[QuestionDraft]:
    """What has become of a thing between two moments, and by turns that nothing has."""
    seen = sources.screening.camera
    both = (_changed(sources), _unchanged(sources))
    sides = [(draft for draft in side if draft.program.answer(seen)) for side in both]
    if sources.number(2, "what changes"):
        sides.reverse()
    for turn in zip(*sides, strict=False):
        yield from turn


def _unchanged(sources: Sources) -> Iterator[QuestionDraft]:
    for prop in sources.shuffled(sources.movable(2), "unchanged"):
        track = [*sources.track(f"location({prop})"), (len(sources.screening.steps), "")]
        for number, (moment, value) in sources.stays(track[:-1], prop):
            said = sources.words.location(value)
            found = anchors_between(sources, moment, track[number + 1][0], prop, 2, said)
            if len(found) == 2 and value != GONE:
                found.sort(key=lambda step: sources.screening.moments[step.event.id])
                yield _between(sources, prop, found[0], found[1])


def _changed(sources: Sources) -> Iterator[QuestionDraft]:
    for prop in sources.shuffled(sources.movable(2)):
        track = [*sources.track(f"location({prop})"), (len(sources.screening.steps), "")]
        for number, (_, value) in sources.stays(track[:-2], prop):
            ends = range(number + 1, min(number + 4, len(track) - 1))
            for later in sources.shuffled(ends, f"{prop} {value}"):
                draft = _change(sources, prop, track, number, later)
                if draft is not None:
                    yield draft


def _change(
    sources: Sources, prop: str, track: list[tuple[int, str]], number: int, later: int
) -> QuestionDraft | None:
    was, now = (sources.words.location(track[place][1]) for place in (number, later))
    unsaid = f"{was} and {now}"
    first = anchor_between(sources, track[number][0], track[number + 1][0], prop, unsaid)
    last = anchor_between(sources, track[later][0], track[later + 1][0], prop, unsaid)
    if first is None or last is None:
        return None
    return _between(sources, prop, first, last)


def _between(sources: Sources, prop: str, first: Step, last: Step) -> QuestionDraft:
    start, stop = (sources.moments.clause(step.event.id) for step in (first, last))
    return QuestionDraft(
        "change",
        Difference(f"location({prop})", first.event.id, last.event.id),
        f"What has become of {sources.words.props[prop]} between the moment when {start} and the "
        f"moment when {stop}?",
        lambda answer: _moved(sources, answer),
        lambda: _other_changes(sources, prop),
    )


def _moved(sources: Sources, answer: Answer) -> str:
    if answer == UNCHANGED:
        return NOT_MOVED
    was, now = (str(value) for value in answer)  # type: ignore[union-attr]  # it is a pair
    end = "it is gone" if now == GONE else sources.words.location(now)
    return full_stop(f"first it is {sources.words.location(was)}, later {end}")


def _other_changes(sources: Sources, prop: str) -> list[Answer]:
    pairs: list[tuple[str, ...]] = []
    for one in (prop, *(p for p in sources.movable(2) if p != prop)):
        values = [value for _, value in sources.track(f"location({one})")]
        pairs += pairwise(values)
        pairs += zip(values, values[2:], strict=False)
    return [UNCHANGED, *(pair for pair in pairs if pair[0] != pair[1] and GONE not in pair)]


def _duration(
    sources: Sources, prop: str, name: str, moment: int, value: str
) -> QuestionDraft | None:
    begins = sources.screening.steps[moment].event
    clause = sources.moments.clause(begins.id)
    if clause is None:
        return None
    lone = begins.prop == prop and begins.spot not in sources.words.props
    what = "it" if lone and begins.verb != "take" else sources.words.short[prop]
    return QuestionDraft(
        "duration",
        Duration(f"{name}({prop})={value}", begins.id),
        f"How much time passes from the moment when {clause} until {what} {_ENDS[name]}?",
        lambda answer: seconds(int(str(answer))),
        lambda: _other_durations(sources),
        like=begins.verb,
    )


def _other_durations(sources: Sources) -> list[Answer]:
    """How long other things stay as they are."""
    clock = sources.screening.clock
    found = []
    for prop in sources.words.entities.props:
        for name in _ENDS:
            track = sources.track(f"{name}({prop})")
            found += [
                clock[later[0]] - clock[one[0]]
                for one, later in pairwise(track)
                if one[0] >= 0 and clock[later[0]] > clock[one[0]]
            ]
    return list(sources.shuffled(found))


def seconds(ms: int) -> str:
    """A duration in words, such as ``About 12 seconds``."""
    whole = max(1, round(ms / 1000))
    minutes, rest = divmod(whole, 60)
    unit = "second" if rest == 1 else "seconds"
    if not minutes:
        return f"About {whole} {unit}."
    text = f"About {minutes} minute{'s' if minutes > 1 else ''}"
    return f"{text} and {rest} {unit}." if rest else f"{text}."
