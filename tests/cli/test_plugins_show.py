"""``moviellm plugins show``: what a plugin takes and promises."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from moviellm.cli.app import cli
from moviellm.cli.plugins_show import kind
from moviellm.testing import fakes_installed

PLUGIN = """
    from moviellm import Capabilities, Component
    oils = Component(
        name="oils", stage="painter", implementation="oils.impl:Oils", config="oils.config:Options",
        summary="Paints in oil.", prompts="oils:prompts",
        capabilities=Capabilities(paid=True, offline=False, gpus=1, runs_in="process"),
        docs="https://example.org/oils", output_version=4,
    )
"""
CONFIG = """
    from typing import Literal
    from moviellm import WithoutEffect
    from pydantic import BaseModel, ConfigDict, Field
    class Brush(BaseModel):
        width: int = Field(ge=1, le=9)
    class Canvas(BaseModel):
        width: int = Field(default=1, ge=1, le=9, description="In metres.")
        cloth: str
    class Options(BaseModel):
        model_config = ConfigDict(extra="forbid", frozen=True)
        model: str = Field(description="Which model, by its name.")
        device: WithoutEffect[Literal["cpu", "cuda"]] = "cpu"
        size: tuple[int, int] | None = None
        brushes: list[Brush] = Field(default_factory=list)
        canvas: Canvas = Field(Canvas(width=3, cloth="linen"), description="What to paint on.")
        spare: Canvas = Canvas(cloth="jute")
"""


@pytest.fixture
def oils(site):
    site.install(
        "oil-painters",
        entries=["painter: oils = oils.plugin:oils", "writer: twice = oils.plugin:oils",
                 "critic: twice = oils.plugin:oils"],
        files=[("oils/__init__.py", ""), ("oils/plugin.py", PLUGIN), ("oils/config.py", CONFIG),
               ("oils/impl.py", "raise RuntimeError"), ("oils/prompts/paint.txt", "Paint.")],
    )  # fmt: skip


def show(*arguments):
    return CliRunner().invoke(cli, ["plugins", "show", *arguments])


@pytest.mark.usefixtures("oils")
def test_it_says_what_a_plugin_takes_and_promises_without_its_heavy_part():
    done = show("oils")
    assert done.exit_code == 0, done.output
    for line in (
        "painter oils (oil-painters 1.2.0)",
        "  Paints in oil.",
        "  offline         uses the network",
        "  paid            calls cost money",
        "  runs in         a process, 1 GPU each",
        "  output version  4",
        "  prompts paint.txt",
        "  docs https://example.org/oils",
        "  model: text [required]",
        '  device: "cpu" or "cuda" [default: "cpu"]',
        "      Does not change the output.",
        "  size: [integer, integer] or none [default: null]",
        "  brushes: list of mapping",
        "  canvas: mapping",
        "      What to paint on.",
        "  canvas.width: integer from 1 to 9 [default: 3]",
        '  canvas.cloth: text [default: "linen"]',
        "  spare.width: integer from 1 to 9 [default: 1]",
    ):
        assert line in done.output.splitlines(), done.output


def test_it_says_what_becomes_of_an_export_that_is_stopped():
    assert "  when stopped    begins anew" in show("frames").output.splitlines()


@pytest.mark.usefixtures("oils")
def test_a_prompt_is_printed_word_for_word():
    assert show("oils", "--prompt", "paint.txt").output == "Paint.\n"
    wrong = show("oils", "--prompt", "sing.txt")
    assert wrong.exit_code == 2
    assert "has no prompt `sing.txt`" in wrong.output
    assert "It has paint.txt." in wrong.output


@pytest.mark.usefixtures("oils")
def test_json_has_the_schema_of_the_options():
    found = json.loads(show("oils", "--json").stdout)
    assert found["schema"]["required"] == ["model"]
    assert found["capabilities"]["runs_in"] == "process"
    assert found["prompts"] == ["paint.txt"]
    assert found["without_effect"] == ["device"]


@pytest.mark.usefixtures("oils")
def test_a_name_of_two_stages_asks_which():
    done = show("twice")
    assert done.exit_code == 2
    assert "There are several plugins `twice`: writer, critic." in done.stderr
    assert "--stage writer" in done.stderr
    broken = show("twice", "--stage", "writer")
    assert broken.exit_code == 3
    assert "its stage is 'painter'" in broken.stderr


def test_an_unknown_name_is_told_with_the_nearest():
    done = show("papercat")
    assert done.exit_code == 3
    assert "Did you mean `papercut`?" in done.stderr


def test_a_plugin_without_options_says_so(site):
    source = """
        from moviellm import Component
        plain = Component(name="plain", stage="voice", implementation="a:B", summary="Plain.")
    """
    files = [("plain_plugin.py", source)]
    site.install("plain", entries=["voice: plain = plain_plugin:plain"], files=files)
    assert "It takes no options." in show("plain").output


@pytest.mark.parametrize("stage", ["writer", "painter", "exporter"])
def test_every_fake_can_be_shown(stage):
    with fakes_installed():
        assert show("fake", "--stage", stage).exit_code == 0


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": "integer", "minimum": 1}, "integer from 1"),
        ({"type": "number", "maximum": 2}, "number up to 2"),
        ({"type": "integer", "exclusiveMinimum": 0, "maximum": 9}, "integer from 0 to 9"),
        ({"type": "array", "items": {"type": "string"}}, "list of text"),
        ({"const": "a"}, '"a"'),
        ({"anyOf": [{"type": "boolean"}, {"type": "null"}]}, "true or false or none"),
        ({"$ref": "#/$defs/Size"}, "integer"),
        ({}, "anything"),
    ],
)
def test_schemas_are_told_in_words(schema, words):
    assert kind(schema, {"Size": {"type": "integer"}}) == words
