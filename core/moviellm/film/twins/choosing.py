"""Which event of a film goes otherwise in its twin."""

from __future__ import annotations

from collections.abc import Iterator

from moviellm.errors import FilmError
from moviellm.film.ledger.ledger import Ledger, Step
from moviellm.film.models.ids import Id
from moviellm.film.models.screenplay import Fork, Screenplay
from moviellm.film.twins.instead import instead
from moviellm.film.twins.retelling import Retelling, retold
from moviellm.film.twins.words import reworded
from moviellm.film.verbs import VERBS

LEAST_SHARE = 0.6
"""A fork after which less of the rest of the film happens still is no twin, but another film."""

_TRIED = 60
"""How many events are tried, those with most at stake first."""


def fork(parent: Screenplay, film: Id, number: int, language: str = "en") -> Screenplay:
    """Return a twin of a film: the same up to one event, and from there as it follows.

    Args:
        parent: A screenplay without problems.
        film: The id of the twin.
        number: Which of its twins, from 1; each forks another event.
        language: What the film is written in, a BCP 47 tag.

    Raises:
        FilmError: The film has fewer events that can go otherwise.
    """
    found = forks(parent)
    if number > len(found):
        can = f"only {len(found)}" if found else "no"
        events = "event" if len(found) == 1 else "events"
        raise FilmError(
            f"There is no twin {number} of film {parent.film}: {can} {events} of it can go "
            "otherwise and leave most of the rest as it is.",
            hint="Lower `films.twins`, or ask for longer films.",
        )
    one = found[number - 1]
    twin = retold(parent, one.scenes).model_copy(
        update={
            "film": film,
            "fork": Fork(of=parent.film, event=one.event.id, was=one.was),
        }
    )
    return reworded(twin, one, language)


def forks(parent: Screenplay) -> list[Retelling]:
    """All forks of a film that make good twins, the best first, one for each event.

    Most is at stake in an event whose thing counts most in the rest of the film; the more of the
    rest still happens, the better. Of equal ones the earlier comes first.
    """
    ledger = Ledger(parent)
    places = {scene.id: scene.place for scene in parent.scenes()}
    rated = []
    for step, stake in _at_stake(ledger):
        found = [Retelling(ledger, event) for event in instead(ledger, step, places[step.scene])]
        fit = [one for one in found if one.share >= LEAST_SHARE and one.apart > 1]
        if fit:
            best = max(fit, key=lambda one: one.share)
            rated.append((best.share**2 * stake, best))
    rated.sort(key=lambda row: -row[0])
    return [one for _, one in rated]


def _at_stake(ledger: Ledger) -> Iterator[tuple[Step, int]]:
    """Events with something that could go otherwise, and how often it counts later on."""
    later: dict[str, int] = {}
    counted: list[tuple[Step, int]] = []
    for step in reversed(ledger.steps):
        thing = step.event.prop
        if thing is not None and VERBS[step.event.verb].visible:
            counted.append((step, 1 + later.get(thing, 0)))
        for name in {step.event.prop, step.event.spot}:
            later[name or ""] = later.get(name or "", 0) + 1
    counted.reverse()
    counted.sort(key=lambda row: -row[1])
    yield from counted[:_TRIED]
