"""Which kinds of prop there are, and the nearest one for a kind that nobody has heard of."""

from __future__ import annotations

from moviellm.film.screenplay import Prop
from moviellm.studio.papercut.light import Grade
from moviellm.studio.papercut.props import containers, lights, papers
from moviellm.studio.papercut.props.thing import Artist, Looks, Thing, tones_of

ARTISTS: dict[str, Artist] = {
    "map": papers.map_, "letter": papers.letter, "recipe": papers.sheet, "book": papers.book,
    "diary": papers.diary, "photograph": papers.photograph, "painting": papers.painting,
    "blueprint": papers.blueprint, "ticket": papers.ticket, "seeds": papers.packet,
    "chest": containers.chest, "cupboard": containers.cupboard, "box": containers.box,
    "basket": containers.basket, "bag": containers.bag, "suitcase": containers.suitcase,
    "barrel": containers.barrel, "lantern": lights.lantern, "candle": lights.candle,
}  # fmt: skip


def make_thing(prop: Prop, looks: Looks, grade: Grade) -> Thing:
    """Cut a prop out as it looks now."""
    thing = Thing()
    artist = ARTISTS.get(prop.kind, containers.box)
    artist(thing, tones_of(prop, grade), looks)
    return thing
