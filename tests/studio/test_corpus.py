"""Films of the studio stay as they were, byte for byte, until somebody means to change them.

``python tests/studio/test_corpus.py`` writes `corpus.json` anew, once a change is meant and each
component whose output it changes has raised its `output_version`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from moviellm.film import Annotations, Brief, Film, Footage, Record, Screenplay, Shape
from moviellm.film.twins import fork
from moviellm.studio.fable.config import FableConfig
from moviellm.studio.fable.impl import Fable
from moviellm.studio.script.config import ScriptConfig
from moviellm.studio.script.impl import Script
from moviellm.studio.storyboard.config import StoryboardConfig
from moviellm.studio.storyboard.impl import Storyboarder
from moviellm.testing import make_context

HASHES = Path(__file__).with_name("corpus.json")
BRIEFS = {
    brief.id: brief
    for brief in (
        Brief(id="hidden", theme="The map in the chest", seed=1, dials={"plot": "hidden"},
              shape=Shape(chapters=2, scenes=2, frames=6)),
        Brief(id="broken", theme="A jug in pieces", seed=2, dials={"plot": "broken"},
              shape=Shape(chapters=2, scenes=2, frames=6)),
        Brief(id="locked", theme="The box of the clockmaker", seed=3, dials={"plot": "locked"},
              shape=Shape(chapters=1, scenes=3, frames=8)),
        Brief(id="contest", theme="Who sings best", seed=4, dials={"plot": "contest", "people": 5},
              shape=Shape(chapters=1, scenes=3, frames=8)),
        Brief(id="journey", theme="Over the sea", seed=5, dials={"plot": "journey"},
              shape=Shape(chapters=2, scenes=2, frames=6)),
        Brief(id="tiny", theme="One evening", seed=6, shape=Shape(chapters=1, scenes=1, frames=4)),
    )
}  # fmt: skip


def parts(brief: Brief) -> Iterator[tuple[str, Record]]:
    """What the studio makes of a brief, and of its first twin where it has one."""
    play = Fable(FableConfig()).moviellm_write(brief, make_context(film=brief.id, seed=brief.seed))
    yield from _told(brief, play)
    if brief.id != "tiny":
        yield from _told(brief.twin_brief(1), fork(play, f"{brief.id}-twin-1", 1))


def _told(brief: Brief, play: Screenplay) -> Iterator[tuple[str, Record]]:
    context = make_context(film=brief.id, seed=brief.seed)
    board = Storyboarder(StoryboardConfig()).moviellm_direct(brief, play, context)
    film = Film(
        brief=brief, screenplay=play, storyboard=board,
        footage=Footage(film=play.film, pictures=()),
        annotations=Annotations(film=play.film, captions=(), questions=()),
    )  # fmt: skip
    yield f"{brief.id} screenplay", play
    yield f"{brief.id} storyboard", board
    told = Script(ScriptConfig()).moviellm_caption(film, make_context(film=film.id, seed=1))
    yield f"{brief.id} annotations", told


def hashed(brief: Brief) -> dict[str, str]:
    """The hash of each part."""
    return {
        name: hashlib.sha256(part.model_dump_json().encode()).hexdigest()
        for name, part in parts(brief)
    }


@pytest.mark.parametrize("name", BRIEFS)
def test_a_film_of_the_studio_is_as_it_was(name):
    assert hashed(BRIEFS[name]) == json.loads(HASHES.read_text())[name]


if __name__ == "__main__":
    made = {name: hashed(brief) for name, brief in BRIEFS.items()}
    HASHES.write_text(json.dumps(made, indent=1) + "\n")
