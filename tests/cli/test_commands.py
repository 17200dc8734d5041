"""What the other commands print, for people and for machines."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from folders import OF_PROCESSES, bytes_of
from moviellm import BudgetError
from moviellm.engine.journal.writer import Journal

from .conftest import ENVIRONMENT, FRAMES, data, write_pipeline


def test_validate_says_what_would_run(moviellm, pipeline, here):
    done = moviellm("validate", pipeline)
    assert "2 films with 8 key frames" in done.stdout
    assert "moviellm-engine-cast 1.0" in done.stdout
    found = data(moviellm("validate", pipeline, "--json", "--set", "painter.shade=7"))
    assert (found["films"], found["frames"]) == (2, 2 * FRAMES)
    painter = next(part for part in found["components"] if part["stage"] == "painter")
    assert painter["options"]["shade"] == 7
    assert not (here / "runs").exists()


@pytest.mark.parametrize("command", ["validate", "plan"])
def test_no_heavy_part_is_imported_to_validate_and_plan(pipeline, here, command):
    code = (
        "import sys\n"
        "from moviellm.cli.app import cli\n"
        f"cli(['{command}', 'films.yaml'], standalone_mode=False)\n"
        "print(*sorted(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=here, env=ENVIRONMENT, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    modules = done.stdout.splitlines()[-1].split(" ")
    assert "moviellm_engine_cast.plugin" in modules
    assert not {"moviellm_engine_cast.impl", "numpy", "skia", "simplejpeg"} & set(modules)


def test_plan_tells_before_and_after(moviellm, pipeline, finished):
    before = bytes_of(finished, but=OF_PROCESSES)
    found = data(moviellm("plan", pipeline, "--json"))
    assert found["films"] == {"asked": 2, "finished": 2, "dropped": 0}
    assert found["stages"]["painter"]["reused"] == 2 * FRAMES
    assert found["exports"] == {"list": "reused"}
    assert found["usd"] == 0.0
    done = moviellm("plan", pipeline, "--set", "painter.shade=7")
    assert "export `list` is made again" in done.stdout
    assert bytes_of(finished, but=OF_PROCESSES) == before


def test_plan_says_unknown_for_an_unknown_price(moviellm, here):
    file = write_pipeline(here, writer={"use": "paid-tale", "worst_usd": None})
    assert "unknown" in moviellm("plan", file).stdout
    found = data(moviellm("plan", file, "--json"))
    assert found["usd"] is None
    assert found["stages"]["writer"]["films_of_unknown_price"] == 2
    assert found["unpriced"] == ["writer"]


def test_plan_says_what_the_cap_would_do(moviellm, here):
    file = write_pipeline(here, writer={"use": "paid-tale", "worst_usd": None})
    capped = ("--set", "limits.usd=1")
    told = "A run would not start: the price of the writer is unknown."
    assert told in moviellm("plan", file, *capped).stdout
    moviellm("run", file, *capped, code=BudgetError.exit_code)
    assert told not in moviellm("plan", file).stdout
    file = write_pipeline(here, writer={"use": "paid-tale", "worst_usd": 0.5})
    assert "The cap leaves $1.00: should" in moviellm("plan", file, *capped).stdout
    assert "The cap leaves" not in moviellm("plan", file, "--set", "limits.usd=2").stdout


@pytest.mark.slow
def test_what_may_have_been_spent_is_told_apart(moviellm, here):
    lost = {"use": "paid-tale", "fault": "timeout"}
    moviellm("run", write_pipeline(here, writer=lost, themes=["one"]), code=4)
    for command in ("run", "show", "plan"):
        target = "runs/films" if command == "show" else "films.yaml"
        told = moviellm(command, target, code=4 if command == "run" else 0).stdout
        assert "nothing, possibly $0.0" in told
    assert "  writer paid-tale: nothing, possibly $0.0" in moviellm("show", "runs/films").stdout
    (tale,) = data(moviellm("show", "runs/films", "--json"))["spend"]["components"]
    assert (tale["component"], tale["models"], tale["classes"]) == ("paid-tale", [], {})
    assert tale["spend"]["unrecorded"] == 2


def test_what_has_no_price_is_never_told_as_nothing(moviellm, here):
    tale = {"use": "paid-tale", "usd": None, "worst_usd": None}
    moviellm("run", write_pipeline(here, writer=tale, themes=["one"]))
    shown = moviellm("show", "runs/films").stdout
    assert "spent: 2 calls of unknown price\n" in shown
    assert "writer paid-tale: 2 calls of unknown price\n" in shown


def test_show_tells_state_rates_and_disk(moviellm, finished):
    done = moviellm("show", finished)
    assert "is finished" in done.stdout
    assert "2 of 2 films done." in done.stdout
    found = data(moviellm("show", finished, "--json"))
    assert found["films"] == {"asked": 2, "done": 2, "quarantined": 0, "pending": 0}
    assert found["stages"]["painter"]["per_second"] > 0
    assert found["disk"]["total"] == sum(
        found["disk"][part] for part in ("store", "journal", "exports", "other")
    )


def test_show_fits_narrow_terminals(moviellm, finished):
    done = moviellm("show", finished, COLUMNS="60")
    assert max(map(len, done.stdout.splitlines())) <= 60


def test_verify_names_damage_and_a_run_mends_it(moviellm, pipeline, finished):
    assert "All is well" in moviellm("verify", finished).stdout
    packs = sorted((finished / "store/packs").iterdir(), key=lambda path: path.stat().st_size)
    content = bytearray(packs[-1].read_bytes())
    content[40] ^= 1
    packs[-1].write_bytes(content)
    done = moviellm("verify", finished, code=8)
    assert "has changed" in done.stdout
    assert "Run the pipeline again" in done.stdout
    moviellm("run", pipeline)
    found = data(moviellm("verify", finished, "--json"))
    assert (found["sound"], found["damage"], found["exports"]) == (True, [], ["list"])


def test_recover_makes_a_damaged_journal_again(moviellm, pipeline, finished):
    assert "nothing to recover" in moviellm("recover", finished).stdout
    with (finished / "journal.sqlite").open("r+b") as file:
        file.write(bytes(4096))
    refused = moviellm("show", finished, code=5)
    assert f"moviellm recover {finished}" in " ".join(refused.stderr.split())
    said = " ".join(moviellm("recover", finished).stdout.split())
    assert "Recovered 2 films" in said
    assert "damaged-journal-1" in said
    assert "All is well" in moviellm("verify", finished).stdout
    assert data(moviellm("recover", finished, "--json"))["aside"] is None


def test_verify_beside_a_writer_forgets_nothing_and_says_who_writes(moviellm, finished):
    (finished / "export/list").rename(finished / "export/.old-list")
    with Journal(finished):
        done = moviellm("verify", finished)
        said = " ".join(done.stdout.split())
        assert f"The export list was not checked: Process {os.getpid()}" in said
        for pack in (finished / "store/packs").iterdir():
            pack.write_bytes(b"nothing")
        said = " ".join(moviellm("verify", finished, code=8).stdout.split())
        assert "is writing the folder, so nothing was forgotten. Verify it again when" in said
    said = " ".join(moviellm("verify", finished, code=8).stdout.split())
    assert "Run the pipeline again" in said


def test_explain_draws_a_tree_from_question_to_pipeline(moviellm, finished):
    film = (finished / "export/list/films.txt").read_text().split(" ")[0]
    done = moviellm("explain", finished, f"{film}/q0001")
    assert done.stdout.startswith("question q0001\n")
    for word in ("program: who_said", "made by: flat", "theme: a lighthouse", "films.yaml"):
        assert word in done.stdout
    root = data(moviellm("explain", finished, f"{film}/q0001", "--json"))
    assert set(root) == {"what", "id", "facts", "from"}


def test_export_makes_another_export_and_leaves_an_equal_one(moviellm, finished, here):
    done = moviellm("export", finished, "--to", "list", "--out", "elsewhere")
    assert "Exported to" in done.stdout
    again = moviellm("export", finished, "--to", "list", "--out", "elsewhere", "--json")
    assert data(again)["made"] is False
    inside = moviellm("export", finished, "--to", "list")
    assert "left as it is" in inside.stdout
    assert bytes_of(here / "elsewhere") == bytes_of(finished / "export/list")


@pytest.mark.slow
def test_export_says_how_far_it_is(moviellm, finished, here):
    settings = [f"--set=log={here / 'log'}", "--set=pause=1.2"]
    done = moviellm("export", finished, "--to", "parts", *settings)
    assert "exporting parts 1/2" in done.stderr.splitlines()
    done = moviellm("export", finished, "--to", "parts", *settings, "--out=quiet", "--json")
    assert done.stderr == ""


def test_export_says_what_it_left_out(moviellm, here):
    cursed = {"use": "tale", "fault": "film", "on": "rivals"}
    moviellm("run", write_pipeline(here, writer=cursed), code=4)
    export = ["export", "runs/films", "--to", "list", "--out", "copy"]
    done = moviellm(*export)
    assert "1 unfinished film is left out; `moviellm show runs/films` tells why." in done.stdout
    done = moviellm(*export, "--json")
    assert data(done)["left_out"] == 1


def test_export_replaces_another_export_only_when_asked_and_nothing_else_ever(
    moviellm, finished, here
):
    moviellm("export", finished, "--to", "frames", "--out", here / "copy")
    again = ["export", finished, "--to", "list", "--out", here / "copy"]
    assert "Add --overwrite to replace it" in moviellm(*again, code=2).stderr
    moviellm(*again, "--overwrite")
    assert (here / "copy" / "films.txt").is_file()
    done = moviellm(*again[:-1], here, "--overwrite", code=2)
    assert "is not replaced: what stands there is no export" in done.stderr
    assert (here / "copy" / "films.txt").is_file()


def test_clean_says_what_it_freed(moviellm, pipeline, finished):
    moviellm("run", pipeline, "--set", "painter.shade=7")
    found = data(moviellm("clean", finished, "--json"))
    assert found["steps"] == 2 * FRAMES
    assert found["bytes"] > 0
    done = moviellm("clean", finished)
    assert "0 steps" in done.stdout
    report = data(moviellm("run", pipeline, "--set", "painter.shade=7", "--json"))
    assert report["made"] == {}


def test_schema_is_a_schema_with_the_options_of_plugins(moviellm):
    schema = data(moviellm("schema"))
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert "shade" in json.dumps(schema)


def test_init_writes_a_pipeline_that_is_right_and_overwrites_nothing(moviellm, here):
    moviellm("init")
    moviellm("validate", "pipeline.yaml")
    before = (here / "pipeline.yaml").read_text()
    done = moviellm("init", "pipeline.yaml", code=2)
    assert "is there already" in done.stderr
    assert (here / "pipeline.yaml").read_text() == before
    moviellm("init", "no/such/folder.yaml", code=5)
