"""Prompts are files: listed, hashed into the key of their own part, told in the how-to."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner
from moviellm.cli.app import cli
from moviellm.engine.keys import prompts_digest
from moviellm_plugins_gpt.prompting import VERSION, Prompts, placeholders, shipped_names
from places import ROOT

TEXTS = ("writer", "director", "captioner", "critic")
PARTS = (*TEXTS, "judge", "painter")


@pytest.mark.parametrize("part", [*TEXTS, "painter"])
def test_plugins_show_lists_the_prompts_of_a_part(part):
    name = "openai-image" if part == "painter" else "openai"
    shown = CliRunner().invoke(cli, ["plugins", "show", name, "--stage", part]).output
    told = " ".join(shown.split())
    names = shipped_names(part) + (shipped_names("judge") if part in TEXTS else [])
    assert f"prompts {', '.join(f'{one}.md' for one in sorted(names))}" in told


@pytest.mark.parametrize("part", TEXTS)
def test_plugins_show_prints_what_a_judge_is_told(part):
    words = ["plugins", "show", "anthropic", "--stage", part]
    shown = CliRunner().invoke(cli, [*words, "--prompt", "judge_rules.md"])
    assert "the reference answer is the truth" in shown.output
    assert "judges which of two answers" in " ".join(CliRunner().invoke(cli, words).output.split())


@pytest.mark.parametrize("part", PARTS)
def test_the_how_to_tells_every_prompt(part):
    page = (ROOT / "docs/how-to/write-your-own-prompt.md").read_text()
    labels = {"painter": "painter `openai-image`", "judge": "any of these, as a judge"}
    label = labels.get(part, part)
    row = re.search(rf"^\| {label} \| (.*) \|$", page, re.MULTILINE)[1]
    assert sorted(re.findall(r"`(\w+)`", row)) == shipped_names(part)


def test_a_part_has_a_digest_of_its_own():
    digests = {prompts_digest(f"moviellm_plugins_gpt:prompts/{part}") for part in PARTS}
    assert len(digests) == len(PARTS)


def test_a_prompt_that_changes_is_another_edition():
    """Whoever changes a prompt raises `VERSION` and writes the new digest down here."""
    digests = {part: prompts_digest(f"moviellm_plugins_gpt:prompts/{part}")[:16] for part in PARTS}
    assert (VERSION, digests) == (
        1,
        {
            "writer": "e925a72d9694ff30",
            "director": "4b04d048e108cfe1",
            "captioner": "f804f8ca3e91d384",
            "critic": "435a08d92505e0c7",
            "judge": "99474f1a4b7aa8b8",
            "painter": "e80a222966940976",
        },
    )


def test_texts_are_inserted_as_they_are():
    theme = "It costs $theme and ${more} $$5"
    values = dict.fromkeys(placeholders("writer", "bible"), "x")
    text = Prompts("writer", {}).fill("bible", **{**values, "theme": theme})
    assert f"Theme: {theme}\n" in text
