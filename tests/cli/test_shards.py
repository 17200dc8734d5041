"""Shards by the commands `work` and `merge`, and by the templates for clusters."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from folders import bytes_of

from .conftest import ENVIRONMENT, write_pipeline

CLUSTER = Path(__file__).parents[2] / "examples" / "cluster"
HERE = {
    "writer": "tale-here",
    "director": "plain-board-here",
    "painter": "flat-here",
    "captioner": "plain-here",
    "exporters": ["frames"],
}


@pytest.fixture
def films(here: Path) -> Path:
    return write_pipeline(here, **HERE)


def test_two_shards_and_their_merge_say_what_they_did_and_what_is_next(moviellm, here, films):
    done = moviellm("work", films, "--shard", "1/2", "--out", "many", "--workers", 1)
    assert "1 film of shard 1/2 of 1 x 2 x 2 key frames" in done.stdout
    assert "Shard 1/2 is done. When all 2 are: moviellm merge many" in done.stdout
    missing = moviellm("merge", "many", code=4)
    assert "Shard 2/2 of the run in" in missing.stderr
    told = moviellm("work", "many", "--shard", "2/2", "--workers", 1, "--json")
    assert json.loads(told.stdout)["folder"] == "many/shards/2-of-2"
    merged = json.loads(moviellm("merge", "many", "--json").stdout)
    assert (merged["state"], merged["films"], merged["folder"]) == ("finished", 2, "many")
    assert merged["exports"] == {"frames": "many/export/frames"}
    moviellm("run", films, "--out", "one")
    assert bytes_of(here / "many/export") == bytes_of(here / "one/export")
    assert "finished" in moviellm("show", "many").stdout


def test_a_shard_that_is_not_done_is_gone_on_with_as_a_shard(moviellm, here):
    films = write_pipeline(here, **{**HERE, "writer": {"use": "tale-here", "fault": "film"}})
    moviellm("work", films, "--shard", "1/2", "--out", "many", "--workers", 1, code=4)
    shown = moviellm("show", "many/shards/1-of-2").stdout
    assert f"Go on: moviellm work {films} --shard 1/2 --out {here / 'many'}" in shown


def test_what_is_told_of_a_budget_is_the_part_of_the_shard(moviellm, films):
    done = moviellm(
        "work", films, "--shard", "2/4", "--out", "many", "--workers", 1, "--set", "limits.usd=10"
    )
    assert "Its part of the budget of $10.0000 is $2.5000." in done.stdout


def test_pictures_of_shards_lie_apart_in_one_store(moviellm, here, films):
    for part in ("1/2", "2/2"):
        words = ("--shard", part, "--out", "many", "--workers", 1, "--store", here / "pictures")
        moviellm("work", films, *words)
    assert sorted(path.name for path in (here / "pictures").iterdir()) == ["1-of-2", "2-of-2"]
    moviellm("merge", "many")


@pytest.mark.parametrize(
    ("words", "code", "what"),
    [
        (("work", "films.yaml"), 2, "Missing option '--shard'"),
        (("work", "films.yaml", "--shard", "0/2"), 2, "There is no shard `0/2`."),
        (("work", ".", "--shard", "1/2"), 2, "No shard in . tells by which pipeline it is made."),
        (("work", "none.yaml", "--shard", "1/2"), 2, "none.yaml does not exist"),
        (("merge", "none"), 2, "There are no shards in"),
        (("merge", "films.yaml"), 2, "There are no shards in"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(moviellm, here, films, words, code, what):
    assert what in moviellm(*words, code=code).stderr
    assert [path.name for path in here.iterdir()] == ["films.yaml"]


SBATCH = """#!{python}
import os, re, subprocess, sys

words = sys.argv[1:]
wrapped = [word[7:] for word in words if word.startswith("--wrap=")]
array = [re.fullmatch("--array=1-([0-9]+)", word) for word in words]
count = next((int(found[1]) for found in array if found), 0)
for number in range(1, count + 1):
    task = {{**os.environ, "SLURM_ARRAY_TASK_ID": str(number), "SLURM_CPUS_PER_TASK": "1"}}
    subprocess.run(["bash", words[-1]], env=task, check=True, stdout=sys.stderr)
for command in wrapped:
    assert "--dependency=afterok:17" in words
    subprocess.run(["bash", "-c", command], check=True, stdout=sys.stderr)
print(17)
"""


@pytest.mark.slow
def test_the_template_for_slurm_makes_all_shards_and_merges_them(moviellm, here, films):
    programs = here / "bin"
    programs.mkdir()
    (programs / "sbatch").write_text(SBATCH.format(python=sys.executable))
    (programs / "sbatch").chmod(0o755)
    path = os.pathsep.join([str(programs), str(Path(sys.executable).parent), os.environ["PATH"]])
    run = here / "a run"
    wanted = {"PIPELINE": str(films), "RUN": str(run), "SHARDS": "2"}
    subprocess.run(
        ["bash", str(CLUSTER / "slurm.sh")],
        env={**ENVIRONMENT, **wanted, "PATH": path},
        cwd=here,
        check=True,
        capture_output=True,
    )
    moviellm("run", films, "--out", "one")
    assert bytes_of(run / "export") == bytes_of(here / "one/export")


@pytest.mark.slow
def test_the_template_for_kubernetes_makes_all_shards_and_merges_them(moviellm, here, films):
    jobs = list(yaml.safe_load_all((CLUSTER / "kubernetes.yaml").read_text()))
    work, merge = (job["spec"]["template"]["spec"]["containers"][0] for job in jobs)
    assert work["env"] == [{"name": "SHARDS", "value": str(jobs[0]["spec"]["completions"])}]
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    line = work["args"][0].replace("/runs/corpus.yaml", str(films))
    line = line.replace("/runs/corpus", str(here / "many"))
    for index in range(2):
        pod = {"PATH": path, "SHARDS": "2", "JOB_COMPLETION_INDEX": str(index)}
        subprocess.run(
            [*work["command"], line],
            env={**ENVIRONMENT, **pod},
            cwd=here,
            check=True,
            capture_output=True,
        )
    moviellm(*(word.replace("/runs/corpus", str(here / "many")) for word in merge["command"][1:]))
    moviellm("run", films, "--out", "one")
    assert bytes_of(here / "many/export") == bytes_of(here / "one/export")
