"""Which tests a plain ``pytest`` runs, and on how many processors.

Tests marked ``slow`` wait for ``pytest --all``. What installs an environment of its own or asks a
real model is slow by the fixture that it uses, wherever it stands.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SLOW_FIXTURES = {"environment": 1_800, "on_its_own": 1_800, "language_model": 1_800}
"""Seconds for a test that uses one of them: it installs, builds, or asks a real model."""

SLOW_SECONDS = 900
"""For any other slow test: what takes one minute takes ten on a busy machine."""

FEW_FILES = 2
"""So many files are done before another process has collected them."""

_LEFT_OUT = pytest.StashKey[int]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--all", action="store_true", help="Run the tests marked `slow` as well.")


@pytest.hookimpl(optionalhook=True, tryfirst=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Run a file or two in this process, and anything larger in three for two processors.

    A fifth of the time tests wait: for other processes, for signals, for a disk.
    """
    files = [Path(argument.partition("::")[0]) for argument in config.args]
    if len(files) <= FEW_FILES and all(file.is_file() for file in files):
        return 0
    processors = os.cpu_count() or 1
    return processors + processors // 2


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        for fixture in SLOW_FIXTURES.keys() & getattr(item, "fixturenames", ()):
            item.add_marker("slow")
            item.add_marker(pytest.mark.timeout(SLOW_FIXTURES[fixture]))
        if item.get_closest_marker("slow") and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(SLOW_SECONDS))
    if _chosen(config):
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    items[:] = [item for item in items if not item.get_closest_marker("slow")]
    config.hook.pytest_deselected(items=slow)
    config.stash[_LEFT_OUT] = len(slow)
    if hasattr(config, "workeroutput"):
        config.workeroutput["left_out"] = len(slow)


def _chosen(config: pytest.Config) -> bool:
    """Whether somebody says themselves which tests they want: all, by marks, or by name."""
    named = any("::" in argument for argument in config.args)
    return bool(config.option.all or config.option.markexpr or named)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node, error) -> None:
    """Every worker collects all tests, so each left out the same ones."""
    left_out = getattr(node, "workeroutput", {}).get("left_out", 0)
    node.config.stash[_LEFT_OUT] = left_out


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    if left_out := config.stash.get(_LEFT_OUT, 0):
        terminalreporter.write_line(
            f"{left_out} slow tests were left out; `pytest --all` runs them."
        )
