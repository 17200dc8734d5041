"""What each mood does to a face and to the body under it: a row for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal

from moviellm.film import Appearance, Mood
from moviellm.studio.papercut.shapes import Point

Mouth = Literal["line", "laugh", "round", "snarl", "chatter", "aside"]
"""A line that curves; open in a laugh; an O; bared teeth; teeth that chatter; pulled to a side."""


@dataclass(frozen=True, slots=True)
class Features:
    """A face. Lengths are in units of a head, which is 23 wide.

    Attributes:
        brow: How far the brows are raised.
        slope: How far their inner ends are raised (worry) or lowered (anger).
        uneven: How far one brow is above the other, and its eye is wider open.
        open: How wide the eyes are open.
        lid: Which share of an open eye its upper lid covers.
        shut: Whether the eyes are shut, as in bliss.
        gaze: Where the pupils are, forwards and down.
        pupil: Size of the pupils.
        mouth: Its form.
        smile: How its corners are raised.
        wide: How wide it is.
        gap: How far it is open.
        blush: How red the cheeks are, 0 to 1.
        tint: How red (anger) or pale (fear, below 0) the whole face is.
        drop: A tear on the cheek, or sweat at the temple.
    """

    brow: float = 0.0
    slope: float = 0.0
    uneven: float = 0.0
    open: float = 1.0
    lid: float = 0.0
    shut: bool = False
    gaze: Point = (0.25, 0.0)
    pupil: float = 1.0
    mouth: Mouth = "line"
    smile: float = 0.3
    wide: float = 4.4
    gap: float = 0.0
    blush: float = 0.0
    tint: float = 0.0
    drop: Literal["none", "tear", "sweat"] = "none"


FEATURES: Mapping[Mood, Features] = {
    "calm": Features(brow=0.3),
    "happy": Features(brow=1.1, open=0.94, mouth="laugh", smile=2.2, wide=9.2, gap=4.4, blush=0.75),
    "sad": Features(brow=0.3, slope=2.3, open=0.9, lid=0.34, gaze=(0.1, 1.5), smile=-2.8, wide=5.6,
                    drop="tear"),
    "angry": Features(brow=-1.6, slope=-3.0, lid=0.34, pupil=0.86, mouth="snarl", wide=7.6, gap=3.0,
                      tint=0.26),
    "afraid": Features(brow=2.1, slope=2.2, open=1.3, pupil=0.5, mouth="chatter", wide=7.4, gap=2.6,
                       tint=-0.24, drop="sweat"),
    "surprised": Features(brow=3.4, open=1.42, pupil=0.66, mouth="round", wide=4.6, gap=6.4),
    "determined": Features(brow=-0.9, slope=-1.5, lid=0.2, gaze=(0.6, -0.5), smile=0.2, wide=7.4),
    "tender": Features(brow=1.0, slope=0.9, shut=True, smile=2.0, wide=5.4, blush=1.0),
    "suspicious": Features(brow=-1.0, slope=-1.0, uneven=3.4, lid=0.44, gaze=(1.6, 0.2),
                           mouth="aside", wide=5.0),
}  # fmt: skip

_CALM: tuple[Features, ...] = (
    FEATURES["calm"],
    Features(brow=0.5, smile=1.2, wide=5.4),
    Features(brow=1.3, open=1.08, smile=0.5, wide=4.0),
    Features(brow=0.2, lid=0.24, smile=0.5, wide=5.0),
    Features(brow=0.1, slope=-0.3, smile=0.15, wide=6.0),
    Features(brow=0.5, slope=0.7, smile=0.7, wide=3.4, blush=0.4),
    Features(brow=0.0, uneven=1.0, smile=0.9, wide=5.0),
    Features(brow=0.0, lid=0.14, smile=0.0, wide=3.2),
)
"""How people look who are calm: each has one such face."""


def features_of(mood: Mood, look: Appearance) -> Features:
    """The face of somebody in a mood. Calm faces differ from person to person."""
    if mood != "calm":
        return FEATURES[mood]
    traits = f"{look.age} {look.build} {look.hair} {look.hair_colour} {look.garment_colour}"
    return _CALM[blake2b(traits.encode(), digest_size=1).digest()[0] % len(_CALM)]


@dataclass(frozen=True, slots=True)
class Bearing:
    """What a mood does to a body that is busy with nothing else.

    Attributes:
        lean: How far it leans forwards, in degrees, whatever it does.
        tilt: How far the head is bowed, in degrees, whatever it does.
        near_arm: Shoulder and elbow of the near arm while it is free; None leaves it.
        far_arm: The same of the far arm.
        front_arms: The same of both arms of somebody seen from the front, away from the body.
    """

    lean: float = 0.0
    tilt: float = 0.0
    near_arm: Point | None = None
    far_arm: Point | None = None
    front_arms: Point | None = None


BEARINGS: Mapping[Mood, Bearing] = {
    "calm": Bearing(),
    "happy": Bearing(-1, -5, (-26, 30), (20, 62), (34, 44)),
    "sad": Bearing(4, 13, (4, 4), (10, 6), (1, 3)),
    "angry": Bearing(5, 3, (-34, 84), (-16, 74), (38, -78)),
    "afraid": Bearing(-6, -3, (4, 140), (12, 128), (12, 142)),
    "surprised": Bearing(-5, -6, (-8, 118), (10, 112), (36, 88)),
    "determined": Bearing(0, -3, (-38, 92), (-22, 82), (40, -86)),
    "tender": Bearing(2, 7, (-6, 138), (-14, 138), (20, -122)),
    "suspicious": Bearing(-3, 2, (2, 94), (-18, 110), (16, -100)),
}
