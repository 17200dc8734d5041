"""Which furniture a spot gets, by its name and kind."""

from __future__ import annotations

from moviellm.film import Place, Spot
from moviellm.studio.papercut.furniture import nooks, seats, tables, walls, wilds
from moviellm.studio.papercut.furniture.piece import Furniture, FurnitureBuilder, Papers
from moviellm.studio.papercut.light import Grade

_NAMED: tuple[tuple[str, FurnitureBuilder], ...] = (("workbench", tables.workbench), ("lab bench",
    tables.lab_bench), ("long table", tables.long_table), ("folding table", tables.folding_table),
    ("counter", tables.counter), ("desk", tables.desk), ("stall", tables.stall), ("fish crate",
    tables.crate), ("crate", tables.crate), ("stump", tables.stump), ("pedestal",
    tables.pedestal), ("console", tables.console), ("broken column", tables.column), ("flat rock",
    tables.rock), ("flat stone", tables.rock), ("altar", tables.pedestal), ("barrels",
    nooks.barrels), ("barrel", tables.barrel), ("plant shelf", walls.plant_shelf), ("stone shelf",
    walls.stone_ledge), ("rock ledge", walls.stone_ledge), ("luggage rack", walls.luggage_rack),
    ("beam", walls.beam), ("ticket", walls.ticket_ledge), ("fountain", walls.fountain),
    ("parapet", walls.parapet), ("ruined wall", walls.ruined_wall), ("blind", walls.blind),
    ("mooring", walls.mooring_post), ("branch", walls.branch), ("railing", walls.railing),
    ("signpost", walls.signpost), ("fence", walls.fence_rail), ("books", walls.books),
    ("tool rack", nooks.tool_rack), ("rack", walls.rack), ("platform bench", seats.garden_bench),
    ("throne", seats.throne), ("armchair", nooks.armchair), ("chair", seats.chair), ("bunk",
    seats.bunk), ("bed", seats.bunk), ("driftwood", seats.driftwood), ("trough", seats.trough),
    ("seat", seats.plush_seat), ("sofa", seats.plush_seat), ("stove", nooks.stove), ("oven",
    nooks.stove), ("fireplace", nooks.chimney), ("stairs", nooks.stairs), ("steps",
    nooks.stone_steps), ("chimney", nooks.chimney), ("curtain", nooks.curtain), ("blackboard",
    nooks.blackboard), ("statue", nooks.statue), ("machine", nooks.machine), ("sink", nooks.sink),
    ("panel", nooks.panel), ("tapestry", nooks.tapestry), ("fern", nooks.ferns), ("plant",
    nooks.ferns), ("boulder", wilds.boulder), ("boat", wilds.boat), ("nets", wilds.nets), ("dune",
    wilds.dune), ("log", wilds.log), ("roots", wilds.roots), ("tree", wilds.roots), ("hedge",
    wilds.hedge), ("luggage cart", wilds.luggage_cart), ("cart", wilds.cart), ("sack",
    wilds.sacks), ("bins", wilds.bins), ("cairn", wilds.cairn), ("overhang", wilds.overhang),
    ("timetable", wilds.timetable), ("tank", wilds.tank), ("hay", wilds.haystack), ("pillar",
    wilds.pillar), ("board", wilds.loose_board), ("carpet", wilds.carpet), ("rug", wilds.carpet),
    ("trapdoor", wilds.trapdoor), ("flagstone", wilds.slab), ("slab", wilds.slab), ("stones",
    wilds.stones), ("rose", wilds.rose_bush), ("bush", wilds.rose_bush), ("pots", wilds.pots),
    ("drain", wilds.drain), ("boxes", tables.crate), ("door", nooks.curtain), ("wall",
    nooks.chimney), ("rock", wilds.boulder), ("table", tables.table))  # fmt: skip
"""Words in a spot's name and what is built for them; the first that fits is taken."""

_PLAIN: dict[str, tuple[FurnitureBuilder, FurnitureBuilder]] = {
    "table": (tables.table, tables.crate),
    "shelf": (walls.shelf, walls.stone_ledge),
    "hook": (walls.hook, walls.signpost),
    "sill": (walls.window_sill, walls.parapet),
    "bench": (seats.bench, seats.garden_bench),
    "niche": (nooks.curtain, wilds.boulder),
}
"""What is built for a kind of spot that no word is known for: indoors and outdoors."""

_LIBRARIES = ("library", "bookshop", "study", "archive")


def stands_for(place: Place, spot: Spot) -> Spot | None:
    """The open spot whose furniture a hidden spot is behind or under ("under the counter")."""
    if not spot.hidden:
        return None
    for other in place.spots:
        same = other.name == spot.name or spot.name in other.name
        if same and not other.hidden and other.id != spot.id:
            return other
    return None


def builder_of(place: Place, spot: Spot) -> FurnitureBuilder | None:
    """Who builds a spot; nobody for the bare ground, and for what another spot builds already."""
    name = spot.name.lower()
    if stands_for(place, spot) is not None:
        return None
    if spot.kind == "floor" and not spot.hidden:
        return None
    if spot.kind == "shelf" and name == "shelf" and any(w in place.kind for w in _LIBRARIES):
        return walls.bookcase
    if name == "table" and place.kind in ("inn", "tavern", "cafe"):
        return tables.round_table
    if name == "bench" and not place.indoors:
        return seats.garden_bench
    for word, joiner in _NAMED:
        if word in name:
            return joiner
    if spot.kind == "floor":
        return wilds.loose_board if place.indoors else wilds.stones
    return _PLAIN[spot.kind][0 if place.indoors else 1]


def make_furniture(place: Place, spot: Spot, grade: Grade) -> Furniture:
    """Build what a spot looks like."""
    furniture = Furniture()
    joiner = builder_of(place, spot)
    if joiner is not None:
        joiner(furniture, Papers(grade))
    if spot.hidden and furniture.cut.pieces and not furniture.cover.pieces:
        if not furniture.hides:
            furniture.rest, furniture.side = 0.0, furniture.side or furniture.half
        furniture.hides, furniture.hangs = True, False
    return furniture
