"""A stage is a row; what stands elsewhere for it is found by its name."""

import moviellm.testing
import pytest
from moviellm import hookspecs
from moviellm.engine.workers.stage_calls import WORK
from moviellm.film import Film
from moviellm.pipeline.config import DEFAULTS, Pipeline
from moviellm.stages import HOOK_OF, ROWS, STAGES
from moviellm.testing.conformance.checks import checks_of
from moviellm.testing.fakes import plugin as fakes


@pytest.mark.parametrize("stage", STAGES)
def test_the_kit_has_a_suite_checks_and_a_fake_of_every_stage(stage):
    assert getattr(moviellm.testing, f"{stage.capitalize()}Suite").stage == stage
    assert checks_of(stage)
    assert getattr(fakes, stage).stage == stage


def test_the_contract_and_the_engine_know_every_stage_and_no_other():
    specs = {name for name in vars(hookspecs) if name.startswith("moviellm_")}
    assert set(HOOK_OF.values()) < specs
    assert set(WORK) == set(HOOK_OF)


def test_parts_are_those_of_a_film():
    parts = [row.part for row in ROWS.values() if row.part]
    fields = Film.model_fields
    assert set(parts) == set(fields) - {"brief", "consent", "synthetic"}
    assert [row.part for row in ROWS.values() if row.part and not row.default] == [
        name for name in parts if not fields[name].is_required()
    ]


def test_a_pipeline_that_names_nobody_gets_the_defaults():
    pipeline = Pipeline.model_validate({"moviellm": 1, "films": {"themes": ("a lantern",)}})
    chosen: dict[str, list[str]] = {}
    for stage, _, choice in pipeline.choices():
        chosen.setdefault(ROWS[stage].key, []).append(choice.use)
    assert chosen == {key: [use] if isinstance(use, str) else use for key, use in DEFAULTS.items()}
