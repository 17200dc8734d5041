"""``moviellm doctor``: what is there, what is missing, and never a key."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from moviellm.cli.app import cli
from moviellm.cli.machine import KEYS

TOPICS = {"python", "libraries", "processors", "memory", "disk", "encoders", "fonts", "plugins"}


def examined(*arguments: object, code: int = 0) -> str:
    done = CliRunner().invoke(cli, ["doctor", *map(str, arguments)])
    assert done.exit_code == code, done.output
    return done.stdout


def findings(*arguments: object, code: int = 0) -> dict[str, dict[str, str]]:
    told = json.loads(examined("--json", *arguments, code=code))
    assert told["sound"] is (code == 0)
    return {finding["topic"]: finding for finding in told["findings"]}


@pytest.fixture
def driver(tmp_path, monkeypatch):
    """Puts a program called nvidia-smi first on the path."""

    def put(script: str) -> None:
        program = tmp_path / "bin" / "nvidia-smi"
        program.parent.mkdir()
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", str(program.parent), prepend=":")

    return put


def test_everything_is_looked_at_and_nothing_is_left_behind(in_memory):
    found = findings("--at", in_memory)
    assert found.keys() >= TOPICS | {f"key {name}" for name in KEYS}
    assert "durable in" in found["disk"]["found"]
    assert list(in_memory.iterdir()) == []


def test_what_is_no_fault_and_not_ok_tells_what_to_do(in_memory):
    for finding in findings("--at", in_memory).values():
        assert finding["state"] in ("ok", "note")
        assert finding["found"]
        assert finding["state"] == "ok" or finding["hint"] or finding["topic"] == "memory"


def test_sixty_columns_hold_every_line(in_memory, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    for line in examined("--at", in_memory).splitlines():
        assert len(line) <= 60 or " " not in line.strip()


def test_a_key_is_told_to_be_there_and_never_shown(in_memory, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-very-secret")
    monkeypatch.setenv("HF_TOKEN", "  ")
    monkeypatch.delenv("ANTHROPIC_API_KEY", raising=False)
    for arguments in ((), ("--json",)):
        assert "secret" not in examined("--at", in_memory, *arguments)
    found = findings("--at", in_memory)
    assert found["key OPENAI_API_KEY"]["state"] == "ok"
    assert found["key HF_TOKEN"]["found"] == "set, but empty"
    assert found["key ANTHROPIC_API_KEY"]["found"] == "not set"


def test_a_broken_plugin_is_a_fault_with_its_cause(site, in_memory):
    site.install("ghost", entries=["exporter: ghost = ghost_plugin:ghost"])
    ghost = findings("--at", in_memory, code=3)["exporter ghost"]
    assert ghost["state"] == "fault"
    assert "`ghost_plugin` is not installed" in ghost["found"]
    assert "pip install --upgrade ghost" in ghost["hint"]
    assert "FAULT exporter ghost" in examined("--at", in_memory, code=3)


def test_a_plugin_that_was_switched_off_is_no_fault(site, in_memory, monkeypatch):
    site.install("ghost", entries=["exporter: ghost = ghost_plugin:ghost"])
    monkeypatch.setenv("MOVIELLM_DISABLED_PLUGINS", "ghost")
    assert findings("--at", in_memory)["exporter ghost"]["state"] == "note"


def test_a_disk_that_cannot_be_written_is_a_fault():
    if not Path("/proc/self").exists():
        pytest.skip("no /proc")
    disk = findings("--at", "/proc/nowhere", code=5)["disk"]
    assert "/proc cannot be written" in disk["found"]
    assert disk["hint"]


def test_a_folder_that_is_not_there_yet_is_tried_above(in_memory):
    found = findings("--at", in_memory / "runs" / "films")["disk"]
    assert str(in_memory) in found["found"]
    assert list(in_memory.iterdir()) == []


def test_gpus_are_told_with_their_memory(driver, in_memory, monkeypatch):
    driver("echo '0, A Card, 24000 MiB, 23000 MiB, 555.42'")
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "")
    found = findings("--at", in_memory)
    assert "A Card, 24000 MiB" in found["gpu"]["found"]
    assert "none" in found["gpus"]["found"]


@pytest.mark.parametrize(
    ("script", "told"),
    [("echo NVIDIA-SMI has failed; exit 9", "has failed"), ("exit 0", "nothing")],
)
def test_a_driver_that_fails_is_told(driver, in_memory, script, told):
    driver(script)
    gpus = findings("--at", in_memory)["gpus"]
    assert gpus["state"] == "note"
    assert told in gpus["found"]


def test_no_driver_is_no_fault(in_memory, monkeypatch):
    monkeypatch.setenv("PATH", str(in_memory))
    assert shutil.which("nvidia-smi") is None
    assert "no nvidia-smi" in findings("--at", in_memory)["gpus"]["found"]
