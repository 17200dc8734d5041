"""Mixing what is heard in a film: the mix that the journal has is reused, or it is made now."""

from __future__ import annotations

from collections.abc import Mapping

from moviellm.engine.films.draft import FilmDraft
from moviellm.engine.journal.records import StepRow
from moviellm.engine.keys import digest
from moviellm.engine.store.documents import film_text
from moviellm.engine.store.parts import read_mix
from moviellm.engine.workers.executor import result_of
from moviellm.film import Annotations


def uncaptioned(draft: FilmDraft, text: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return the JSON of a film that nobody has annotated.

    Args:
        draft: The film.
        text: The JSON of its brief.
        parts: The JSON of what is made of it.
    """
    blank = Annotations(film=draft.brief.id, captions=(), questions=()).model_dump_json().encode()
    return film_text(text, {**parts, "annotations": blank})


def mix(draft: FilmDraft, text: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return the JSON of a film's `SoundMix`.

    Args:
        draft: The film.
        text: The JSON of its brief.
        parts: The JSON of what is made of it: all but its annotations.
    """
    run_context, film = draft.run_context, draft.brief.id
    seed = run_context.recipe.seed(draft.brief, "mixer")
    inputs = tuple(digest(data) for data in (text, *parts.values()))
    key = run_context.recipe.key("mixer", seed, *inputs)

    def recorded(step: StepRow) -> bytes:
        if not run_context.journal.known(step.outputs).issuperset(step.outputs):
            raise LookupError("the mix is lost")
        return read_mix(step, film)

    known = run_context.usable("mixer", film, run_context.journal.steps([key]), recorded)
    if key in known:
        run_context.progress.reused("mixer", 1)
        return known[key]
    told = uncaptioned(draft, text, parts)
    outcome = result_of(run_context.submit("mixer", film, seed, [told]).result())
    step = StepRow(
        key=key,
        maker=run_context.maker("mixer", outcome.facts),
        film=film,
        outputs=outcome.digests,
        inputs=inputs,
        result=outcome.results[0],
        cpu_us=outcome.cpu_us,
        wall_us=outcome.wall_us,
    )
    draft.record(packs=outcome.packs, steps=[step])
    run_context.made("mixer", film, 1, outcome)
    return read_mix(step, film)
