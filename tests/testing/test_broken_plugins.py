"""The kit catches what it is for: each plugin breaks its contract in one way."""

from __future__ import annotations

import pytest
from moviellm.testing import examine

CASES = [
    # stage, name, the checks that fail, words of the first finding
    ("writer", "returns-a-dict", {"result type": "dict instead of Screenplay"}),
    ("writer", "ignores-the-seed", {"uses its seed": "4 different seeds gave the same"}),
    ("writer", "global-random", {"same again": "draws from a global random generator"}),
    ("writer", "reads-the-clock", {"same again": "reads a clock"}),
    ("writer", "hash-order", {"another process": "gave another result"}),
    ("writer", "breaks-the-ledger", {"valid result": "problem"}),
    ("writer", "chokes-on-themes", {"themes are data": "UnicodeEncodeError"}),
    ("writer", "remarks-in-ascii", {"themes are data": "UnicodeEncodeError"}),
    ("writer", "secretly-paid", {"paid calls": "does not declare that it is paid"}),
    ("writer", "never-buys", {"paid calls": "bought nothing"}),
    ("painter", "mutates-input", {"input untouched": "masterpiece"}),
    ("painter", "depends-on-batch", {"batch independence": "looks different in another order"}),
    ("painter", "unmarked", {"valid result": "no synthetic mark"}),
    ("painter", "box-outside", {"valid result": "outside"}),
    ("painter", "exits", {"answers": "tried to end the process (exit code 5)"}),
    ("painter", "exits-hard", {"answers": "ended the process (exit code 0)"}),
    ("painter", "segfaults", {"answers": "SIGSEGV"}),
    ("painter", "heavy", {"loads": "numpy"}),
    ("captioner", "phones-home", {"offline": "getaddrinfo '127.0.0.1'"}),
    ("captioner", "untrue-caption", {"valid result": "location(map)=gone"}),
    (
        "exporter",
        "half-written",
        {"lost picture": "pass for a whole export", "broken film": "reported success"},
    ),
    ("exporter", "trusts-leftovers", {"resumes": "became another one"}),
    ("exporter", "writes-outside", {"own folder": "log.txt"}),
    ("exporter", "writes-elsewhere", {"own folder": "moviellm-stray"}),
    ("exporter", "trusts-titles", {"nasty texts": "names a file"}),
    ("director", "forgets-frames", {"valid result": "has 4 key frames and asks for 5"}),
    ("voice", "wrong-length", {"valid result": "lasts"}),
    ("critic", "invents-facts", {"valid result": "location(map)=gone"}),
    ("critic", "judges-in-one-breath", {"judges": "returned 1 of Preference for 2"}),
    ("writer", "judges-in-secret", {"judges": "answers `moviellm_judge` and does not declare it"}),
    ("hooks", "swallows-results", {"wraps stages": "director"}),
    ("writer", "loose-options", {"options": "accepts unknown options"}),
    ("writer", "needs-a-key", {"options": "key_name are required"}),
    ("writer", "hidden-marks", {"options": "inside the type of device, speed and says nothing"}),
    ("writer", "two-lines", {"declaration": "several lines"}),
    ("writer", "resumes-a-film", {"declaration": "declares `resumes`"}),
    ("writer", "moves-no-pictures", {"declaration": "declares `pictures_of`"}),
]


def cases():
    """The cases; one whose checks an earlier one has failed already is slow."""
    seen: set[str] = set()
    for stage, name, expected in CASES:
        marks = [pytest.mark.slow] if expected.keys() <= seen else []
        yield pytest.param(stage, name, expected, id=name, marks=marks)
        seen |= expected.keys()


@pytest.mark.usefixtures("broken_plugins")
@pytest.mark.parametrize(("stage", "name", "expected"), list(cases()))
def test_a_broken_contract_is_found_and_nothing_else(stage, name, expected):
    examination = examine(stage, name)
    failed = {finding.check: finding.what for finding in examination.findings if finding.failed}
    assert failed.keys() == expected.keys(), failed
    for check, words in expected.items():
        assert words in failed[check]
    assert not examination.passed
    assert all(finding.fix for finding in examination.findings if finding.failed)


@pytest.mark.usefixtures("broken_plugins")
def test_a_painter_that_uses_the_seed_of_the_batch_is_found():
    findings = {f.check for f in examine("painter", "context-seed").findings if f.failed}
    assert "slate alone" in findings


@pytest.mark.slow
@pytest.mark.usefixtures("broken_plugins")
def test_a_plugin_that_hangs_is_ended_and_the_place_is_named():
    examination = examine("painter", "hangs", time_limit_s=10)
    answers = examination.finding("answers")
    assert answers.outcome == "hung"
    assert "within 10 s" in answers.what
    assert "broken_parts.py" in answers.what
    assert examination.finding("starts").outcome == "passed"
    assert examination.finding("valid result").outcome == "not run"


@pytest.mark.usefixtures("broken_plugins")
def test_what_follows_from_a_failure_is_not_run():
    examination = examine("painter", "segfaults")
    assert examination.finding("answers").outcome == "died"
    assert examination.finding("result type").outcome == "not run"
    assert examination.finding("batch independence").what == "it needs: same again"
