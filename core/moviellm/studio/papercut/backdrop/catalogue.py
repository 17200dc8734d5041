"""Which backdrop a place gets, by its kind."""

from __future__ import annotations

from collections.abc import Callable

from moviellm.film import Place
from moviellm.studio.papercut.backdrop import (
    civic,
    far,
    hollows,
    homes,
    outings,
    outlands,
    towns,
    venues,
    wilds,
    works,
    yards,
)
from moviellm.studio.papercut.backdrop.paper_stage import PaperStage

Scenery = Callable[[PaperStage], None]
"""Draws one kind of place."""

BACKDROPS: dict[str, tuple[Scenery, bool]] = {
    "kitchen": (homes.kitchen, True), "lighthouse": (works.lighthouse, True),
    "library": (homes.library, True), "workshop": (works.workshop, True), "inn": (homes.inn, True),
    "attic": (homes.attic, True), "cellar": (hollows.cellar, True), "shop": (works.shop, True),
    "classroom": (works.classroom, True), "gallery": (works.gallery, True),
    "theatre": (works.theatre, True), "train": (works.train, True),
    "laboratory": (works.laboratory, True), "spaceship": (works.spaceship, True),
    "hall": (homes.hall, True), "greenhouse": (hollows.greenhouse, True),
    "cave": (hollows.cave, True), "parlour": (homes.parlour, True),
    "bedroom": (homes.bedroom, True), "harbour": (wilds.harbour, False),
    "beach": (wilds.beach, False), "forest": (wilds.forest, False),
    "garden": (yards.garden, False), "market": (towns.market, False),
    "street": (towns.street, False), "mountain": (wilds.mountain, False),
    "station": (towns.station, False), "rooftop": (towns.rooftop, False),
    "farmyard": (yards.farmyard, False), "desert": (wilds.desert, False),
    "meadow": (wilds.meadow, False), "riverside": (wilds.riverside, False),
    "deck": (wilds.deck, False), "bank": (civic.bank, True), "office": (civic.office, True),
    "court": (civic.court, True), "hospital": (civic.hospital, True),
    "chapel": (civic.chapel, True), "prison": (civic.prison, True), "circus": (far.circus, True),
    "planet": (far.planet, False), "submarine": (far.submarine, True),
    "factory": (far.factory, True), "graveyard": (outlands.graveyard, False),
    "swamp": (outlands.swamp, False), "island": (outlands.island, False),
    "volcano": (outlands.volcano, False), "camp": (outlands.camp, False),
    "bridge": (outlands.bridge, False), "airfield": (outings.airfield, False),
    "playground": (outings.playground, False), "fairground": (outings.fairground, False),
    "waterfall": (outings.waterfall, False), "icefield": (outings.icefield, False),
    "garage": (venues.garage, True), "depot": (venues.depot, True), "pool": (venues.pool, True),
    "observatory": (venues.observatory, True), "cinema": (venues.cinema, True),
    "aquarium": (venues.aquarium, True),
}  # fmt: skip
"""Kinds of place, who draws them, and whether they have a roof."""

LIKE: dict[str, tuple[str, ...]] = {"kitchen": ("bakery", "diner", "pantry", "scullery"),
    "lighthouse": ("lamp", "tower", "beacon"), "library": ("bookshop", "bookstore", "study",
    "archive", "reading"), "workshop": ("smithy", "forge", "barn", "shed",
    "studio", "mill", "stable"), "inn": ("tavern", "cafe", "café", "restaurant", "pub", "bar",
    "hotel", "saloon", "casino"), "attic": ("loft", "cabin", "hut", "cottage", "tent"),
    "cellar": ("vault", "dungeon", "basement", "crypt", "sewer", "tomb"),
    "shop": ("store", "boutique", "supermarket", "pharmacy", "mall"),
    "classroom": ("school", "schoolroom", "lecture", "university"), "gallery": ("museum",
    "exhibition", "auction"), "theatre": ("stage", "theater", "concert", "opera",
    "club"), "train": ("carriage", "bus", "dining", "subway", "plane",
    "airplane"), "laboratory": ("lab",),
    "spaceship": ("space", "control", "cockpit", "bunker", "bridge", "server"),
    "hall": ("castle", "throne", "palace",
    "ballroom", "lobby"), "greenhouse": ("conservatory", "winter",
    "nursery"), "cave": ("mine", "grotto", "tunnel", "cavern"), "bedroom": ("bedchamber",
    "dormitory", "nursery"), "harbour": ("harbor", "quay", "port", "dock", "pier",
    "marina", "wharf"), "beach": ("cove", "shore", "coast", "sea", "ocean", "lagoon"),
    "forest": ("wood", "woods", "clearing", "jungle", "grove", "rainforest"),
    "garden": ("orchard", "park", "courtyard", "vineyard"),
    "market": ("square", "fair", "plaza", "bazaar", "festival"), "street": ("alley",
    "lane", "road", "town", "city", "village", "crossing", "suburb"), "mountain": ("pass",
    "summit", "ridge", "cliff", "peak", "hill"),
    "station": ("platform", "stop", "terminal", "railway"), "rooftop": ("roof",
    "terrace", "balcony", "battlement"), "farmyard": ("farm", "yard", "ranch", "barnyard"),
    "desert": ("ruins", "oasis", "dune", "canyon", "wasteland", "savanna"),
    "meadow": ("field", "countryside", "plain", "moor", "prairie", "heath",
    "battlefield"), "riverside": ("river", "lake", "pond", "stream", "canal", "bank",
    "marsh"), "deck": ("ship", "boat", "raft", "ferry", "yacht"), "parlour": ("room",
    "house", "home", "apartment", "salon", "living", "mansion"),
    "office": ("newsroom", "agency", "bureau"), "court": ("courtroom", "tribunal"),
    "hospital": ("clinic", "surgery", "ward", "infirmary"), "chapel": ("church", "temple",
    "cathedral", "monastery", "mosque", "shrine"), "prison": ("cell", "jail"), "circus": ("arena",
    "ring"), "planet": ("moon", "mars", "asteroid"), "factory": ("plant", "mill"),
    "graveyard": ("cemetery", "tomb"), "swamp": ("bog", "mangrove"),
    "camp": ("campsite",), "airfield": ("airport", "runway", "hangar"),
    "playground": ("schoolyard",), "fairground": ("carnival", "amusement"),
    "waterfall": ("rapids", "cataract"), "icefield": ("glacier", "tundra", "arctic", "polar",
    "antarctica"), "depot": ("roundhouse",), "pool": ("swimming", "bath", "spa"),
    "observatory": ("planetarium",), "cinema": ("movie",), "aquarium": ("oceanarium",)}  # fmt: skip
"""Kinds of place that look like another."""


def scenery_of(place: Place) -> Scenery:
    """Who draws a place; unheard-of kinds go to the nearest under the same kind of sky."""
    words = f"{place.kind} {place.name}".lower().replace("-", " ").split()
    for word in words:
        for name in (word, word.rstrip("s")):
            for kind, (scenery, indoors) in BACKDROPS.items():
                if (name == kind or name in LIKE.get(kind, ())) and indoors == place.indoors:
                    return scenery
    return homes.parlour if place.indoors else wilds.meadow


def paint_place(stage: PaperStage, place: Place) -> None:
    """Draw the backdrop of a place."""
    scenery_of(place)(stage)
