"""Models die: what is named here lives, and who names another is told in time."""

import datetime
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from moviellm.cli.app import cli
from moviellm_plugins_gpt.calls import AnthropicOptions, OpenAIOptions
from moviellm_plugins_gpt.calls.prices import rates_of
from moviellm_plugins_gpt.models import CHECKED, MODELS, model_called, remark_on, told_end
from moviellm_plugins_gpt.remarks import remarks

ROOT = next(up for up in Path(__file__).resolve().parents if (up / "core" / "moviellm").is_dir())
TODAY = datetime.datetime.now(datetime.UTC).date()
NAMED = [model for model in MODELS if model.named]
_NAME = re.compile(
    r"\b(?:gpt-(?:\d[\w.]*|image|audio)[\w.-]*|claude-(?:opus|sonnet|haiku|\d)[\w.-]*|o\d-\w+|dall-e-\d)"
)
_OWN = {"test_models.py", "models.py"}
"""Here the names of the dead are the matter."""


def texts():
    for folder in ("docs", "examples", "tests", "bench", "moviellm_plugins_gpt", "plugins", "core"):
        for path in sorted((ROOT / folder).rglob("*")):
            kinds = {".md", ".py", ".yaml", ".yml", ".json", ".toml"}
            if path.suffix in kinds and path.name not in _OWN and "build" not in path.parts:
                yield path
    yield ROOT / "README.md"


def test_docs_examples_and_tests_name_models_of_the_table_alone():
    known = {model.name for model in NAMED}
    strange = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in texts()
        for name in _NAME.findall(path.read_text(encoding="utf-8", errors="replace"))
        if name.rstrip(".-") not in known
    }
    assert strange == set()


@pytest.mark.parametrize("model", NAMED, ids=lambda model: model.name)
def test_a_model_that_is_named_lives_for_two_more_weeks(model):
    assert model.until is None or (model.until - TODAY).days > 14, (
        f"{model.name} dies on {model.until}: name {model.successor} in docs, examples and tests"
    )


@pytest.mark.parametrize("model", NAMED, ids=lambda model: model.name)
def test_a_model_that_is_named_has_a_price(model):
    options = {"openai": OpenAIOptions, "anthropic": AnthropicOptions}[model.provider]
    assert rates_of(options(model=model.name)) is not None


def test_the_table_is_in_itself_right():
    assert len({model.name for model in MODELS}) == len(MODELS)
    assert CHECKED <= TODAY
    for model in MODELS:
        assert bool(model.until) == bool(model.successor)
        successor = model_called(model.successor) if model.successor else None
        assert successor is None or successor.until is None


@pytest.mark.parametrize(
    ("name", "day", "told"),
    [
        ("gpt-5-mini", "2026-11-30", "will be shut on 2026-12-11, in 11 days"),
        ("gpt-5-mini", "2026-12-10", "will be shut on 2026-12-11, tomorrow"),
        ("gpt-5-mini", "2026-12-11", "was shut on 2026-12-11; the provider recommends"),
        ("gpt-5-mini-2025-08-07", "2027-01-01", "`gpt-5-mini-2025-08-07` was shut on 2026-12-11"),
        ("gpt-4o-mini", "2026-11-30", "in 45 days"),
        ("gpt-4o-mini", "2026-11-14", ""),
        ("gpt-5-mini-of-mine", "2027-01-01", ""),
        ("gpt-6.1-terra", "2030-01-01", ""),
    ],
)
def test_a_model_that_is_dead_or_dies_soon_is_remarked_on(name, day, told):
    said = remark_on(name, datetime.date.fromisoformat(day))
    assert told in said
    assert bool(told) == bool(said)


def test_a_server_of_ones_own_may_call_a_model_as_it_likes():
    dead = {"model": "gpt-3.5-turbo"}
    assert "was shut" in remarks(OpenAIOptions(**dead))[0]
    assert remarks(OpenAIOptions(**dead, base_url="http://127.0.0.1:1/v1")) == []
    assert told_end("m", TODAY, "", TODAY) == f"the model `m` was shut on {TODAY}"


@pytest.mark.parametrize("command", ["plan", "validate"])
@pytest.mark.parametrize("stage", ["writer", "painter"])
def test_plan_and_validate_tell_of_a_dead_model(tmp_path, command, stage):
    use = {"writer": "openai", "painter": "openai-image"}[stage]
    pipeline = {
        "moviellm": 1,
        "films": {"themes": ["A keeper hides a map"], "shape": "short"},
        stage: {"use": use, "model": "gpt-3.5-turbo", "price": {"input": 1, "output": 1}},
    }
    file = tmp_path / "films.yaml"
    file.write_text(json.dumps(pipeline))

    def run(*more):
        done = CliRunner().invoke(cli, [command, str(file), *more])
        assert done.exit_code == 0, done.output
        return done.stdout

    said = " ".join(run().split())
    assert f"The {stage} `{use}`: the model `gpt-3.5-turbo` was shut on 2026-10-23" in said
    assert len(json.loads(run("--json"))["remarks"]) == 1
    pipeline[stage]["model"] = "gpt-6.1-terra"
    file.write_text(json.dumps(pipeline))
    assert json.loads(run("--json"))["remarks"] == []
