"""The suites as plugin authors use them, under pytest."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from moviellm.testing import ExporterSuite, PainterSuite, WriterSuite, fakes_installed

BROKEN = Path(__file__).parent / "broken"


@pytest.fixture(autouse=True, scope="module")
def _fakes():
    with fakes_installed():
        yield


class TestFakePainter(PainterSuite):
    plugin = "fake"
    options = {"size": [32, 48]}  # noqa: RUF012


class TestFakeExporter(ExporterSuite):
    plugin = "fake"


def test_every_check_is_a_test_with_its_meaning():
    tests = {name: test for name, test in vars(WriterSuite).items() if name.startswith("test_")}
    assert {"test_same_again", "test_offline", "test_uses_its_seed", "test_themes_are_data"} <= set(
        tests
    )
    assert all(test.__doc__ for test in tests.values())


def test_a_broken_plugin_fails_the_tests_of_what_it_broke(tmp_path):
    (tmp_path / "test_theirs.py").write_text(
        "from moviellm.testing import WriterSuite, plugins_installed\n"
        "import pytest\n"
        "@pytest.fixture(autouse=True, scope='module')\n"
        "def _plugin():\n"
        "    entry = {'ignores-the-seed': 'broken_plugins:ignores_the_seed'}\n"
        "    with plugins_installed({'writer': entry}):\n"
        "        yield\n"
        "class TestTheirs(WriterSuite):\n"
        "    plugin = 'ignores-the-seed'\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-rf", "-p", "no:cacheprovider", str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(BROKEN)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert "FAILED test_theirs.py::TestTheirs::test_uses_its_seed" in done.stdout
    assert "4 different seeds gave the same result" in done.stdout
    assert "declare Capabilities(seeded=False)" in done.stdout
    assert "1 failed" in done.stdout
