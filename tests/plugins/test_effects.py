"""Options are marked where they are declared, and only the mark says that they have no effect."""

from __future__ import annotations

from typing import Annotated

import pytest
from moviellm import WithoutEffect
from moviellm.plugins.effects import misplaced_marks, options_without_effect
from moviellm.plugins.loading import load_record
from moviellm.plugins.records import COMMANDS, discover
from pydantic import BaseModel, Field, ValidationError

HOW_FAST = {
    "attempts", "batch_size", "concurrency", "deadline_seconds", "device", "key_env", "limits",
    "mode", "offload", "price", "vae_slicing", "workers",
}  # fmt: skip
"""What all distributions of this repository call an option that says where and how fast."""

HOW_PUT = {"length_parameter", "schema_dialect", "structure"}
"""What says in which words a server is asked, and not what."""

COMPONENTS = {
    f"{record.stage}:{record.name}": record for record in discover() if record.stage != COMMANDS
}


class Speed(BaseModel):
    device: WithoutEffect[str] = "cpu"
    workers: WithoutEffect[Annotated[int, Field(ge=1)] | None] = Field(default=None)
    size: int = 4


class Fast(Speed):
    fast: WithoutEffect[bool] = True


class Fixed(Speed):
    device: str = "cpu"


class Node(BaseModel):
    parts: tuple[Node, ...] = ()
    speed: Speed = Speed()


class Hidden(BaseModel):
    union: WithoutEffect[int] | None = None
    items: tuple[WithoutEffect[int], ...] = ()
    group: Speed = Speed()
    deep: dict[str, Node] = Field(default_factory=dict)
    whole: WithoutEffect[Annotated[int, Field(ge=1)]] = 1


def test_a_marked_option_has_no_effect_in_subclasses_too_until_it_is_declared_anew():
    assert options_without_effect(Speed) == {"device", "workers"}
    assert options_without_effect(Fast) == {"device", "workers", "fast"}
    assert options_without_effect(Fixed) == {"workers"}
    assert options_without_effect(None) == frozenset()


def test_a_mark_leaves_validation_and_schema_as_they_are():
    assert Speed.model_validate_json('{"workers": 2}').workers == 2
    with pytest.raises(ValidationError):
        Speed(workers=0)
    assert Speed.model_json_schema()["properties"]["device"] == {
        "default": "cpu", "title": "Device", "type": "string"
    }  # fmt: skip


def test_marks_inside_a_type_are_found():
    assert misplaced_marks(Hidden) == ["union", "items", "group", "deep"]
    assert misplaced_marks(Fast) == []


@pytest.mark.parametrize("name", COMPONENTS)
def test_what_says_how_fast_or_in_which_words_is_marked_in_every_component_and_nothing_else(name):
    model = load_record(COMPONENTS[name]).config_model()
    if model is not None:
        assert options_without_effect(model) == (HOW_FAST | HOW_PUT) & model.model_fields.keys()
        assert misplaced_marks(model) == []
