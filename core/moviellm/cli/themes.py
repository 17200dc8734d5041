"""What components say of the themes of a pipeline before a run, for a person and for machines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from moviellm.film import Brief
    from moviellm.pipeline.read import LoadedPipeline
    from moviellm.plugins.components import Components

LOOKED_AT = 1_000
"""Themes that are looked at: what is told of more of them nobody reads."""

_SHOWN = 20


class ThemeRemarks(TypedDict):
    """What one component says of one theme, without full stops."""

    theme: str
    stage: str
    component: str
    remarks: list[str]


def theme_remarks(loaded: LoadedPipeline, components: Components) -> list[ThemeRemarks]:
    """What is said of the first themes of a pipeline, each of them once."""
    found = []
    once = islice(loaded.briefs(), len(loaded.themes) * loaded.family_size)
    for brief in islice(_of_different_themes(once), LOOKED_AT):
        said: dict[tuple[str, str], list[str]] = {}
        for stage, name, remark in components.brief_remarks(brief):
            said.setdefault((stage, name), []).append(remark)
        found += [
            ThemeRemarks(theme=brief.theme, stage=stage, component=name, remarks=remarks)
            for (stage, name), remarks in said.items()
        ]
    return found


def _of_different_themes(briefs: Iterable[Brief]) -> Iterator[Brief]:
    seen: set[str] = set()
    for brief in briefs:
        if brief.theme not in seen:
            seen.add(brief.theme)
            yield brief


def print_theme_remarks(found: Sequence[ThemeRemarks], themes: int) -> None:
    """Print a line a theme; themes of which the same is said share one.

    Args:
        found: What is said.
        themes: How many themes the pipeline has.
    """
    from moviellm.cli.printing import how_many, paragraph, short

    alike: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for one in found:
        said = (one["stage"], one["component"], tuple(one["remarks"]))
        alike.setdefault(said, []).append(one["theme"])
    for (stage, name, remarks), same in list(alike.items())[:_SHOWN]:
        more = f" and {how_many(len(same) - 1, 'other theme')}" if len(same) > 1 else ""
        paragraph(f"The {stage} `{name}` on `{short(same[0])}`{more}: {'; '.join(remarks)}.")
    if len(alike) > _SHOWN:
        left = sum(len(same) for same in list(alike.values())[_SHOWN:])
        paragraph(f"and on {how_many(left, 'more theme')}; --json has them all.")
    if themes > LOOKED_AT:
        paragraph(f"The first {LOOKED_AT:,} of {themes:,} themes were looked at.")


def told_again(loaded: LoadedPipeline) -> str:
    """How many films tell a story again, in words; empty if none does."""
    from moviellm.cli.printing import how_many

    counted = ((loaded.total_rotations, "rotation"), (loaded.total_twins, "twin"))
    return " and ".join(how_many(count, name) for count, name in counted if count)
