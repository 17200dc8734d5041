"""Genres, and the styles in which films look: one keyword and short phrases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

STYLES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "storybook": ("warm cut-paper colours", "gentle shadows", "hand-made edges", "cosy light"),
        "dramatic": ("strong contrasts", "long shadows", "one warm light", "tense silences"),
        "noir": ("black and grey paper", "hard light", "one red accent", "rain on glass"),
        "pastel": ("soft pinks and mints", "airy light", "rounded shapes", "quiet tenderness"),
        "vintage": ("faded ochre and teal", "worn paper", "old postcards", "slow afternoons"),
        "neon": ("violet darkness", "cyan and magenta glow", "sharp silhouettes", "humming light"),
        "folk": ("bold red and green", "patterned borders", "woodcut lines", "village rhythm"),
        "wintry": ("icy blues and white", "bare branches", "frosted light", "muffled sounds"),
    }
)
"""The style keywords and the phrases that go with each."""


@dataclass(frozen=True, slots=True)
class Genre:
    """A genre.

    Attributes:
        styles: Style keywords that suit it, the best first.
        tones: Phrases for how it feels.
        endings: Endings that suit it: ``won``, ``lost`` or ``changed``.
        dark: How dark its hours and weathers are, 0 to 1.
    """

    styles: tuple[str, ...]
    tones: tuple[str, ...]
    endings: tuple[str, ...]
    dark: float


GENRES: Mapping[str, Genre] = MappingProxyType(
    {
        "Drama": Genre(("dramatic", "vintage"), ("quiet tension", "honest faces"),
                       ("changed", "won", "lost"), 0.5),
        "Comedy": Genre(("pastel", "storybook"), ("light-hearted mix-ups", "quick wit"),
                        ("won", "changed"), 0.1),
        "Romance": Genre(("pastel", "vintage"), ("tender glances", "shy courage"),
                         ("won", "changed"), 0.2),
        "Anime": Genre(("neon", "pastel"), ("bright emotions", "bold gestures"),
                       ("won", "changed"), 0.3),
        "Adventure": Genre(("storybook", "dramatic"), ("restless curiosity", "wide horizons"),
                           ("won", "changed"), 0.3),
        "Family": Genre(("storybook", "folk"), ("warm humour", "small wonders"),
                        ("won", "changed"), 0.1),
        "Historical": Genre(("vintage", "folk"), ("old customs", "weathered dignity"),
                            ("changed", "won", "lost"), 0.4),
        "Horror": Genre(("noir", "dramatic"), ("creeping dread", "things half seen"),
                        ("lost", "changed"), 0.9),
        "Mystery": Genre(("noir", "dramatic"), ("patient suspicion", "telling details"),
                         ("won", "changed"), 0.7),
        "Crime": Genre(("noir", "dramatic"), ("cold calculation", "uneasy loyalty"),
                       ("lost", "won"), 0.8),
        "Action": Genre(("neon", "dramatic"), ("urgent pace", "clear stakes"), ("won",), 0.4),
        "Fantasy": Genre(("folk", "storybook"), ("quiet magic", "old promises"),
                         ("changed", "won"), 0.4),
        "Disaster": Genre(("dramatic", "wintry"), ("rising danger", "shared courage"),
                          ("lost", "changed"), 0.8),
        "Sci-Fi": Genre(("neon", "wintry"), ("cool wonder", "lonely machines"),
                        ("changed", "won"), 0.6),
        "Biography": Genre(("vintage", "pastel"), ("a life in small things", "patient memory"),
                           ("won", "changed"), 0.3),
    }
)  # fmt: skip
"""The fifteen genres of the DreamFrame corpus (arXiv 2403.01422)."""

GENRE_SHARES: Mapping[str, float] = MappingProxyType(
    {
        "Drama": 25.9, "Comedy": 13.0, "Romance": 9.7, "Anime": 9.7, "Adventure": 6.4,
        "Family": 6.4, "Mystery": 4.3, "Action": 3.2, "Fantasy": 3.2,
    }
)  # fmt: skip
"""The shares in that corpus, in percent, of the genres that need no special world: how often a
theme that names no genre gets each."""
