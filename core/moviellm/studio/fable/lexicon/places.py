"""The kinds of place that fable can tell of, each with the spots where props can be.

Painters choose a backdrop by `PlaceKind.kind`; the spot's name is unique within its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Preposition = Literal["on", "in", "behind", "under", "by", "at"]
SpotShape = Literal["table", "shelf", "floor", "hook", "sill", "bench", "niche"]


@dataclass(frozen=True, slots=True)
class SpotKind:
    """A spot of a kind of place; fields as in `moviellm.film.Spot`."""

    name: str
    preposition: Preposition
    kind: SpotShape
    x: float
    hidden: bool = False

    @property
    def slug(self) -> str:
        """Its part of an id: ``table``, ``behind-stove``."""
        words = f"{self.preposition} {self.name}" if self.hidden else self.name
        return words.replace(" ", "-")


@dataclass(frozen=True, slots=True)
class PlaceKind:
    """A kind of place.

    Attributes:
        kind: One word; the painter's backdrop.
        names: How the place may be called in a film, without article.
        indoors: Whether it has a roof.
        sphere: The world in which it is at home (see `SPHERES`).
        look: What one sees there, after "with".
        spots: Two or three in the open, then one or two hidden ones.
    """

    kind: str
    names: tuple[str, ...]
    indoors: bool
    sphere: str
    look: str
    spots: tuple[SpotKind, ...]


SPHERES = ("sea", "town", "home", "wild", "castle", "stage", "science", "travel")


def _place(
    kind: str, names: str, roof: str, sphere: str, look: str, *spots: tuple[str, SpotShape, float]
) -> PlaceKind:
    made = []
    for phrase, shape, x in spots:
        preposition, _, name = phrase.partition(" ")
        hidden = preposition in ("behind", "under")
        made.append(SpotKind(name, preposition, shape, x, hidden))  # type: ignore[arg-type]
    return PlaceKind(kind, tuple(names.split(", ")), roof == "in", sphere, look, tuple(made))


_ROWS = (
    _place("kitchen", "kitchen, inn kitchen, bakery", "in", "home",
           "copper pans on the wall and an iron stove",
           ("on table", "table", 0.5), ("on shelf", "shelf", 0.22), ("on floor", "floor", 0.66),
           ("on window sill", "sill", 0.84), ("behind stove", "niche", 0.1)),
    _place("lighthouse", "lighthouse, lamp room", "in", "sea",
           "a great lamp and windows all around",
           ("on table", "table", 0.4), ("on ledge", "sill", 0.78), ("on floor", "floor", 0.58),
           ("behind stove", "niche", 0.12), ("under stairs", "niche", 0.92)),
    _place("library", "library, reading room, bookshop", "in", "town",
           "tall shelves full of books and a green lamp",
           ("on desk", "table", 0.48), ("on shelf", "shelf", 0.2), ("on floor", "floor", 0.68),
           ("behind books", "shelf", 0.86), ("under armchair", "niche", 0.1)),
    _place("workshop", "workshop, smithy, clockmaker's shop", "in", "town",
           "tools on the wall and a worn workbench",
           ("on workbench", "bench", 0.46), ("on hook", "hook", 0.2), ("on floor", "floor", 0.68),
           ("behind tool rack", "niche", 0.88), ("under workbench", "niche", 0.36)),
    _place("inn", "inn, tavern, cafe", "in", "town",
           "round tables, a long counter and a warm fire",
           ("on counter", "table", 0.76), ("on table", "table", 0.34), ("on floor", "floor", 0.54),
           ("behind counter", "niche", 0.92), ("under bench", "bench", 0.12)),
    _place("attic", "attic, loft", "in", "home",
           "slanting beams and one round window",
           ("on old table", "table", 0.42), ("on beam", "shelf", 0.22), ("on floor", "floor", 0.62),
           ("behind chimney", "niche", 0.86), ("under loose board", "floor", 0.1)),
    _place("cellar", "cellar, vault", "in", "home",
           "stone walls and barrels in the shadows",
           ("on stone shelf", "shelf", 0.24), ("on crate", "table", 0.5), ("on floor", "floor", 0.7),
           ("behind barrels", "niche", 0.9), ("under steps", "niche", 0.1)),
    _place("shop", "shop, antique shop, toy shop", "in", "town",
           "crowded shelves and a bell over the door",
           ("on counter", "table", 0.52), ("on shelf", "shelf", 0.2), ("on floor", "floor", 0.7),
           ("behind curtain", "niche", 0.9), ("under counter", "niche", 0.4)),
    _place("classroom", "classroom, schoolroom", "in", "town",
           "rows of desks and a blackboard",
           ("on desk", "table", 0.5), ("on window sill", "sill", 0.82), ("on floor", "floor", 0.66),
           ("behind blackboard", "niche", 0.24), ("under bench", "bench", 0.1)),
    _place("gallery", "gallery, museum, exhibition room", "in", "stage",
           "framed pictures and a marble pedestal",
           ("on pedestal", "table", 0.5), ("on bench", "bench", 0.24), ("on floor", "floor", 0.7),
           ("behind statue", "niche", 0.88), ("under carpet", "floor", 0.1)),
    _place("theatre", "theatre, concert hall", "in", "stage",
           "a red curtain and a row of footlights",
           ("on prop table", "table", 0.36), ("on chair", "bench", 0.6), ("on floor", "floor", 0.74),
           ("behind curtain", "niche", 0.92), ("under trapdoor", "floor", 0.14)),
    _place("train", "train, night train", "in", "travel",
           "plush seats and a window on the passing land",
           ("on folding table", "table", 0.48), ("on luggage rack", "shelf", 0.24),
           ("on floor", "floor", 0.66), ("under seat", "bench", 0.86), ("behind blind", "sill", 0.1)),
    _place("laboratory", "laboratory, observatory, clinic", "in", "science",
           "glass flasks and a humming machine",
           ("on lab bench", "bench", 0.46), ("on shelf", "shelf", 0.22), ("on floor", "floor", 0.68),
           ("behind machine", "niche", 0.9), ("under sink", "niche", 0.1)),
    _place("spaceship", "spaceship, space station", "in", "science",
           "blinking panels and a round window full of stars",
           ("on console", "table", 0.5), ("on rack", "shelf", 0.22), ("on floor", "floor", 0.68),
           ("behind panel", "niche", 0.88), ("under bunk", "bench", 0.1)),
    _place("hall", "castle hall, great hall, throne room", "in", "castle",
           "banners, a long table and a carved throne",
           ("on long table", "table", 0.46), ("on throne", "bench", 0.76), ("on floor", "floor", 0.6),
           ("behind tapestry", "niche", 0.2), ("under loose flagstone", "floor", 0.92)),
    _place("greenhouse", "greenhouse, winter garden", "in", "wild",
           "panes of glass and ferns as tall as people",
           ("on potting table", "table", 0.46), ("on plant shelf", "shelf", 0.2),
           ("on floor", "floor", 0.68), ("behind ferns", "niche", 0.88),
           ("under flower pots", "floor", 0.1)),
    _place("cave", "cave, mine, grotto", "in", "wild",
           "dripping rock and a dark pool",
           ("on flat rock", "table", 0.46), ("on rock ledge", "shelf", 0.2), ("on ground", "floor", 0.7),
           ("behind boulder", "niche", 0.9), ("under stones", "floor", 0.1)),
    _place("harbour", "harbour, quay, fishing port", "out", "sea",
           "moored boats and gulls over the water",
           ("on fish crate", "table", 0.44), ("on mooring post", "hook", 0.2),
           ("on jetty", "floor", 0.66), ("under upturned boat", "niche", 0.88),
           ("behind nets", "niche", 0.1)),
    _place("beach", "beach, shore", "out", "sea",
           "wet sand, driftwood and long waves",
           ("on driftwood", "bench", 0.4), ("on flat rock", "table", 0.64), ("on sand", "floor", 0.52),
           ("under rowing boat", "niche", 0.88), ("behind dune", "niche", 0.1)),
    _place("forest", "forest, wood", "out", "wild",
           "tall trunks and light between the leaves",
           ("on tree stump", "table", 0.46), ("on branch", "hook", 0.22), ("on moss", "floor", 0.68),
           ("behind fallen log", "niche", 0.88), ("under roots", "niche", 0.1)),
    _place("garden", "garden, orchard, park", "out", "home",
           "flower beds and an old apple tree",
           ("on garden table", "table", 0.44), ("on bench", "bench", 0.7), ("on grass", "floor", 0.56),
           ("behind hedge", "niche", 0.9), ("under rose bush", "floor", 0.12)),
    _place("market", "market, town square, fair", "out", "town",
           "striped awnings and a stone fountain",
           ("on market stall", "table", 0.42), ("on fountain", "sill", 0.7),
           ("on cobblestones", "floor", 0.56), ("under cart", "niche", 0.9),
           ("behind sacks", "niche", 0.12)),
    _place("street", "street, alley, lane", "out", "town",
           "narrow houses and a street lamp",
           ("on bench", "bench", 0.36), ("on doorstep", "floor", 0.62), ("on railing", "hook", 0.8),
           ("behind bins", "niche", 0.92), ("under drain cover", "floor", 0.14)),
    _place("mountain", "mountain pass, summit, ridge", "out", "wild",
           "bare rock, thin air and far white peaks",
           ("on flat stone", "table", 0.44), ("on signpost", "hook", 0.24), ("on snow", "floor", 0.66),
           ("behind cairn", "niche", 0.86), ("under overhang", "niche", 0.1)),
    _place("station", "station, platform, bus stop", "out", "travel",
           "a platform, a big clock and a waiting bench",
           ("on platform bench", "bench", 0.38), ("on ticket ledge", "sill", 0.7),
           ("on platform", "floor", 0.54), ("behind luggage cart", "niche", 0.9),
           ("under timetable", "niche", 0.14)),
    _place("rooftop", "rooftop, terrace, tower top", "out", "town",
           "chimneys and a view over all the roofs",
           ("on parapet", "sill", 0.74), ("on crate", "table", 0.42), ("on roof tiles", "floor", 0.58),
           ("behind chimney", "niche", 0.9), ("under water tank", "niche", 0.12)),
    _place("farmyard", "farmyard, farm, stable yard", "out", "wild",
           "a red barn, a fence and a heap of hay",
           ("on barrel", "table", 0.4), ("on fence", "hook", 0.22), ("on ground", "floor", 0.64),
           ("behind haystack", "niche", 0.88), ("under trough", "bench", 0.1)),
    _place("desert", "desert, oasis", "out", "travel",
           "endless dunes and broken columns",
           ("on broken column", "table", 0.46), ("on ruined wall", "sill", 0.74),
           ("on sand", "floor", 0.58), ("behind pillar", "niche", 0.9),
           ("under slab", "floor", 0.12)),
)  # fmt: skip

PLACE_KINDS: Mapping[str, PlaceKind] = MappingProxyType({row.kind: row for row in _ROWS})
"""Every kind of place by its name."""
