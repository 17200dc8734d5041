"""The parts of the reference that are printed from the code.

``python docs/reference_tables.py`` writes them anew, each between ``<!-- table: NAME -->`` and
``<!-- end -->``; a test holds the pages against the code.
"""

from __future__ import annotations

import dataclasses
import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

import moviellm
import moviellm.film
from moviellm import component, hookspecs, run_reports
from moviellm.film import questions
from moviellm.film.models import facts
from moviellm.film.verbs import VERBS
from moviellm.pipeline import config
from moviellm.stages import ROWS
from moviellm.studio.fable.plots import table as table_of_plots
from pydantic import BaseModel
from pydantic_core import PydanticUndefined
from reference_house import house
from reference_names import FACES, PUBLIC_MODULES, face, glossary, public
from reference_words import (
    NAMED,
    cell,
    default_of,
    first_paragraph,
    meanings,
    spelled,
    table,
)

REFERENCE = Path(__file__).parent / "reference"

_PIPELINE_MEANINGS = {
    **{row.key: row.summary for row in ROWS.values()},
    "films": "Which films are made: see [films](#films).",
    "limits": "When a run gives up: see [limits](#limits).",
    "chapters": "Chapters of the film.",
    "scenes": "Scenes of each chapter.",
    "frames": "Key frames of each scene.",
}
_DOES = {
    "progress": "does nothing",
    "cancelled": "never",
    "keep": "keeps nothing",
    "record": "does nothing",
}


def model_rows(kind: type[BaseModel]) -> Iterator[tuple[str, ...]]:
    """Yield name, type, default and meaning of each field of a model."""
    said = meanings(kind)
    for name, field in kind.model_fields.items():
        default = field.get_default(call_default_factory=True)
        yield (
            f"`{name}`",
            spelled(field.annotation, tuple(field.metadata)),
            default_of(PydanticUndefined if field.is_required() else default),
            said.get(name, "") or cell(field.description or ""),
        )


def model(kind: type[BaseModel]) -> str:
    """Return the table of a model of the film."""
    rows = [row if row[3] else (*row[:3], " ") for row in model_rows(kind)]
    return table(("field", "type", "default", "meaning"), iter(rows))


def pipeline(kind: type[BaseModel]) -> str:
    """Return the table of a section of the pipeline file; every key has a meaning."""
    return table(("key", "type", "default", "meaning"), pipeline_rows(kind))


def pipeline_rows(kind: type[BaseModel]) -> Iterator[tuple[str, ...]]:
    """Yield key, type, default and meaning of each key of a section of the pipeline file."""
    for name, type_, default, meaning in model_rows(kind):
        type_ = type_.replace("[Choice](#choice)", "[component](#components)")
        type_ = type_.replace("[Shape](#shape)", "`short`, `medium`, `paper` or [Shape](#shape)")
        yield name, type_, default, meaning or _PIPELINE_MEANINGS[name.strip("`")]


def plain(kind: type) -> str:
    """Return the table of a dataclass."""
    said, hints = meanings(kind), kind.__annotations__
    rows = (
        (
            f"`{f.name}`",
            f"`{cell(str(hints[f.name]))}`",
            _dataclass_default(f),
            said.get(f.name, " "),
        )
        for f in dataclasses.fields(kind)
    )
    return table(("field", "type", "default", "meaning"), rows)


def _dataclass_default(field: dataclasses.Field[Any]) -> str:
    if field.default_factory is not dataclasses.MISSING:
        name = getattr(field.default_factory, "__name__", "")
        return "its own defaults" if name == "Capabilities" else "empty"
    if callable(field.default):
        return _DOES[field.name]
    return "required" if field.default is dataclasses.MISSING else f"`{field.default!r}`"


def verbs() -> str:
    """Return the vocabulary of events."""
    rows = (
        (
            f"`{verb.name}`",
            ", ".join(f"`{name}`" for name in verb.needs),
            ", ".join(f"`{name}`" for name in verb.may) or " ",
            cell(verb.before),
            cell(verb.after),
            cell(verb.sign) + ("" if verb.visible else " (not seen)"),
        )
        for verb in VERBS.values()
    )
    return table(("verb", "needs", "may have", "before", "after", "sign"), rows)


def closed_words() -> str:
    """Return the closed vocabularies that fields refer to, less the verbs."""
    rows = (
        (word, ", ".join(f"`{value}`" for value in get_args(known)))
        for word, known in NAMED.items()
        if word != "verb"
    )
    return table(("", "one of"), rows)


def tokens() -> str:
    """Return the closed values of fluents."""
    rows = (
        (f"`{name}`", ", ".join(f"`{value}`" for value in values))
        for name, values in facts.TOKENS.items()
    )
    return table(("fluent", "values"), rows)


def programs() -> str:
    """Return the programs that compute answers."""
    rows = ((f"`{name}`", first_paragraph(kind)) for name, kind in questions.PROGRAMS.items())
    return table(("program", "what it asks"), rows)


def question_kinds() -> str:
    """Return the kinds of question, a row each."""
    rows = (
        (
            f"`{kind.name}`",
            f"`{kind.skill}`",
            " or ".join(f"`{form}`" for form in kind.answers),
            kind.share,
            " ".join(map(first_paragraph, kind.drafts)),
            "yes" if kind.speaks_of_options else " ",
        )
        for kind in questions.QUESTION_KINDS.values()
    )
    return table(("kind", "skill", "answer", "asked", "asks", "speaks of its options"), rows)


def plots() -> str:
    """Return the plots of fable, a row each."""
    rows = (
        (
            f"`{plot.spec.kind}`",
            plot.spec.summary,
            str(plot.spec.people),
            str(plot.spec.places),
            f"{plot.spec.weight:g}",
        )
        for plot in table_of_plots.PLOTS.values()
    )
    return table(("plot", "what happens", "people", "places", "weight"), rows)


def worded(words: Mapping[Any, str]) -> str:
    """Return closed words, each with what it stands for."""
    return table(("", "what it is"), ((f"`{word}`", cell(said)) for word, said in words.items()))


def signature(name: str) -> str:
    """Return a hook with its exact signature, as `moviellm.hookspecs` declares it."""
    found = inspect.signature(getattr(hookspecs, name))
    return f"{name}{found}".replace("'", "")


def hook_names() -> list[str]:
    """Return the names of all hooks in the order of the file."""
    return [name for name in vars(hookspecs) if name.startswith("moviellm_")]


def hooks() -> str:
    """Return every hook with signature and documentation."""
    return "\n\n".join(f"### `{signature(name)}`\n\n{_hook_text(name)}" for name in hook_names())


def _hook_text(name: str) -> str:
    text = inspect.getdoc(getattr(hookspecs, name)) or ""
    text = re.sub(r"``([^`]+)``", r"`\1`", text)
    text = re.sub(r"^(Args|Returns):$", r"**\1**\n", text, flags=re.MULTILINE)
    out: list[str] = []
    for line in text.splitlines():
        if item := re.fullmatch(r"    (\w+): (.*)", line):
            out.append(f"- `{item[1]}`: {item[2]}")
        else:
            out.append(re.sub(r"^    (?=    )", "", line) if line[:8].isspace() else line.strip())
    return "\n".join(re.sub(r"^    ", "  ", line) for line in out).strip()


_FILM_MODELS = [
    name
    for name in moviellm.film.__all__
    if inspect.isclass(found := getattr(moviellm.film, name))
    and issubclass(found, moviellm.film.Record)
    and found is not moviellm.film.Record
]

TABLES: dict[str, dict[str, Callable[[], str]]] = {
    "verbs.md": {"verbs": verbs, "tokens": tokens, "programs": programs},
    "hooks.md": {"hooks": hooks},
    "../explanation/fable.md": {"plots": plots},
    "../explanation/architecture.md": {"house": house},
    "film.md": {
        "closed words": closed_words,
        "kinds of question": question_kinds,
        "skills": lambda: worded(questions.SKILLS),
        "forms of an answer": lambda: worded(questions.ANSWER_FORMS),
        **{name: lambda n=name: model(getattr(moviellm.film, n)) for name in _FILM_MODELS},  # type: ignore[misc]
        "Painting": lambda: plain(moviellm.film.Painting),
        "Sound": lambda: plain(moviellm.film.Sound),
        "Animation": lambda: plain(moviellm.film.Animation),
        "Mixing": lambda: plain(moviellm.film.Mixing),
    },
    "pipeline.md": {
        name: lambda n=name: pipeline(getattr(config, n))  # type: ignore[misc]
        for name in ("Pipeline", "Films", "Shape", "Limits", "Consent")
    },
    "component.md": {
        name: lambda n=name: plain(getattr(component, n, None) or getattr(run_reports, n))  # type: ignore[misc]
        for name in (
            "Component", "Capabilities", "Context", "Purchase",
            "Reply", "ShapeRange",
            "RunStart", "StepReport", "FilmReport", "RunReport",
        )
    },
    "public-api.md": {
        **{name: lambda n=name: public(n) for name in PUBLIC_MODULES if name != "moviellm.testing"},  # type: ignore[misc]
        **{name: lambda n=name: face(n) for name in FACES},  # type: ignore[misc]
    },
    "glossary.md": {"glossary": glossary},
}  # fmt: skip

BLOCK = re.compile(r"<!-- table: ([\w. ]+) -->\n(.*?)<!-- end -->", re.DOTALL)


def printed(page: str, text: str) -> str:
    """Return the text of a page with its tables written anew."""

    def anew(found: re.Match[str]) -> str:
        return f"<!-- table: {found[1]} -->\n{TABLES[page][found[1]]()}\n<!-- end -->"

    return BLOCK.sub(anew, text)


if __name__ == "__main__":
    for name in TABLES:
        path = REFERENCE / name
        path.write_text(printed(name, path.read_text(encoding="utf-8")), encoding="utf-8")
