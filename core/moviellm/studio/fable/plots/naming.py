"""What a plot can be called: in its own words, or by its people, its thing and its place."""

from __future__ import annotations

from moviellm.studio.fable.plots.roles import Roles
from moviellm.studio.fable.prose import article, at, capital
from moviellm.studio.fable.setting import Setting

_OWN = 0.25
"""How often a title of the plot's own is taken beside one by names."""


def plot_title(setting: Setting, roles: Roles, thing: str, *own: str) -> str:
    """Choose a title for a plot: one that hardly any other film has.

    Args:
        setting: The film's world.
        roles: Who plays which part.
        thing: Id of the prop that it is about.
        own: Titles that only this kind of plot has; one that names hardly anything of the film
            gets a second title.
    """
    owner, mover = (setting.persons[who].name for who in (roles.owner, roles.mover))
    name, here = setting.props[thing].name, at(setting.places[roles.home])
    by_name = (
        f"{owner}, {mover} and the {name}",
        f"{owner} and the {name} {here}",
        f"{mover}, {owner} and {article(name)}",
        f"{capital(article(name))} for {owner} and {mover}",
        f"{mover} and the {name} {here}",
        f"What became of {owner}'s {name} {here}",
        f"What {mover} knew of {owner}'s {name}",
        f"{owner}, {mover} and {article(name)} {here}",
    )
    weights = [_OWN] * len(own) + [1.0] * len(by_name)
    (chosen,) = setting.rng.choices((*own, *by_name), weights)
    if sum(word in chosen for word in (owner, mover, name)) > 1:
        return chosen
    second = f"the {name} {here}" if owner in chosen or mover in chosen else f"{owner}'s {name}"
    return f"{capital(second)}, or {chosen}" if chosen.endswith("?") else f"{chosen}, or {second}"
