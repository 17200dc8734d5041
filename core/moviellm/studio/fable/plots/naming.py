"""What a plot can be called: in its own words, or by its people, its thing and its place."""

from __future__ import annotations

from moviellm.studio.fable.plots.roles import Roles
from moviellm.studio.fable.prose import article, at
from moviellm.studio.fable.setting import Setting

_OWN = 0.25
"""How often a title of the plot's own is taken beside one by names: many films would share it."""


def plot_title(setting: Setting, roles: Roles, thing: str, *own: str) -> str:
    """Choose a title for a plot.

    Args:
        setting: The film's world.
        roles: Who plays which part.
        thing: Id of the prop that it is about.
        own: Titles that only this kind of plot has.
    """
    owner, mover = (setting.persons[who].name for who in (roles.owner, roles.mover))
    name, here = setting.props[thing].name, at(setting.places[roles.home])
    by_name = (
        f"{owner} and the {name}",
        f"{owner}, {mover} and the {name}",
        f"{mover} and {owner} {here}",
        f"{mover}, {owner} and {article(name)}",
        f"{owner} {here}",
        f"{mover} and the {name}",
        f"What became of {owner}'s {name}",
    )
    weights = [_OWN] * len(own) + [1.0] * len(by_name)
    (chosen,) = setting.rng.choices((*own, *by_name), weights)
    return chosen
