"""The options of the writer `fable`. A brief's dials of the same names go before them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

PlotKind = Literal[
    "hidden", "broken", "locked", "contest", "gift", "journey",
    "apprentice", "bargain", "cure", "debt", "disguise", "fake", "farewell", "feast", "ghost",
    "heirs", "heist", "invention", "mischief", "news", "peace", "prank", "presents", "rescue",
    "storm", "stranger", "trail", "trial", "wager", "watch",
]  # fmt: skip


class FableConfig(BaseModel):
    """Options of `fable`. What is None is chosen by the theme, then by the seed.

    Attributes:
        genre: One of the fifteen genres (`moviellm.studio.fable.lexicon.styles.GENRES`).
        style: A style keyword: storybook, dramatic, noir, pastel, vintage, neon, folk, wintry.
        tone: ``bright`` ends well by daylight, ``dark`` ends ill at night.
        people: How many persons; None takes as many as the length of the film can carry.
        plot: The kind of plot of the first episode.
        lines_per_frame: How many lines of dialogue a key frame, on average; the paper has 6
            lines at 11 frames.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    genre: (
        Literal[
            "Drama", "Comedy", "Romance", "Anime", "Adventure", "Family", "Historical", "Horror",
            "Mystery", "Crime", "Action", "Fantasy", "Disaster", "Sci-Fi", "Biography",
        ]
        | None
    ) = None  # fmt: skip
    style: (
        Literal["storybook", "dramatic", "noir", "pastel", "vintage", "neon", "folk", "wintry"]
        | None
    ) = None
    tone: Literal["bright", "dark"] | None = None
    people: Annotated[int, Field(ge=2, le=6)] | None = None
    plot: PlotKind | None = None
    lines_per_frame: Annotated[float, Field(ge=0, le=2)] = 0.55
