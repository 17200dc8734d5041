"""The films of a family in which things change places in turn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from moviellm.errors import FilmError
from moviellm.film.ledger.ledger import check
from moviellm.film.models.ids import Id
from moviellm.film.models.screenplay import Rotated, Screenplay
from moviellm.film.rotations.exchange import Exchange
from moviellm.film.rotations.exchangeable import Cycle, cycles, felt


def rotated(written: Screenplay, film: Id, number: int, count: int) -> Screenplay:
    """Return one film of a family: in film k the k-th next thing stands where each thing stood.

    Args:
        written: The screenplay as its writer wrote it, without problems.
        film: The id of the film.
        number: Which of the family, from 0: the film as it was written.
        count: How many films the family has.

    Raises:
        FilmError: No things of the film can change places.
    """
    found = _fitting(written, count)
    drawn = felt(written, count)
    if number and not (found or drawn):
        raise FilmError(
            f"There is no rotation of film {written.film}: no {count} things of it are of one "
            "size, are only taken, given, put, hidden or shown, and are not spoken of.",
            hint="Lower `films.rotations`, ask for longer films, or use a writer that gives "
            "several small things a part, as `fable` does.",
        )
    told = Rotated(of=written.film, number=number, count=count, cycles=found, felt=drawn)
    play = _exchange(written, told, number).screenplay if number or drawn else written
    return play.model_copy(update={"film": film, "rotated": told})


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another film of the same family, as far as it can be told from one.

    Attributes:
        number: Which of the family, from 0.
        exchange: What becomes of the one film in the other.
    """

    number: int
    exchange: Exchange


def siblings(play: Screenplay) -> Iterator[Sibling]:
    """Yield the other films of a film's family, in their order; none for a film without one."""
    told = play.rotated
    if told is None or not (told.cycles or told.felt):
        return
    for number in range(told.count):
        if number != told.number:
            by = (number - told.number) % told.count
            yield Sibling(number, _exchange(play, told, by))


def _exchange(play: Screenplay, told: Rotated, by: int) -> Exchange:
    return Exchange(play, _ids(told.cycles, by), told.felt, by)


def _fitting(written: Screenplay, count: int) -> tuple[Cycle, ...]:
    """The cycles that leave a film without problems, however far they are turned."""
    found: tuple[Cycle, ...] = ()
    for cycle in cycles(written, count):
        more = (*found, cycle)
        if not any(check(Exchange(written, _ids(more, by)).screenplay) for by in range(1, count)):
            found = more
    return found


def _ids(found: tuple[Cycle, ...], by: int) -> dict[str, str]:
    return {
        one: cycle[(place + by) % len(cycle)] for cycle in found for place, one in enumerate(cycle)
    }
