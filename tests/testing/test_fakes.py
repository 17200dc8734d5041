"""The fakes keep the contract that they stand in for, and are there only when asked for."""

from __future__ import annotations

import pytest
from moviellm.errors import PluginError
from moviellm.plugins import list_plugins, load_component
from moviellm.stages import STAGES
from moviellm.testing import examine, fakes_installed


@pytest.mark.parametrize("stage", STAGES)
def test_the_fake_of_every_stage_passes_the_kit(stage):
    with fakes_installed():
        examination = examine(stage, "fake")
    failed = [f for f in examination.findings if f.outcome not in ("passed", "skipped")]
    assert failed == []
    skipped = {f.check for f in examination.findings if f.outcome == "skipped"}
    assert skipped <= {"judges", "output version", "resumes"}


def test_fakes_are_listed_while_they_are_installed_and_not_after():
    with fakes_installed():
        assert {r.stage for r in list_plugins() if r.name == "fake"} == set(STAGES)
        assert load_component("painter", "fake").record.distribution == "moviellm-fakes"
    assert not [r for r in list_plugins() if r.name == "fake"]
    with pytest.raises(PluginError, match="There is no painter `fake`"):
        load_component("painter", "fake")
