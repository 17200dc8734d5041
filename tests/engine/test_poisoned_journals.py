"""What an earlier version recorded unchecked counts as not made: no run fails on it for ever."""

from __future__ import annotations

import json
import logging
from collections import Counter
from dataclasses import replace

import pytest
from moviellm import DamageError
from moviellm.engine.exports.again import export_again
from moviellm.engine.journal.writer import Journal
from moviellm.engine.store.store import Store

LOST = "0" * 64

POISON = [  # stage, what its recorded document becomes, or what is recorded beside it
    ("writer", "document", lambda text: b"{}"),
    ("writer", "document", lambda text: b"\xff not JSON"),
    ("writer", "document", lambda text: text.replace(b'"film":"film-', b'"film":"another-')),
    ("writer", "document", lambda text: text.replace(b'"frames":2', b'"frames":3')),
    ("director", "document", lambda text: text.replace(b'"duration_ms":2000', b'"duration_ms":-1')),
    ("director", "document", lambda text: text.replace(b'"person":"ann"', b'"person":"eve"')),
    ("director", "document", lambda text: text.replace(b'"scene":"c1s1"', b'"scene":"c9s9"')),
    ("director", "document", lambda text: text.replace(b'"film":"film-', b'"film":"another-')),
    ("voice", "result", lambda text: "-1"),
    ("voice", "result", lambda text: "nan"),
    ("voice", "result", lambda text: ""),
    ("voice", "result", lambda text: "3000,3000"),
    ("painter", "result", lambda text: text.replace('"width":16', '"width":nan')),
    ("painter", "result", lambda text: text.replace('"jpg"', '"gif"')),
    ("painter", "result", lambda text: "{}"),
    ("painter", "result", lambda text: ""),
    ("critic", "result", lambda text: '{"score": null}'),
    ("critic", "result", lambda text: '{"score": NaN, "missing": [], "comment": ""}'),
    ("critic", "result", lambda text: '{"score": "NaN", "missing": [], "comment": ""}'),
    ("critic", "result", lambda text: ""),
    ("animator", "result", lambda text: text.replace('"rate":12', '"rate":13')),
    ("animator", "result", lambda text: ""),
    ("mixer", "result", lambda text: text.replace('"rate":24000', '"rate":44100')),
    ("mixer", "result", lambda text: ""),
    ("mixer", "result", lambda text: "{}"),
    ("captioner", "document", lambda text: b"{}"),
    ("captioner", "document", lambda text: text.replace(b'"dropped":{}', b'"dropped":{"x":"NaN"}')),
    ("captioner", "result", lambda text: "[]"),
    ("captioner", "result", lambda text: "{"),
    *((stage, "outputs", lambda outputs: (LOST,) * len(outputs))
      for stage in ("writer", "director", "voice", "painter", "animator", "mixer", "captioner")),
    *((stage, "outputs", lambda outputs: ())
      for stage in ("writer", "director", "voice", "painter", "animator", "mixer", "captioner")),
]  # fmt: skip


def poison(journal, stage, field, change):
    """Record the steps of a stage as an earlier version may have, and its films as given up."""
    store, makers = Store(journal), journal.makers()
    steps = [step for step in journal.all_steps() if makers[step.maker].stage == stage]
    assert steps
    if field == "document":
        bad = {step.key: change(store.get(step.outputs[0])) for step in steps}
        assert all(bad[step.key] != store.get(step.outputs[0]) for step in steps)
        changed = [replace(step, outputs=(store.put(bad[step.key]),)) for step in steps]
    else:
        changed = [replace(step, **{field: change(getattr(step, field))}) for step in steps]
        assert changed != steps
    journal.record(steps=changed)


def give_up_films(journal):
    rows = [replace(row, state="quarantined", completion="", result="") for row in journal.films()]
    journal.record(films=rows)


def exported(report):
    return (report.exports["list"] / "films.txt").read_bytes()


def poisons():
    """The cases; of one field of a stage, all but the first two are slow."""
    seen: Counter[tuple[str, str]] = Counter()
    for number, (stage, field, change) in enumerate(POISON):
        seen[stage, field] += 1
        marks = [pytest.mark.slow] if seen[stage, field] > 2 else []
        yield pytest.param(stage, field, change, id=f"{number}-{stage}-{field}", marks=marks)


@pytest.mark.parametrize(("stage", "field", "change"), list(poisons()))
def test_what_cannot_be_used_is_made_again(produce, here, folder, caplog, stage, field, change):
    healthy = produce(**here)
    before = exported(healthy)
    with Journal(folder) as journal:
        poison(journal, stage, field, change)
        give_up_films(journal)
    with caplog.at_level(logging.WARNING, logger="moviellm.run"):
        report = produce(**here)
    assert report.state == "finished"
    assert report.made[stage] == healthy.made[stage]
    assert exported(report) == before
    assert f"the {stage} `{here[stage]}` made of" in caplog.text
    with Journal(folder) as journal:
        assert not journal.damaged_steps()
        give_up_films(journal)
    assert stage not in produce(**here).made


def put_bad_document(journal, part, change):
    """Record of a finished film another document, as a version that did not look would have."""
    store = Store(journal)
    (row,) = journal.films()
    result = json.loads(row.result)
    bad = store.put(change(store.get(result[part])))
    journal.record(films=[replace(row, result=json.dumps({**result, part: bad}))])


UNFIT = [
    ("footage", lambda text: text.replace(b'"jpg"', b'"gif"')),
    ("footage", lambda text: text.replace(b'"width":16', b'"width":"NaN"')),
    ("soundtrack", lambda text: text.replace(b'"duration_ms":3000', b'"duration_ms":-1')),
    ("annotations", lambda text: b"{}"),
    ("storyboard", lambda text: b"not JSON"),
]


@pytest.mark.parametrize(("part", "change"), UNFIT, ids=[part for part, _ in UNFIT])
def test_a_done_film_that_makes_no_film_is_made_again(produce, here, folder, part, change):
    before = exported(produce(**here))
    with Journal(folder) as journal:
        put_bad_document(journal, part, change)
    report = produce(**here)
    assert (report.state, report.films) == ("finished", 1)
    assert exported(report) == before


def test_an_export_that_cannot_read_a_film_lets_the_next_run_make_it_again(produce, here, folder):
    produce(**here)
    with Journal(folder) as journal:
        put_bad_document(journal, "footage", lambda text: text.replace(b'"jpg"', b'"gif"'))
    with pytest.raises(DamageError, match=r"make no film.*`footage.pictures.0.format`") as caught:
        export_again(folder, "pictures")
    assert "Run the pipeline again" in caught.value.hint
    assert produce(**here).state == "finished"
    target, made = export_again(folder, "pictures")
    assert made
    assert (target / "films.txt").exists()


def test_a_paid_answer_stays_bought_when_what_was_made_of_it_cannot_be_used(
    produce, here, folder, tmp_path
):
    ledger = tmp_path / "ledger"
    paid = {**here, "writer": {"use": "paid-tale", "ledger": str(ledger)}}
    produce(**paid)
    bought = ledger.read_text()
    with Journal(folder) as journal:
        poison(journal, "writer", "document", lambda text: b"{}")
        give_up_films(journal)
    report = produce(**paid)
    assert (report.state, report.made) == ("finished", {"writer": 1})
    assert ledger.read_text() == bought
