"""What an audit left, on data cards and as an exporter's option."""

from __future__ import annotations

import json

import pytest
from moviellm.exporting import AuditSummary, CardConfig, DataCard, read_audit
from moviellm.testing import NASTY_TEXTS
from pydantic import ValidationError

SCORE = {"rate": 0.5, "low": 0.4, "high": 0.6}
LINE = {"name": "all", "questions": 1200, "chance": 0.25, "families": 40}
FOUND = {
    "films": 80,
    "baselines": {"words": "the question and its options"},
    "all": {**LINE, "scores": {"words": SCORE, "options": SCORE}},
    "kinds": [{**LINE, "name": "where", "scores": {"words": SCORE, "options": SCORE}}],
    "parts": [
        {
            "baseline": "frame", "sees": "one frame", "of": "questions of two hops",
            "all": {**LINE, "questions": 500, "scores": {"words": SCORE, "frame": SCORE}},
        }
    ],
    "worst": ["when: the least number is right in 41% of 347 (chance 25%)."],
    "leaks": [{"template": "when"}],
}  # fmt: skip


@pytest.fixture
def file(tmp_path):
    (tmp_path / "audit.json").write_text(json.dumps(FOUND))
    return tmp_path / "audit.json"


def test_a_card_tells_what_is_answered_without_the_films(file):
    text = DataCard("x", None, audit=read_audit(file)).text("## Files\n")
    assert text.index("## Files") < text.index("## Answered without the films")
    assert "1,200 questions with options about 80 films" in text
    assert "| where | 1,200 | 25% | 50% (40-60) | 50% (40-60) |" in text
    assert "- words: the question and its options." in text
    assert "of 500 questions of two hops: words 50% (40-60), frame 50% (40-60)" in text
    assert "- when: the least number is right in 41% of 347" in text
    assert "Answered without" not in DataCard("x", None).text()


def test_an_option_holds_what_the_file_says(file):
    config = CardConfig.model_validate({"audit": str(file)})
    assert config.audit == AuditSummary.model_validate(FOUND)
    assert CardConfig.model_validate(config.model_dump(mode="json")) == config
    assert "audit" not in CardConfig().model_dump()
    file.write_text(json.dumps({**FOUND, "films": 81}))
    assert CardConfig.model_validate({"audit": str(file)}) != config


@pytest.mark.parametrize("said", ["", "[]", "{", "null", '{"films": 3}', '{"films": -1}'])
def test_what_is_no_audit_is_refused_by_name(file, said):
    file.write_text(said)
    with pytest.raises(ValidationError, match=r"audit\.json is no audit"):
        CardConfig.model_validate({"audit": str(file)})


def test_a_file_that_is_not_there_is_named(tmp_path):
    for place in (tmp_path / "none.json", tmp_path):
        with pytest.raises(ValueError, match="cannot be read"):
            read_audit(place)


@pytest.mark.parametrize("said", NASTY_TEXTS)
def test_names_that_others_gave_their_kinds_stay_texts(said):
    kinds = [{**FOUND["all"], "name": said}]
    audit = AuditSummary.model_validate({**FOUND, "kinds": kinds, "worst": [said]})
    text = DataCard("x", None, audit=audit).text()
    table = text[text.index("## Answered") : text.index("## Real people")]
    rows = [line for line in table.splitlines() if line.startswith("|")]
    assert len(rows) == 4
    assert len([line for line in table.splitlines() if line.startswith("- ")]) == 3
