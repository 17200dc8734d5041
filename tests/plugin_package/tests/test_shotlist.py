"""The plugin's own tests: the contract, a run, the command."""

import subprocess
import sys

from moviellm.testing import ExporterSuite, HooksSuite, run_pipeline


class TestShotlist(ExporterSuite):
    plugin = "shotlist"


class TestShotlistWithTabs(ExporterSuite):
    plugin = "shotlist"
    options = {"delimiter": "\t"}  # noqa: RUF012


class TestLogbook(HooksSuite):
    plugin = "logbook"


def test_a_run_is_exported_and_logged_and_its_shots_printed(tmp_path):
    run = tmp_path / "run"
    report = run_pipeline({"exporters": ["shotlist"], "hooks": ["logbook"]}, run)
    (film,) = (run / "export" / "shotlist" / "index.txt").read_text().split()
    assert (run / "logbook.txt").read_text().splitlines() == [
        "started: 1 films",
        f"{film}: done",
        "ended: finished",
    ]
    command = [sys.executable, "-m", "moviellm", "shots", str(report.exports["shotlist"])]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert printed.splitlines()[0] == f"{film} s0001 00:00:00.000 wide"
