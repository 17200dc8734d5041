"""One component under examination, in the kit's own process."""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from moviellm.component import Component
from moviellm.errors import MovieLLMError
from moviellm.plugins import LoadedPlugin, load_component
from moviellm.plugins.manager import PluginManager, Selected
from moviellm.stages import Stage
from moviellm.testing.conformance.findings import ContractBroken
from moviellm.testing.conformance.guard import Guard


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What one process of the kit is to examine.

    Attributes:
        options: The component's options as JSON.
        number: Which process this is: chooses the states of the global random generators.
        scratch: A folder of its own.
    """

    stage: Stage
    name: str
    options: str
    number: int
    scratch: Path


class Harness:
    """Loads the component under examination and makes instances of it."""

    def __init__(self, request: Request, guard: Guard) -> None:
        self.request = request
        self.guard = guard
        self.brought_by_declaration: frozenset[str] = frozenset()
        self._stirred = request.number * 1_000

    @property
    def component(self) -> Component:
        """What it declares."""
        return self.plugin.component

    @cached_property
    def plugin(self) -> LoadedPlugin:
        """Its declaration; from now on the network is watched if it says that it needs none."""
        before = frozenset(sys.modules)
        with errors_as_findings():
            plugin = load_component(self.request.stage, self.request.name)
        self.brought_by_declaration = frozenset(sys.modules) - before
        self.guard.offline = plugin.component.capabilities.offline
        return plugin

    def instance(self) -> PluginManager:
        """Return a new instance, started, on a plugin manager of its own."""
        request = self.request
        assert self.plugin
        roster = PluginManager([Selected(request.stage, request.name, request.options)])
        with errors_as_findings():
            roster.load(request.stage, request.name)
        return roster

    def reseed(self, state: int | None = None) -> int:
        """Put the global random generators into a new state (or a given one); return which."""
        if state is None:
            self._stirred += 1
            state = self._stirred
        random.seed(state)
        if numpy := sys.modules.get("numpy"):
            numpy.random.seed(state)
        if torch := sys.modules.get("torch"):
            torch.manual_seed(state)
        return state

    def new_folder(self) -> Path:
        """Return a new, empty folder in the scratch space."""
        return Path(tempfile.mkdtemp(dir=self.request.scratch))


@contextmanager
def errors_as_findings() -> Iterator[None]:
    """Turn what a person would be told into a finding."""
    try:
        yield
    except MovieLLMError as error:
        raise ContractBroken(error.message, error.hint) from error
