"""A slate in words for a diffusion model: looks instead of names, things by their fixed wording."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from moviellm.film import Person, Prop, Slate, Style
from moviellm.film.staging import portrait, style_phrase

from moviellm_plugins_sd.prompt.film_words import as_prompt, mark_emphasis
from moviellm_plugins_sd.prompt.real_names import without_real_names

_CUT = 300
"""How much of a description is repeated, in characters."""

_NOUNS = {"she": "woman", "he": "man", "they": "person"}
_YOUNG = {"she": "girl", "he": "boy", "they": "child"}


def picture_words(slate: Slate, style_words: str | None = None) -> str:
    """The prompt of a key frame; ``((...))`` sets what is emphasised, other brackets are escaped.

    A person's name means nothing to a model, or somebody else: where a name stands, the looks of
    the appearance sheet are told at the first mention and a short form of them afterwards. A slate
    does not tell the names of people who are not seen; of these, real ones are taken out.

    Args:
        slate: What is to be painted.
        style_words: Learned words that stand for the style's keyword; by default itself.
    """
    text = mark_emphasis(slate.prompt, slate.style)
    text = _with_style(text, slate.style, style_words)
    for person in slate.cast:
        text = text.replace(f"{person.name}, {_clip(portrait(person))},", f"{person.name},")
    text = _renamed(_coloured(text, slate.props), slate.cast, _looks_once(slate.cast))
    things = [(slate.place.name, slate.place.description)]
    things += [(f"the {prop.name}", prop.description) for prop in slate.props]
    fixed = " ".join(f"{name}: {_clip(said)}." for name, said in things if said)
    whole = f"{text} {_renamed(fixed, slate.cast, short_form)}".rstrip()
    return as_prompt(without_real_names(whole))


def portrait_words(person: Person, style: Style, style_words: str | None = None) -> str:
    """The prompt of somebody's reference portrait: the sheet, a plain ground, the film's style."""
    looks = _looks(person, [person])
    text = (
        f"Portrait, head and shoulders, facing the viewer: {looks}, calm, alone, "
        f"before a plain light ground. {style_phrase(style)}."
    )
    text = _with_style(mark_emphasis(text, style), style, style_words)
    return as_prompt(without_real_names(text))


def short_form(person: Person) -> str:
    """What stands for a name after the first mention, such as ``the woman in red``."""
    looks = person.appearance
    noun = (_YOUNG if looks.age == "child" else _NOUNS)[person.pronoun]
    if looks.description:
        return f"the {noun}"
    return f"the {noun} in {looks.garment_colour}"


def _with_style(text: str, style: Style, style_words: str | None) -> str:
    if style_words is None:
        return text
    keyword = re.compile(rf"(?<!\w){re.escape(style.keyword)}(?=\s+style(?!\w))", re.IGNORECASE)
    text, count = keyword.subn(lambda _: style_words, text)
    return text if count else f"{style_words} style. {text}"


def _looks_once(cast: Sequence[Person]) -> Callable[[Person], str]:
    """What stands for a name: all looks where it is asked for first, then the short form."""
    told: set[str] = set()

    def form(person: Person) -> str:
        if person.id in told:
            return short_form(person)
        told.add(person.id)
        return _clip(_looks(person, cast))

    return form


def _looks(person: Person, cast: Sequence[Person]) -> str:
    """The looks of somebody's sheet, which may be free words, without names."""
    return _renamed(portrait(person), cast, short_form)


def _renamed(text: str, cast: Sequence[Person], form: Callable[[Person], str]) -> str:
    """Put what a form says of somebody in the place of each of their names."""
    called = {name: person for person in reversed(cast) for name in _called(person)}
    if not called:
        return text
    longest_first = sorted(called, key=len, reverse=True)
    names = "|".join(re.escape(name) for name in longest_first)
    return re.sub(rf"(?<!\w)({names})(?!\w)", lambda match: form(called[match[1]]), text)


def _coloured(text: str, props: Sequence[Prop]) -> str:
    """Every prop with its colour wherever it is named, if its own words do not tell one."""
    colours = {prop.name: prop.colour for prop in props if prop.colour not in prop.name.split()}
    if not colours:
        return text
    names = "|".join(re.escape(name) for name in sorted(colours, key=len, reverse=True))

    def with_colour(match: re.Match[str]) -> str:
        colour = colours[match[2]]
        return match[0] if match[1] == f"{colour} " else f"{match[1] or ''}{colour} {match[2]}"

    return re.sub(rf"(?<!\w)(\w+ )?({names})(?!\w)", with_colour, text)


def _called(person: Person) -> tuple[str, ...]:
    """A person's name, and each of its words alone where there are two."""
    words = person.name.split()
    plain = len(words) == 2 and all(word[:1].isupper() and len(word) > 2 for word in words)
    return (person.name, *words) if plain else (person.name,)


def _clip(text: str) -> str:
    text = text.strip().rstrip(".")
    return text if len(text) <= _CUT else text[:_CUT].rsplit(" ", 1)[0]
