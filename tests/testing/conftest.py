"""The broken plugins, installed for the tests of a file: the next file finds none of them."""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

import pytest
from moviellm import Component
from moviellm.testing import plugins_installed

BROKEN = Path(__file__).parent / "broken"


@pytest.fixture(scope="module")
def broken_plugins():
    sys.path.append(str(BROKEN))
    import broken_plugins

    groups: dict[str, dict[str, str]] = defaultdict(dict)
    for attribute, found in vars(broken_plugins).items():
        if isinstance(found, Component):
            groups[found.stage][found.name] = f"broken_plugins:{attribute}"
    groups["painter"]["heavy"] = "broken_heavy:heavy"
    with plugins_installed(groups, distribution="moviellm-plugin-broken"):
        yield
    sys.path.remove(str(BROKEN))
