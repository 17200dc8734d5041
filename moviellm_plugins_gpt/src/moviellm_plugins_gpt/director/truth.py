"""Does a worded picture name what is seen in it, and nothing else?"""

from __future__ import annotations

from collections.abc import Iterator

from moviellm.film import Entities, Style, seen_props
from moviellm.film.staging import FrameDraft, SceneRun, portrait, prompt_of, style_phrase

from moviellm_plugins_gpt.contradiction import contradictions
from moviellm_plugins_gpt.naming import Names

_LONGEST = 4_000


def computed_prompt(run: SceneRun, draft: FrameDraft, style: Style) -> str:
    """The prompt that the depiction alone gives."""
    return prompt_of(run.opening.entities, style, draft.camera, draft.seen, draft.shown)


def wrong_with(text: str, run: SceneRun, draft: FrameDraft, names: Names) -> str:
    """Why a sentence cannot be the prompt of a picture; empty when it can."""
    return "; ".join(_faults(text, run, draft, names))


def _faults(text: str, run: SceneRun, draft: FrameDraft, names: Names) -> Iterator[str]:
    seen, stage = draft.seen, names.stage
    computed = computed_prompt(run, draft, Style())
    people = {figure.person for figure in seen.figures}
    told, named = names.in_text(computed), names.in_text(text)
    there = {*people, *seen_props(seen), seen.place} | told
    strange = names.beyond(text, there)
    if strange:
        yield f"{', '.join(_called(stage, one) for one in strange)}: not to be seen here"
    missing = sorted((people | (told & stage.props.keys())) - named)
    if missing:
        yield f"{', '.join(_called(stage, one) for one in missing)}: here, and not named"
    moods = {figure.expression for figure in seen.figures}
    wrong = [
        word
        for word in contradictions(text, light={seen.light}, weather={seen.weather}, moods=moods)
        if word.casefold() not in computed.casefold()
    ]
    if wrong:
        yield f"{', '.join(wrong)}: it is {seen.light}, {seen.weather}; the faces are otherwise"


def full_prompt(text: str, draft: FrameDraft, stage: Entities, style: Style) -> str:
    """The model's sentence with what must be worded alike in every picture: looks and style."""
    looks = [
        f"{stage.persons[figure.person].name} is {portrait(stage.persons[figure.person])}."
        for figure in draft.seen.figures
    ]
    sentence = " ".join(text.split())
    ending = "" if sentence.endswith((".", "!", "?")) else "."
    return " ".join([f"{sentence}{ending}", *looks, f"{style_phrase(style)}."])[:_LONGEST]


def _called(stage: Entities, name: str) -> str:
    for home in (stage.persons, stage.props, stage.places):
        if name in home:
            return home[name].name
    return name
