"""The stages: one row each, from which everything that lists stages is computed.

Standard library only. A row that lacks something, or that no type allows, fails on import by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

Stage = Literal[
    "writer", "director", "voice", "painter", "critic", "animator", "mixer", "captioner", "curator",
    "exporter", "hooks",
]  # fmt: skip

Unit = Literal["film", "frame", "shot", "run"]
"""What a stage is asked for one by one, and what its progress counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageRow:
    """What everybody needs to know of a stage.

    Attributes:
        name: Its name, and that of its entry-point group after ``moviellm.``.
        summary: What its components do, for people.
        unit: What its items are.
        hook: The one hook that its components answer; empty for observers, which answer none.
        plural: The pipeline key of its list of components; empty where one component serves.
        default: What a pipeline gets that names none; nothing where the stage is optional.
        part: The part of a `moviellm.film.Film` that it makes, empty where it makes none.
    """

    name: Stage
    summary: str
    unit: Unit
    hook: str = ""
    plural: str = ""
    default: tuple[str, ...] = ()
    part: str = ""

    @property
    def key(self) -> str:
        """Its key in a pipeline file."""
        return self.plural or self.name

    @property
    def optional(self) -> bool:
        """Whether films are made without it unless a pipeline names one of its components."""
        return not self.default


_ROWS = (
    StageRow(
        name="writer", hook="moviellm_write", unit="film", part="screenplay",
        default=("fable",), summary="Writes the screenplay.",
    ),
    StageRow(
        name="director", hook="moviellm_direct", unit="film", part="storyboard",
        default=("storyboard",), summary="Turns it into shots, key frames and cues.",
    ),
    StageRow(
        name="voice", hook="moviellm_voice", unit="film", part="soundtrack",
        summary="Speaks the dialogue; films are silent without one.",
    ),
    StageRow(
        name="painter", hook="moviellm_paint", unit="frame", part="footage",
        default=("papercut",), summary="Paints the key frames.",
    ),
    StageRow(
        name="critic", hook="moviellm_critique", unit="frame",
        summary="Holds pictures against their slates; pictures are taken as they are without one.",
    ),
    StageRow(
        name="animator", hook="moviellm_animate", unit="shot", part="clips",
        summary="Makes the shots move; films are runs of still key frames without one.",
    ),
    StageRow(
        name="mixer", hook="moviellm_mix", unit="film", part="mix",
        summary="Mixes what is heard; films have their bare voices without one.",
    ),
    StageRow(
        name="captioner", hook="moviellm_caption", unit="film", part="annotations",
        default=("script",), summary="Writes captions and questions.",
    ),
    StageRow(
        name="curator", hook="moviellm_curate", unit="run",
        summary="Chooses which questions of all films are exported; all are without one.",
    ),
    StageRow(
        name="exporter", hook="moviellm_export", unit="run", plural="exporters",
        default=("frames", "gallery"),
        summary="Write the films in some format each; none may be named twice.",
    ),
    StageRow(
        name="hooks", unit="run", plural="hooks",
        summary="Observers and wrappers, outermost first.",
    ),
)  # fmt: skip

ROWS: Mapping[str, StageRow] = MappingProxyType({row.name: row for row in _ROWS})
"""Every stage's row by its name, in the order in which a film goes through them."""

STAGES: tuple[Stage, ...] = tuple(row.name for row in _ROWS)

FILM_STAGES: tuple[Stage, ...] = tuple(row.name for row in _ROWS if row.unit != "run")
"""The stages that a film goes through, in order."""

HOOK_OF: Mapping[Stage, str] = MappingProxyType({row.name: row.hook for row in _ROWS if row.hook})
"""The one hook that a component of each stage answers."""


def items_of(stage: str, frames: int, shots: int | None = None) -> int:
    """Return how many items of a film a stage makes.

    Args:
        stage: Its name.
        frames: How many key frames the film has.
        shots: How many shots it has; None before its director has told: at most one a key frame.
    """
    match ROWS[stage].unit:
        case "frame":
            return frames
        case "shot":
            return frames if shots is None else shots
    return 1


def _check() -> None:
    """Refuse a table that does not say all that the types allow."""
    lacking = set(get_args(Stage)) ^ set(ROWS)
    lacking |= {row.name for row in _ROWS if not row.summary}
    lacking |= {name for name in FILM_STAGES if not ROWS[name].hook or ROWS[name].plural}
    if lacking:
        raise ValueError(f"The table of stages is wrong at: {', '.join(sorted(lacking))}.")


_check()
