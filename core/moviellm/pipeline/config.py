"""What a pipeline file may say: a closed schema.

A component is a name (``painter: papercut``) or a mapping with its options
(``painter: {use: papercut, size: [768, 432]}``); the options belong to the plugin, whose own
model checks them.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from moviellm.film import SHAPES, Consent, Shape
from moviellm.film.models.brief import MOST_ROTATIONS
from moviellm.stages import ROWS, Stage

SINGLE: tuple[Stage, ...] = tuple(row.name for row in ROWS.values() if not row.plural)
"""Stages that one component serves; the stage is the key."""

LISTS: dict[str, Stage] = {row.plural: row.name for row in ROWS.values() if row.plural}
"""Keys that hold a list of components, with their stage."""

DEFAULTS: dict[str, Any] = {
    row.key: list(row.default) if row.plural else row.default[0]
    for row in ROWS.values()
    if row.default
}
"""The embedded studio, which a pipeline that names nobody gets."""

Name = Annotated[str, Field(min_length=1, max_length=100)]


class Section(BaseModel):
    """The parent of every part of the file: frozen, closed, no conversions."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Choice(Section):
    """A component and its options.

    Attributes:
        use: The plugin's name.
        options: What stands beside ``use``; the plugin's config model checks it.
    """

    use: Name
    options: dict[str, JsonValue] = Field(default_factory=dict)


class Films(Section):
    r"""Which films are made.

    Attributes:
        themes: What the films are about, one each.
        themes_file: A UTF-8 file with one theme a line, relative to the pipeline file; blank lines
            and lines that begin with ``#`` are left out, ``\#`` begins a theme with ``#``.
        count: Films of each theme.
        twins: Twins of each film: films that are the same up to one event, which goes otherwise.
        rotations: How many films share a story in which small things change places, from 1 to 4;
            what is asked with options has another answer in each of them.
        seed: Where all randomness of the run comes from.
        shape: Chapters of a film, scenes of a chapter, key frames of a scene.
        language: BCP 47 tag of captions and dialogue.
        dials: Wishes for the writer, such as ``{genre: comedy}``; each writer documents its own.
    """

    themes: tuple[str, ...] | None = None
    themes_file: Annotated[str, Field(min_length=1)] | None = None
    count: Annotated[int, Field(ge=1, le=1_000_000)] = 1
    twins: Annotated[int, Field(ge=0, le=100)] = 0
    rotations: Annotated[int, Field(ge=1, le=MOST_ROTATIONS)] = 1
    seed: Annotated[int, Field(ge=0, lt=2**63)] = 0
    shape: Shape = SHAPES["short"]
    language: Annotated[str, Field(pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")] = "en"
    dials: dict[str, str | int | float | bool] = Field(default_factory=dict)


class Limits(Section):
    """When a run gives up.

    Attributes:
        usd: The most that paid calls may cost in this run folder, in US dollars.
        failed_films: The run stops early when more films than this are quarantined.
        seconds: How long one call of a plugin, an export too, may take or go on without telling
            of progress before it counts as hanging; what it waits for of a paid call is progress.
        repaints: How often a picture that the critic rejects is painted again; the best is kept.
        least_score: A film is quarantined when the best of some picture scores less than this;
            without it the best is taken, and its score recorded.
    """

    usd: Annotated[float, Field(ge=0)] | None = None
    failed_films: Annotated[int, Field(ge=0)] = 10
    seconds: Annotated[float, Field(gt=0)] = 3600.0
    repaints: Annotated[int, Field(ge=0, le=20)] = 2
    least_score: Annotated[float, Field(ge=0, le=1)] | None = None


class Pipeline(Section):
    """A pipeline file, names as written and defaults filled in.

    It has one field a stage (`moviellm.stages`).

    Attributes:
        moviellm: Version of this format.
        requires: Distributions that must be installed, such as ``moviellm-plugin-sdxl>=1.2``.
        consent: Records for real people whose name or likeness appears; copied to the data card.
    """

    moviellm: Literal[1]
    films: Films
    writer: Choice = Choice(use=DEFAULTS["writer"])
    director: Choice = Choice(use=DEFAULTS["director"])
    voice: Choice | None = None
    painter: Choice = Choice(use=DEFAULTS["painter"])
    critic: Choice | None = None
    animator: Choice | None = None
    mixer: Choice | None = None
    captioner: Choice = Choice(use=DEFAULTS["captioner"])
    curator: Choice | None = None
    exporters: tuple[Choice, ...] = tuple(Choice(use=name) for name in DEFAULTS["exporters"])
    hooks: tuple[Choice, ...] = ()
    requires: tuple[str, ...] = ()
    limits: Limits = Limits()
    consent: tuple[Consent, ...] = ()

    def choices(self) -> list[tuple[Stage, tuple[str | int, ...], Choice]]:
        """Return every component with its stage and where it stands, in the order of the file."""
        found: list[tuple[Stage, tuple[str | int, ...], Choice]] = [
            (stage, (stage,), choice) for stage in SINGLE if (choice := getattr(self, stage))
        ]
        for key, stage in LISTS.items():
            found += [(stage, (key, n), choice) for n, choice in enumerate(getattr(self, key))]
        return found


if lacking := {row.key for row in ROWS.values()} - set(Pipeline.model_fields):
    raise TypeError(f"Pipeline has no field for: {', '.join(sorted(lacking))}.")
