"""The distribution costs nothing until it is used."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "module", ["plugin", "config", "checkers", "checks.command", "checks.check"]
)
def test_declaring_choosing_and_checking_import_nothing_heavy(module):
    code = (
        f"import sys, moviellm_plugin_trainers.{module}; "
        "print(sorted({'av', 'numpy', 'torch', 'PIL', 'transformers', 'ijson'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
