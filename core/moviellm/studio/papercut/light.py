"""Light and weather: what they do to the colours of a scene."""

from __future__ import annotations

from dataclasses import dataclass

from moviellm.film import Light, Season, Weather
from moviellm.studio.papercut.colour import mix, shade, tint
from moviellm.studio.papercut.palette import Palette
from moviellm.studio.papercut.season import turned_by


@dataclass(frozen=True, slots=True)
class _Hour:
    tint: tuple[float, float, float]
    sky: tuple[int, int]
    haze: int
    indoors: tuple[float, float, float]


_HOURS: dict[str, _Hour] = {
    "dawn": _Hour((0.96, 0.83, 0.84), (0xFF8292C6, 0xFFFCBD9C), 0xFFF4BFAE, (0.89, 0.78, 0.8)),
    "day": _Hour((1.0, 1.0, 1.0), (0xFF6FB8DC, 0xFFEFF3DA), 0xFFDDECE4, (1.0, 0.98, 0.95)),
    "dusk": _Hour((0.93, 0.78, 0.76), (0xFF4F4A7E, 0xFFF0966A), 0xFFD98E7C, (0.9, 0.77, 0.68)),
    "night": _Hour((0.42, 0.5, 0.74), (0xFF141B3C, 0xFF3D4F80), 0xFF42547F, (0.68, 0.58, 0.56)),
}


_SNOW = {"dawn": 0xFFF6E4E2, "day": 0xFFF3F7FA, "dusk": 0xFFDCC4CC, "night": 0xFF6F82AE}
"""What lying snow looks like at each hour; the ground is mixed with it."""


_GREY = 0.5
"""Palettes with less chroma than this are grey on purpose, faces as well."""

_FLESH_PULL, _FLESH_LIT = 0.3, 0.55
"""How much of what palette and light do to people's clothes they do to faces: blue paper under a
blue night makes the grey of the dead.
"""

_WET = ("rain", "storm")
"""Weathers in which no snow lies."""


@dataclass(frozen=True)
class Grade:
    """How colours look in one palette, light and weather.

    Attributes:
        indoors: Whether the scene has a roof; the weather is then seen through windows only.
        season: What turns what is green outdoors.
    """

    palette: Palette
    light: Light
    weather: Weather
    indoors: bool
    season: Season = "summer"

    @property
    def sky(self) -> tuple[int, int]:
        """The colours of the sky from its top to the horizon."""
        top, low = _HOURS[self.light].sky
        dark = self.light == "night"
        grey = 0xFF3A4050 if dark else 0xFFB9C0C6
        share = {"clear": 0.0, "cloudy": 0.5, "rain": 0.65, "snow": 0.6, "storm": 0.85, "fog": 0.7}
        top, low = (mix(colour, grey, share[self.weather]) for colour in (top, low))
        if self.weather == "storm":
            top, low = shade(top, -0.2), shade(low, -0.1)
        pull = self.palette.pull * 0.7
        top, low = self.palette.paper(top, pull), self.palette.paper(low, pull)
        return self._finish(top, 0.9), self._finish(low, 0.8)

    @property
    def haze(self) -> int:
        """What far layers fade into."""
        return mix(self.sky[1], self.palette.paper(_HOURS[self.light].haze, 0.3), 0.5)

    def far(self, colour: int, depth: float) -> int:
        """The paper for scenery at ``depth`` (0 at the stage, 1 at the horizon)."""
        paper = self._lit(self.palette.paper(self._turned(colour), self.palette.pull), 1.0)
        paper = self._finish(paper, 1.0)
        fog = 0.34 if self.weather == "fog" and not self.indoors else 0.0
        share = min(0.94, depth * 0.72 + fog * (0.4 + depth)) if not self.indoors else 0.0
        return mix(paper, self.haze, round(share, 3))

    def near(self, colour: int) -> int:
        """The paper for furniture on the stage."""
        paper = self._lit(self.palette.paper(self._turned(colour), self.palette.pull * 0.7), 0.85)
        return self._finish(paper, 0.8)

    def front(self, colour: int) -> int:
        """The paper for people and props: nearer to its own colour, so that it is recognised."""
        paper = self._lit(self.palette.paper(colour, self.palette.pull_front), 0.4)
        return self._finish(paper, 0.3)

    def flesh(self, colour: int) -> int:
        """The paper for faces and hands: warm and alive in every light and almost every palette."""
        pull = self.palette.pull_front
        if self.palette.chroma > _GREY:
            pull *= _FLESH_PULL
        lit = self._lit(self.palette.paper(colour, pull), 0.4 * _FLESH_LIT)
        return self._finish(lit, 0.3)

    @property
    def snowed_in(self) -> bool:
        """Whether snow lies on the ground: rain takes it away."""
        return self.season == "winter" and self.weather not in _WET

    @property
    def night(self) -> bool:
        """Whether lamps are worth lighting."""
        return self.light in ("night", "dusk")

    def _turned(self, colour: int) -> int:
        return colour if self.indoors else turned_by(self.season, colour, self.weather not in _WET)

    def _finish(self, colour: int, share: float) -> int:
        return self.palette.finish(colour, share, share * (0.25 if self.light == "night" else 1.0))

    def _lit(self, colour: int, strength: float) -> int:
        hour = _HOURS[self.light]
        factors = hour.indoors if self.indoors else hour.tint
        if not self.indoors and self.weather in _WET:
            factors = (factors[0] * 0.86, factors[1] * 0.9, factors[2] * 0.96)
        red, green, blue = (1 + (factor - 1) * strength for factor in factors)
        lit = tint(colour, red, green, blue)
        if not self.indoors and self.weather == "snow":
            lit = mix(lit, _SNOW[self.light], 0.26 * strength)
        elif not self.indoors and self.weather not in ("clear", "fog"):
            lit = shade(lit, 0.0, 1 - 0.3 * strength)
        return lit
