"""The writer `fable`: from a brief to a screenplay, by telling a small world's story."""

from __future__ import annotations

import random
from typing import Any

from pydantic import ValidationError

from moviellm import Context, FilmError, InputError, hookimpl
from moviellm.film import Brief, Screenplay, check
from moviellm.studio.fable.assembly import assemble, new_simulation, place_cast
from moviellm.studio.fable.config import FableConfig
from moviellm.studio.fable.errand import with_errands
from moviellm.studio.fable.pacing import tell_slots
from moviellm.studio.fable.plan import FilmPlan, make_plan
from moviellm.studio.fable.remarks import writes


class Fable:
    """Writes films by simulation: no model, no network, the same words for the same seed."""

    def __init__(self, config: FableConfig) -> None:
        self.config = config

    @hookimpl
    def moviellm_write(self, brief: Brief, context: Context) -> Screenplay:
        """Write one film.

        Raises:
            InputError: A dial has a value that fable does not know, or the language is not English.
            FilmError: The story broke a rule of the ledger; this is a fault of fable.
        """
        if not writes(brief.language):
            raise InputError(
                f"The writer `fable` writes English, not `{brief.language}`.",
                hint="Set films.language to en, or name a writer that knows the language.",
            )
        return write(brief, self._dials(brief), context.random())

    def _dials(self, brief: Brief) -> FableConfig:
        known: dict[str, Any] = {
            name: value for name, value in brief.dials.items() if name in FableConfig.model_fields
        }
        try:
            return FableConfig.model_validate({**self.config.model_dump(), **known})
        except ValidationError as error:
            first = error.errors()[0]
            dial = ".".join(str(part) for part in first["loc"])
            raise InputError(
                f"Film {brief.id}: the dial `{dial}` cannot be {first['input']!r}.",
                hint=f"{first['msg']}.",
            ) from error


def write(brief: Brief, config: FableConfig, rng: random.Random) -> Screenplay:
    """Plan a world, tell its story, and bind it to a screenplay."""
    plan: FilmPlan = make_plan(brief, config, rng)
    simulation = new_simulation(brief, plan, rng)
    beats = plan.script(simulation)
    first = next(beats)
    place_cast(plan, simulation, first)
    scenes = tell_slots(simulation, plan.slots, first, beats)
    screenplay = assemble(brief, plan, simulation, scenes)
    if brief.rotation is not None:
        screenplay = with_errands(screenplay, plan.setting, brief.rotation.count, rng)
    problems = check(screenplay)
    if problems:
        raise FilmError(
            f"The writer `fable` told what cannot be: {problems[0]}",
            hint="This is a fault of fable; another seed may avoid it.",
        )
    return screenplay
