"""``moviellm audit``: what it prints, what machines get, and what it refuses."""

from __future__ import annotations

import json
import random
import shutil

import pytest
from moviellm.cli.reporting import write_report
from studio_runs import shared_studio_run

from .conftest import data

pytest.importorskip("sklearn")


@pytest.fixture
def rows(here):
    """Sixty videos with two questions each, of which one tells its answer by its length."""
    dice, file = random.Random(1), here / "rows.jsonl"
    lines = []
    for number in range(120):
        options = dice.sample(["A map.", "A key.", "The old violin.", "The brown bread."], 4)
        told = number % 2 == 0
        right = max(range(4), key=lambda n: len(options[n])) if told else dice.randrange(4)
        row = {
            "id": number, "video": f"v{number // 2}.mp4", "question": f"What is held at {number}?",
            "task_type": "told" if told else "fair", "options": options, "answer": "ABCD"[right],
        }  # fmt: skip
        lines.append(json.dumps(row))
    file.write_text("\n".join(lines))
    return file


def test_it_tells_by_kind_and_what_gave_it_away(moviellm, rows):
    done = moviellm("audit", rows)
    assert "120 questions with options in 60 families" in done.stdout
    told = next(line for line in done.stdout.splitlines() if line.endswith("told"))
    assert "100%" in told
    assert "the longest option is right in 100% of 60" in done.stdout


def test_machines_get_the_same_and_a_score_a_row(moviellm, rows, here):
    found = data(moviellm("audit", rows, "--json", "--scores", here / "scores.jsonl"))
    assert found["all"]["questions"] == 120
    assert {line["name"] for line in found["kinds"]} == {"told", "fair"}
    scores = [json.loads(line) for line in (here / "scores.jsonl").read_text().splitlines()]
    assert {score["id"] for score in scores} == {str(n) for n in range(120)}
    told = [score["right"]["words"] for score in scores if int(score["id"]) % 2 == 0]
    assert min(told) > 0.5


@pytest.mark.parametrize(("share", "code"), [("0.05", 4), ("0.75", 0)])
def test_a_share_makes_it_an_exit_code(moviellm, rows, share, code):
    done = moviellm("audit", rows, "--at-most", share, code=code)
    assert ("more than 0.05 above chance" in done.stdout) == bool(code)


def test_what_cannot_be_audited_is_refused(moviellm, here):
    (here / "empty.jsonl").write_text('{"text": "Once."}\n')
    (here / "broken.jsonl").write_text('{"question": "Who?"}\n{"question": \n')
    assert "no questions with options" in moviellm("audit", "empty.jsonl", code=2).stderr
    assert "line 2 is no JSON" in moviellm("audit", "broken.jsonl", code=2).stderr
    assert "There is no" in moviellm("audit", "nowhere", code=2).stderr


def test_of_several_exports_one_is_to_be_named(moviellm, here):
    for name in ("hf", "llava"):
        (here / "export" / name).mkdir(parents=True)
        (here / "export" / name / "MANIFEST.json").write_text("{}")
    assert "several exports" in moviellm("audit", "export", code=2).stderr


@pytest.fixture
def run(here, tmp_path_factory):
    """A run of the studio: three short films."""
    return shutil.copytree(shared_studio_run(tmp_path_factory).folder, here / "run")


def test_a_run_keeps_its_audit_and_shows_it_in_its_report_and_on_data_cards(moviellm, here, run):
    done = moviellm("audit", run)
    assert "40 questions whose answer is heard are needed, not" in " ".join(done.stdout.split())
    assert "audit.json" in done.stdout
    kept = json.loads((run / "audit.json").read_text())
    assert kept["films"] == 3
    page = (run / "report.html").read_text()
    assert "Answered without the films" in page
    assert "audit again" not in page
    option = f"audit={run / 'audit.json'}"
    export = ("export", run, "--to", "frames", "--set", option, "--out", here / "frames")
    assert "Exported" in moviellm(*export).stdout
    assert "left as it is" in moviellm(*export).stdout
    assert "## Answered without the films" in (here / "frames" / "README.md").read_text()
    (run / "audit.json").write_text(json.dumps({**kept, "films": 4}))
    assert "Exported" in moviellm(*export, "--overwrite").stdout


def test_exports_carry_the_scores_that_an_audit_wrote(moviellm, here, run):
    moviellm("audit", run, "--scores", here / "scores.jsonl")
    export = ("export", run, "--to", "frames", "--out")
    moviellm(*export, here / "plain")
    moviellm(*export, here / "scored", "--set", f"scores={here / 'scores.jsonl'}")
    lines = (here / "scores.jsonl").read_text().splitlines()
    scores = {row["id"]: row["blind"] for row in map(json.loads, lines)}
    assert all(0 <= score <= 1 for score in scores.values())
    for file in sorted((here / "scored").glob("*/qa.jsonl")):
        rows = [json.loads(line) for line in file.read_text().splitlines()]
        for row in rows:
            known = scores.get(f"{row['film']}/{row['id']}") if row["options"] else None
            assert row.pop("blind") == known
        plain = (here / "plain" / file.parent.name / "qa.jsonl").read_text().splitlines()
        assert rows == [json.loads(line) for line in plain]
    assert "has `blind`" in (here / "scored" / "README.md").read_text()
    assert "`blind`" not in (here / "plain" / "README.md").read_text()
    (here / "scores.jsonl").write_text("".join(f"{line}\n" for line in lines[1:]))
    scored = f"scores={here / 'scores.jsonl'}"
    said = moviellm(*export, here / "late", "--set", scored, code=2).stderr
    assert f"has no score of {json.loads(lines[0])['id']}" in " ".join(said.split())


def test_an_audit_that_cannot_be_kept_is_still_told(moviellm, run):
    (run / "audit.json").mkdir()
    done = moviellm("audit", run, "--json")
    assert "The audit is not kept" in done.stderr
    assert data(done)["films"] == 3


@pytest.mark.parametrize("said", ["{", "[1]", "\x00"])
def test_a_report_goes_without_an_audit_that_cannot_be_read(run, capsys, said):
    (run / "audit.json").write_text(said)
    page = write_report(run)
    assert page is not None
    assert "Answered without" not in page.read_text()
    assert "is no audit" in capsys.readouterr().err


def test_scores_that_cannot_be_written_are_an_error_in_words(moviellm, rows, here):
    assert "nowhere" in moviellm("audit", rows, "--scores", here / "nowhere" / "s", code=5).stderr
