"""A writer says which shapes it fills; nobody asks it for another one."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from moviellm import ShapeRange
from moviellm.cli.app import cli

PLUGIN = """
    from moviellm import Capabilities, Component, ShapeRange

    shapes = (
        ShapeRange(chapters=(1, 1), scenes=(3, 5), frames=(5, 9)),
        ShapeRange(chapters=(11, 11), scenes=(11, 11), frames=(11, 11)),
    )
    novella = Component(
        name="novella", stage="writer", implementation="novella_impl:Novella", summary="Short.",
        capabilities=Capabilities(shapes={shapes}),
    )
"""
IMPL = """
    from moviellm import FilmError, hookimpl
    from moviellm.testing.fakes.writer.config import FakeWriterConfig
    from moviellm.testing.fakes.writer.impl import FakeWriter

    class Novella(FakeWriter):
        def __init__(self):
            super().__init__(FakeWriterConfig())

        @hookimpl
        def moviellm_write(self, brief, context):
            shape = brief.shape
            if shape.chapters != 1 or shape.scenes not in (3, 4, 5) or not 5 <= shape.frames <= 9:
                raise FilmError("That is no novella.")
            return super().moviellm_write(brief, context)
"""


@pytest.fixture
def novella(site, tmp_path):
    """Installs the writer, and returns how to call the command on it."""

    def install(shapes: str = "shapes"):
        site.install(
            "novellas", entries=["writer: novella = novella_plugin:novella"],
            files=[
                ("novella_plugin.py", PLUGIN.replace("{shapes}", shapes)),
                ("novella_impl.py", IMPL),
            ],
        )  # fmt: skip
        return call

    def call(*words: str, shape: str = "short"):
        file = tmp_path / "films.yaml"
        file.write_text(
            f"moviellm: 1\nfilms: {{themes: [a map], shape: {shape}}}\nwriter: novella\n"
        )
        return CliRunner().invoke(cli, [word.replace("FILE", str(file)) for word in words])

    return install


def test_the_kit_asks_a_writer_only_for_shapes_that_it_fills(novella):
    done = novella()("plugins", "check", "novella", "--json")
    found = json.loads(done.stdout)
    assert found["passed"], [f for f in found["findings"] if f["outcome"] != "passed"]


@pytest.mark.parametrize("command", ["validate", "plan", "run"])
def test_a_shape_that_the_writer_does_not_fill_is_refused_when_the_pipeline_is_read(
    novella, command
):
    done = novella()(command, "FILE")
    assert done.exit_code == 2
    assert "films.yaml:2:33: `films.shape`: the writer `novella`" in done.stderr
    assert "1 chapter, 3 to 5 scenes, 5 to 9 frames, or 11 chapters" in done.stderr
    assert "found 3 x 3 x 6" in done.stderr


@pytest.mark.parametrize("shape", ["paper", "{chapters: 1, scenes: 3, frames: 9}"])
def test_a_shape_that_it_fills_is_taken(novella, shape):
    done = novella()("validate", "FILE", shape=shape)
    assert done.exit_code == 0, done.output


def test_the_shapes_are_shown(novella):
    call = novella()
    shown = " ".join(call("plugins", "show", "novella").stdout.split())
    assert "fills 1 chapter, 3 to 5 scenes, 5 to 9 frames, or 11 chapters, 11 scenes" in shown
    shapes = json.loads(call("plugins", "show", "novella", "--json").stdout)["capabilities"][
        "shapes"
    ]
    assert shapes[0] == {"chapters": [1, 1], "scenes": [3, 5], "frames": [5, 9]}


@pytest.mark.parametrize(
    "shapes", ["(ShapeRange(frames=(9, 5)),)", "(ShapeRange(scenes=(0, 5)),)", "((1, 2, 3),)"]
)
def test_the_kit_refuses_shapes_that_are_none(novella, shapes):
    done = novella(shapes)("plugins", "check", "novella", "--json")
    outcomes = {f["check"]: f["outcome"] for f in json.loads(done.stdout)["findings"]}
    assert outcomes["declaration"] == "broken"


def test_shapes_that_are_none_are_the_plugins_fault(novella):
    done = novella("((1, 2, 3),)")("validate", "FILE")
    assert done.exit_code == 3
    assert "its `shapes` are not a tuple of ShapeRange" in done.stderr


def test_a_range_tells_itself():
    assert str(ShapeRange()) == "any shape"
    assert str(ShapeRange(scenes=(1, 4))) == "1 to 4 scenes"
