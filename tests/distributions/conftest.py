from __future__ import annotations

import sys
from pathlib import Path

import pytest
from tiny_models import TinyModels

sys.path.append(str(Path(__file__).parent))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let diffusers' own schedulers warn: they call NumPy in a way that it will not take long."""
    quiet = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(quiet)


@pytest.fixture
def given(tmp_path_factory):
    """What options of the table are functions of."""
    from given import Given

    made = Given(TinyModels(tmp_path_factory))
    yield made
    made.close()
