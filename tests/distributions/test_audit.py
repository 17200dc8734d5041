"""The audit reads from each of our exports the questions of the run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from command_line import moviellm
from made_once import made_once
from moviellm.audit import AuditItem, read_items

EXPORTS = (
    "frames", "hf", "video-mme", "longvideobench", "mlvu", "cinepile", "llava", "qwen-vl",
    "internvl", "llamafactory", "ms-swift", "trl",
)  # fmt: skip
ADDED = "None of these."
"""CinePile's fifth option."""
TIME = re.compile(r"\d\d:\d\d|\d+ (?:minute|second)s?")

PIPELINE = f"""
moviellm: 1
films:
  themes: [A lighthouse keeper finds a map, Two rivals share one kitchen]
  shape: {{chapters: 2, scenes: 2, frames: 6}}
  twins: 1
writer: fable
director: storyboard
painter: {{use: papercut, size: [64, 64]}}
captioner: script
exporters: [{", ".join(EXPORTS)}]
"""


@pytest.fixture(scope="session")
def run(tmp_path_factory) -> Path:
    def make(folder: Path) -> None:
        (folder / "films.yaml").write_text(PIPELINE)
        done = moviellm("run", folder / "films.yaml", "--out", folder / "run")
        assert done.returncode == 0, done.stderr

    return made_once(tmp_path_factory, "audited", make) / "run"


def asked(items: list[AuditItem]) -> dict[tuple[str, frozenset[str], str], set[str]]:
    """The questions by film, options and right answer, of what has options.

    Times are left out: an export tells when its video shows something.
    """
    found: dict[tuple[str, frozenset[str], str], set[str]] = {}
    for item in items:
        if item.answer is not None:
            options = [TIME.sub("", option) for option in item.options if option != ADDED]
            right = TIME.sub("", item.options[item.answer])
            key = (Path(item.film).stem, frozenset(options), right)
            found.setdefault(key, set()).add(TIME.sub("", item.question))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("export", EXPORTS)
def test_an_export_asks_what_the_run_asks(run, export):
    items, of_run = read_items(run / "export" / export), read_items(run)
    found, right = asked(items), asked(of_run)
    assert found
    assert found.keys() <= right.keys()
    for key, questions in found.items():
        assert any(one in other for one in right[key] for other in questions)
    assert len({item.family for item in items}) == len({item.family for item in of_run}) == 2
