"""A plain pytest leaves slow tests out and says so; whoever chooses tests gets what they chose."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

SUPPORT = Path(__file__).parent / "support"
VARIABLES = {
    "PYTHONPATH": str(SUPPORT),
    "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
}
TESTS = """
import pytest

@pytest.fixture
def environment():
    pass

@pytest.fixture
def loader(environment):
    pass

def test_quick():
    pass

@pytest.mark.slow
def test_marked():
    pass

def test_that_installs(loader):
    pass
"""


@pytest.fixture
def ran(tmp_path):
    """Run pytest in a folder of three files; returns what it printed."""
    (tmp_path / "pytest.ini").write_text(
        "[pytest]\n"
        "addopts = -p xdist.plugin -p selection -n logical\n"
        "markers =\n  slow: waits\n  timeout: seconds\n"
    )
    for name in "abc":
        (tmp_path / f"test_{name}.py").write_text(TESTS)

    def run(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-v", *words],
            cwd=tmp_path,
            env={**os.environ, **VARIABLES},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run


def test_a_plain_run_uses_more_than_all_processors_and_tells_what_it_left_out(ran):
    said = ran()
    (workers,) = re.findall(r"(\d+) workers \[", said)
    assert int(workers) > os.cpu_count() or os.cpu_count() == 1
    assert "3 passed" in said
    assert "6 slow tests were left out; `pytest --all` runs them." in said


def test_a_file_or_two_run_without_workers(ran):
    said = ran("test_a.py", "test_b.py")
    assert "workers" not in said
    assert "2 passed" in said
    assert "4 slow tests were left out" in said


@pytest.mark.parametrize(
    ("words", "passed"),
    [
        (("test_a.py", "--all"), 3),
        (("test_a.py", "-m", "slow"), 2),
        (("test_a.py::test_that_installs",), 1),
    ],
)
def test_whoever_chooses_gets_the_slow_ones_too(ran, words, passed):
    said = ran(*words)
    assert f"{passed} passed" in said
    assert "left out" not in said
