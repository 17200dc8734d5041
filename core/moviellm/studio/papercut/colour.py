"""Colours as 0xAARRGGBB integers, mixed in OKLab so that mixtures look like mixed paper.

OKLab: Björn Ottosson, "A perceptual color space for image processing" (2020).
"""

from __future__ import annotations

from functools import lru_cache

from moviellm.film import Colour

NAMED: dict[Colour, int] = {
    "red": 0xFFC8372D, "crimson": 0xFF9E2138, "orange": 0xFFE07B2E, "amber": 0xFFE0A12F,
    "yellow": 0xFFF0C93C, "olive": 0xFF7F7A35, "green": 0xFF4C8A4A, "teal": 0xFF2B7A78,
    "turquoise": 0xFF43AFA8, "blue": 0xFF3F6FB0, "navy": 0xFF27396B, "purple": 0xFF6C4A94,
    "plum": 0xFF773A66, "pink": 0xFFE08FA0, "brown": 0xFF7A4E32, "tan": 0xFFC49A6C,
    "cream": 0xFFF3E3C3, "white": 0xFFF7F4EC, "grey": 0xFF8A8A8C, "black": 0xFF2C2A30,
}  # fmt: skip
"""The closed vocabulary of colours, as paper one could buy."""

SKIN: dict[str, int] = {
    "porcelain": 0xFFFBE3D2, "fair": 0xFFF4CBAC, "tan": 0xFFDDA67C,
    "olive": 0xFFC08F62, "brown": 0xFF94603F, "deep": 0xFF6E4531,
}  # fmt: skip

HAIR: dict[str, int] = {
    "black": 0xFF26222B, "brown": 0xFF56382A, "chestnut": 0xFF7D4A2D, "auburn": 0xFFA4502C,
    "blond": 0xFFDDB060, "grey": 0xFF9A9A9E, "white": 0xFFEDEAE4,
}  # fmt: skip


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _gamma(channel: float) -> float:
    channel = min(1.0, max(0.0, channel))
    return channel * 12.92 if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055


@lru_cache(maxsize=4096)
def to_lab(colour: int) -> tuple[float, float, float]:
    """Lightness (0 to 1), green-red and blue-yellow of a colour in OKLab."""
    r = _linear((colour >> 16 & 255) / 255)
    g = _linear((colour >> 8 & 255) / 255)
    b = _linear((colour & 255) / 255)
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    medium = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def from_lab(lightness: float, a: float, b: float, alpha: int = 255) -> int:
    """The nearest colour to a point in OKLab."""
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    channels = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    red, green, blue = (round(_gamma(channel) * 255) for channel in channels)
    return alpha << 24 | red << 16 | green << 8 | blue


@lru_cache(maxsize=8192)
def mix(one: int, other: int, share: float) -> int:
    """A mixture of two colours with ``share`` (0 to 1) of the second; alphas mix as well."""
    first, second = to_lab(one), to_lab(other)
    lightness, a, b = (x + (y - x) * share for x, y in zip(first, second, strict=True))
    alpha = round((one >> 24) + ((other >> 24) - (one >> 24)) * share)
    return from_lab(lightness, a, b, alpha)


@lru_cache(maxsize=8192)
def shade(colour: int, by: float, chroma: float = 1.0) -> int:
    """A colour made lighter (positive ``by``) or darker in OKLab lightness."""
    lightness, a, b = to_lab(colour)
    lightness = min(1.0, max(0.0, lightness + by))
    return from_lab(lightness, a * chroma, b * chroma, colour >> 24)


def alpha(colour: int, share: float) -> int:
    """The colour with an opacity of ``share`` (0 to 1)."""
    return round(share * 255) << 24 | colour & 0xFFFFFF


@lru_cache(maxsize=4096)
def tint(colour: int, red: float, green: float, blue: float) -> int:
    """The colour under light of the given strengths per channel."""
    channels = ((colour >> 16 & 255) * red, (colour >> 8 & 255) * green, (colour & 255) * blue)
    r, g, b = (min(255, round(channel)) for channel in channels)
    return colour & 0xFF000000 | r << 16 | g << 8 | b


def lightness(colour: int) -> float:
    """How light a colour is, 0 to 1."""
    return to_lab(colour)[0]
