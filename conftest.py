"""What all tests share, those of the core and those beside each distribution."""

from __future__ import annotations

import contextlib
import importlib
import os
from pathlib import Path

import pytest

os.environ["OMP_NUM_THREADS"] = "1"
"""Before anything imports torch: two threads on a busy machine take ten times as long, and
pictures of two processes are equal to the last bit only where they use equally many."""

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
"""Where it is set, each of the many processes that tests start would compile every module anew."""

# What fails in them is told as in a test.
pytest.register_assert_rewrite("container_contract", "container_exports", "environments")

pytest_plugins = ["chromium", "selection", "shared_fixtures"]

collect_ignore = ["tests/plugin_package"]
"""A distribution with tests of its own, which `tests/testing/test_real_plugins.py` runs."""

for _folder in Path(__file__).parent.glob("moviellm_plugins_*"):
    # pytest calls their tests `moviellm_plugins_gpt.tests...`: let that be the installed package
    with contextlib.suppress(ModuleNotFoundError):
        importlib.import_module(_folder.name)
