"""A plan tells what a run makes, and neither makes, spends nor writes anything."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from folders import OF_PROCESSES, bytes_of
from moviellm import PluginError
from moviellm.engine.journal.writer import Journal
from moviellm.engine.plan import Plan, plan
from moviellm.engine.store.documents import documents_of
from moviellm.pipeline.read import LoadedPipeline

from .conftest import IN_THREADS

FRAMES = 18


@pytest.fixture
def stages() -> dict[str, str]:
    return IN_THREADS


@pytest.fixture
def ahead(produced_by: Callable[..., LoadedPipeline], folder: Path) -> Any:
    """Plan the cast's pipeline with some keys changed."""

    def call(**changes: Any) -> Plan:
        return plan(produced_by(**changes), folder)

    return call


def counts(found: Plan) -> dict[str, tuple[int, int, int]]:
    return {stage.stage: (stage.made, stage.reused, stage.remade) for stage in found.stages}


def test_a_new_folder_is_planned_from_the_shape_and_stays_away(ahead, folder):
    found = ahead(voice="hum", critic="picky")
    assert counts(found) == {
        "writer": (2, 0, 0),
        "director": (2, 0, 0),
        "voice": (2, 0, 0),
        "painter": (2 * FRAMES, 0, 0),
        "critic": (2 * FRAMES, 0, 0),
        "captioner": (2, 0, 0),
    }
    assert found.exports == {"list": "made"}
    assert not folder.exists()


def test_a_finished_run_is_reused_whole(ahead, produce, folder):
    produce()
    before = bytes_of(folder, but=OF_PROCESSES)
    found = ahead()
    assert all(made == remade == 0 for made, _, remade in counts(found).values())
    assert found.finished == 2
    assert found.exports == {"list": "reused"}
    assert bytes_of(folder, but=OF_PROCESSES) == before


@pytest.mark.parametrize(
    ("changes", "remade"),
    [
        ({"painter": {"use": "flat-here", "shade": 9}}, {"painter": 2 * FRAMES, "captioner": 2}),
        ({"captioner": {"use": "plain-here", "on": "x"}}, {"captioner": 2}),
        ({"critic": "picky"}, {"captioner": 2}),
        ({"seed": 8}, {"writer": 2, "director": 2, "painter": 2 * FRAMES, "captioner": 2}),
        ({"painter": {"use": "flat-here", "naps": 0.001}}, {}),
    ],
)
def test_a_plan_says_what_the_run_then_does(ahead, produce, changes, remade):
    produce()
    found = ahead(**changes)
    assert {s.stage: s.remade for s in found.stages if s.remade} == remade
    report = produce(**changes)
    for stage in found.stages:
        made = report.made.get(stage.stage, 0)
        if stage.stage in ("painter", "critic") and "critic" in changes:
            assert made >= stage.made + stage.remade > 0 or stage.stage == "painter"
        else:
            assert made == stage.made + stage.remade


def test_one_more_theme_makes_one_more_film(ahead, produce):
    produce()
    found = ahead(themes=["a lighthouse", "a third thing"])
    assert counts(found)["painter"] == (FRAMES, FRAMES, 0)
    assert (found.finished, found.dropped) == (1, 1)
    assert found.exports == {"list": "remade"}


def test_a_half_made_film_is_followed_to_what_is_missing(ahead, produce, folder):
    produce()
    with Journal(folder) as journal:
        film = journal.films()[0]
        painted = [s for s in journal.steps_of(film.film) if s.item in ("f0003", "f0004")]
        journal.forget_steps([step.key for step in painted])
        journal.doubt_films()
    found = ahead()
    assert counts(found)["writer"] == (0, 2, 0)
    assert counts(found)["painter"] == (2, 2 * FRAMES - 2, 0)
    report = produce()
    assert report.made["painter"] == 2


def test_a_damaged_document_is_planned_again(ahead, produce, folder):
    produce()
    with Journal(folder) as journal:
        digest = documents_of(journal.films()[0])["storyboard"]
        place = journal.place(digest)
        assert place is not None
        pack = folder / "store" / "packs" / place.pack
        data = bytearray(pack.read_bytes())
        data[place.start + 5] ^= 1
        pack.write_bytes(data)
        journal.doubt_films()
    found = counts(ahead())
    assert found["writer"] == (0, 2, 0)
    assert found["director"][1] == 1


def test_prices_are_estimated_and_an_unknown_one_is_not_zero(ahead, produce, tmp_path):
    ledger = tmp_path / "bought"
    paid = {"use": "paid-tale", "worst_usd": 0.02, "calls": 3, "ledger": str(ledger)}
    found = ahead(writer=paid, limits={"usd": 5.0})
    writer = found.stages[0]
    assert (writer.paid, writer.unknown) == (True, 0)
    assert writer.usd == pytest.approx(0.12)
    assert found.cap_usd == 5.0
    unknown = ahead(writer={**paid, "worst_usd": None}).stages[0]
    assert (unknown.usd, unknown.unknown) == (0.0, 2)
    assert not ledger.exists()
    produce(writer=paid)
    again = ahead(writer=paid)
    assert (again.stages[0].usd, again.spent.usd) == (0.0, pytest.approx(0.06))


def test_a_plan_says_what_smaller_shapes_would_cost(ahead):
    paid = {"use": "paid-tale", "worst_usd": 0.02, "calls": 3}
    found = ahead(writer=paid, shape="paper")
    assert found.smaller == {"short": pytest.approx(0.12), "medium": pytest.approx(0.12)}
    twins = ahead(writer=paid, shape="paper", twins=2)
    assert twins.smaller == found.smaller, "nobody writes a twin"
    assert twins.stages[0].usd == found.stages[0].usd
    assert ahead(writer=paid, shape="short").smaller == {}
    assert ahead(shape="paper").smaller == {}
    unknown = ahead(writer={**paid, "worst_usd": None}, shape="medium")
    assert unknown.smaller == {"short": None}


@pytest.mark.parametrize("run_before", [False, True])
def test_a_film_that_would_be_refused_is_named(ahead, produce, run_before):
    themes = ["a lighthouse", "a person who looks exactly like Keanu Reeves"]
    if run_before:
        produce(themes=themes)
    found = ahead(themes=themes)
    (reason,) = found.refused.values()
    assert "Keanu Reeves" in reason
    assert sum(counts(found)["writer"]) == 1


def test_a_missing_plugin_is_told_before_anything(ahead):
    with pytest.raises(PluginError, match="There is no painter"):
        ahead(painter="nobody")


def test_no_component_is_called(ahead, produce, tmp_path):
    log = tmp_path / "painted"
    painter = {"use": "flat-here", "log": str(log)}
    produce(painter=painter)
    before = log.read_text()
    ahead(
        painter={**painter, "shade": 3},
        themes=["new"],
        writer={"use": "tale", "fault": "exit"},
    )
    assert log.read_text() == before
