"""One limited palette per style keyword; every colour of a scene is pulled towards it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from moviellm.studio.papercut.colour import lightness, mix, shade, to_lab


@dataclass(frozen=True, slots=True)
class Palette:
    """The papers and lights of one style.

    Attributes:
        ramp: Five papers from dark to light; scenery is pulled towards the one as light as itself.
        pull: How far scenery is pulled, 0 to 1.
        pull_front: The same for people and props.
        accent: A colour that keeps its full strength, and marks details.
        lamp: The colour of lamplight.
        ink: The colour of shadows and of lines in faces.
        vignette: How dark the corners are, 0 to 1.
        patterned: Whether large papers are printed with small ornaments.
        chroma: How strong colours are, against paper one could buy.
        dim: How much darker scenery is, in lightness from 0 to 1.
    """

    name: str
    ramp: tuple[int, int, int, int, int]
    accent: int
    lamp: int
    ink: int
    pull: float = 0.4
    pull_front: float = 0.12
    vignette: float = 0.42
    patterned: bool = False
    chroma: float = 1.0
    dim: float = 0.0

    def paper(self, colour: int, pull: float) -> int:
        """The paper of this palette that stands for a colour."""
        return _pulled(self.ramp, self.accent, colour, pull)

    def finish(self, colour: int, share: float, darker: float) -> int:
        """A lit colour with a share of this palette's strength, and one of its darkness."""
        if self.chroma == 1.0 and self.dim == 0.0:
            return colour
        chroma = 1 + (self.chroma - 1) * share
        if chroma < 1 and _near(colour, self.accent) and _strength(colour) > _ACCENTED:
            chroma = 1.0
        return shade(colour, -self.dim * darker, chroma)


@lru_cache(maxsize=8192)
def _pulled(ramp: tuple[int, ...], accent: int, colour: int, pull: float) -> int:
    level = lightness(colour)
    levels = [lightness(stop) for stop in ramp]
    target = ramp[-1] if level >= levels[-1] else ramp[0]
    for index in range(4):
        low, high = levels[index], levels[index + 1]
        if low <= level < high:
            target = mix(ramp[index], ramp[index + 1], (level - low) / (high - low))
    if _near(colour, accent):
        pull *= 0.35
    return mix(colour, target, pull)


_ACCENTED = 0.085
"""How strong a colour must be to stand out in a grey palette: a dawn on snow is only pink."""


def _strength(colour: int) -> float:
    _, a, b = to_lab(colour)
    return math.hypot(a, b)


def _near(colour: int, other: int) -> bool:
    (_, a, b), (_, c, d) = to_lab(colour), to_lab(other)
    size = math.sqrt((a * a + b * b) * (c * c + d * d))
    return size > 0.006 and (a * c + b * d) / size > 0.97


PALETTES: dict[str, Palette] = {palette.name: palette for palette in (Palette("storybook",
    (0xFF2E2B48, 0xFF7A4B58, 0xFFC9734F, 0xFFEDBE7C, 0xFFFDF1D8), accent=0xFFD2553E,
    lamp=0xFFFFD58A, ink=0xFF2A2238, pull=0.22, chroma=1.14), Palette("dramatic", (0xFF0D1424,
    0xFF1F3552, 0xFF4A6076, 0xFFDB8F45, 0xFFFFE0AE), accent=0xFFE08238, lamp=0xFFFFB860,
    ink=0xFF0A1020, pull=0.58, pull_front=0.2, vignette=0.66, chroma=1.1, dim=0.11),
    Palette("noir", (0xFF0C0C10, 0xFF2A2A30, 0xFF616067, 0xFFA9A7A5, 0xFFF0ECE4),
    accent=0xFFC22B2B, lamp=0xFFFFF0CF, ink=0xFF08080C, pull=0.9, pull_front=0.5, vignette=0.72,
    chroma=0.18, dim=0.14), Palette("pastel", (0xFF65587C, 0xFFA587AD, 0xFFE3AFC0, 0xFFC4E3D3,
    0xFFFFF8EE), accent=0xFFEE8F9E, lamp=0xFFFFE9B8, ink=0xFF54466B, pull=0.5, pull_front=0.24,
    vignette=0.2, dim=-0.035), Palette("vintage", (0xFF382819, 0xFF6A4C33, 0xFFA58255, 0xFFD9BC8D,
    0xFFF5E8CC), accent=0xFF3F7F7C, lamp=0xFFFFDF9E, ink=0xFF2E2013, pull=0.58, pull_front=0.32,
    vignette=0.52, chroma=0.86), Palette("neon", (0xFF120828, 0xFF32136A, 0xFF7430B8, 0xFFE25AA8,
    0xFF8DF3EA), accent=0xFF27D3E0, lamp=0xFFFF7ADB, ink=0xFF0D0620, pull=0.62, pull_front=0.2,
    vignette=0.6, chroma=1.1, dim=0.16), Palette("folk", (0xFF1E2B30, 0xFF86301F, 0xFFC8492F,
    0xFFE3AB3F, 0xFFF7ECD4), accent=0xFF2F7B52, lamp=0xFFFFCF74, ink=0xFF1B2226, pull=0.32,
    patterned=True, chroma=1.16), Palette("wintry", (0xFF1F2A46, 0xFF4A648C, 0xFF8CA8C6,
    0xFFC9DAE8, 0xFFF8FBFD), accent=0xFF7D4C76, lamp=0xFFFFE3B0, ink=0xFF1A2340, pull=0.56,
    pull_front=0.2, vignette=0.34))}  # fmt: skip

_NEAREST: dict[str, tuple[str, ...]] = {
    "dramatic": ("drama", "epic", "cinematic", "tense", "thriller", "intense", "heroic"),
    "noir": ("dark", "gothic", "horror", "mystery", "crime", "gloomy", "monochrome", "grim"),
    "pastel": ("soft", "dream", "romantic", "gentle", "watercolor", "watercolour", "cute"),
    "vintage": ("retro", "sepia", "nostalgic", "antique", "historical", "western", "old"),
    "neon": ("cyber", "futuristic", "sci-fi", "scifi", "synth", "electric", "psychedelic"),
    "folk": ("traditional", "rustic", "ethnic", "festive", "mosaic", "naive"),
    "wintry": ("winter", "ice", "icy", "snow", "cold", "arctic", "frost"),
    "storybook": ("whimsical", "fairy", "warm", "playful", "cartoon", "adventure", "realistic"),
}


def palette_of(keyword: str) -> Palette:
    """The palette of a style keyword; unknown words get the nearest, or always the same one."""
    word = keyword.strip().lower()
    if word in PALETTES:
        return PALETTES[word]
    for name, words in _NEAREST.items():
        if any(part in word for part in (name, *words)):
            return PALETTES[name]
    names = tuple(PALETTES)
    return PALETTES[names[blake2b(word.encode(), digest_size=2).digest()[0] % len(names)]]
