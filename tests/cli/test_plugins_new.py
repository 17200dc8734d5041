"""``moviellm plugins new``: what it refuses, and what it writes."""

from __future__ import annotations

import ast
import tomllib

import pytest
from click.testing import CliRunner
from moviellm.cli.app import cli
from moviellm.stages import STAGES


def new(*arguments):
    return CliRunner().invoke(cli, ["plugins", "new", *map(str, arguments)])


@pytest.mark.parametrize(
    "name", ["My-Format", "my_format", "-x", "x-", "a--b", "../evil", "1st", "", "x" * 41, "naïve"]
)
def test_a_bad_name_is_refused(tmp_path, name):
    done = new("exporter", "--out", tmp_path, "--", name)
    assert done.exit_code == 2
    assert "is no name for a plugin" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_name_in_use_is_refused_with_its_owner(tmp_path):
    done = new("exporter", "frames", "--out", tmp_path)
    assert done.exit_code == 2
    assert "The exporter `frames` is there already (moviellm" in done.stderr
    assert new("command", "run", "--out", tmp_path).exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_there_is_left_alone(tmp_path):
    folder = tmp_path / "moviellm-plugin-mine"
    folder.mkdir()
    (folder / "work.txt").write_text("years of it")
    done = new("exporter", "mine", "--out", tmp_path)
    assert done.exit_code == 2
    assert "is there already" in done.stderr
    assert [path.name for path in folder.iterdir()] == ["work.txt"]


def test_an_unknown_stage_is_refused(tmp_path):
    done = new("director-general", "x", "--out", tmp_path)
    assert done.exit_code == 2
    assert all(stage in done.stderr for stage in (*STAGES, "command"))


def test_a_folder_that_cannot_be_written_is_a_storage_error(tmp_path):
    (tmp_path / "file").write_text("no folder")
    done = new("command", "mine", "--out", tmp_path / "file" / "below")
    assert done.exit_code in (2, 5)
    assert "Traceback" not in done.output


def test_a_new_plugin_says_what_comes_next_and_records_its_output(tmp_path):
    done = new("exporter", "json-lines", "--out", tmp_path)
    assert done.exit_code == 0, done.output
    folder = tmp_path / "moviellm-plugin-json-lines"
    assert f"  pip install -e {folder}" in done.output.splitlines()
    source = folder / "src" / "moviellm_plugin_json_lines"
    assert {path.name for path in source.iterdir()} == {
        "__init__.py",
        "config.py",
        "impl.py",
        "moviellm-fingerprints.json",
        "plugin.py",
        "py.typed",
    }
    project = tomllib.loads((folder / "pyproject.toml").read_text())["project"]
    assert project["entry-points"] == {
        "moviellm.exporter": {"json-lines": "moviellm_plugin_json_lines.plugin:component"}
    }


@pytest.mark.slow
def test_new_code_names_itself_and_nothing_of_the_fakes(tmp_path):
    for stage in STAGES:
        assert new(stage, f"my-{stage}", "--out", tmp_path).exit_code == 0
        folder = tmp_path / f"moviellm-plugin-my-{stage}"
        for path in folder.rglob("*"):
            if path.is_file():
                text = path.read_text()
                assert "fake" not in text.lower(), path
                assert "$" not in text, path
                if path.suffix == ".py":
                    ast.parse(text)
