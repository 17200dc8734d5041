import hashlib
import subprocess
import sys

import pytest
from blake3 import blake3
from hypothesis import given
from hypothesis import strategies as st
from moviellm import Component, InputError, PluginError
from moviellm.engine.keys import (
    StepKeys,
    canonical,
    digest,
    key_of,
    prompts_digest,
    step_seed,
)

PAINTER = Component(
    name="papercut",
    stage="painter",
    implementation="nowhere:Painter",
    summary="",
)
CONFIG = {"size": [768, 432], "grain": 0.5}
INPUT = digest(b"a depiction")

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=())),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)  # fmt: skip


def key(component=PAINTER, config=CONFIG, *, seed=7, inputs=(INPUT,), item="k1", **kwargs):
    return StepKeys(component, config, **kwargs).key(seed=seed, inputs=inputs, item=item)


def changed(**fields):
    import dataclasses

    return dataclasses.replace(PAINTER, **fields)


def test_the_digest_is_blake3():
    assert digest(b"film") == blake3(b"film").hexdigest() != hashlib.sha256(b"film").hexdigest()


def test_a_key_has_not_changed_since_the_last_release():
    assert key() == "64a350b334ccf90683ada178a0815c9e50c06b467303bfb6993daafddf1c2832"
    assert step_seed(7, "f0001", "painter", "k1") == 4451484642909734723


@pytest.mark.parametrize(
    "other",
    [
        lambda: key(changed(name="crayon")),
        lambda: key(changed(stage="voice")),
        lambda: key(changed(output_version=2)),
        lambda: key(config={**CONFIG, "size": [512, 512]}),
        lambda: key(seed=8),
        lambda: key(inputs=[digest(b"another depiction")]),
        lambda: key(inputs=[INPUT, INPUT]),
        lambda: key(item="k2"),
        lambda: key(prompts=digest(b"a prompt")),
        lambda: key(revision="3fb1c9"),
    ],
)
def test_what_matters_changes_the_key(other):
    assert other() != key()


@pytest.mark.parametrize(
    "same",
    [
        lambda: key(config=dict(reversed(CONFIG.items()))),
        lambda: key(changed(summary="words", docs="https://example.org", implementation="a:B")),
    ],
)
def test_what_does_not_matter_leaves_the_key(same):
    assert same() == key()


@given(st.lists(st.text() | st.integers(), max_size=4), st.lists(st.text() | st.integers()))
def test_different_parts_never_share_a_seed(one, other):
    assert (step_seed(1, *one) == step_seed(1, *other)) == (one == other)
    assert 0 <= step_seed(1, *one) < 2**63


@given(st.lists(st.text(), max_size=3), st.text(), st.lists(st.text(), max_size=3), st.text())
def test_inputs_and_item_are_never_mistaken_for_each_other(one, item, others, other_item):
    keys = StepKeys(PAINTER, CONFIG)
    same = (one, item) == (others, other_item)
    assert (
        keys.key(seed=1, inputs=one, item=item) == keys.key(seed=1, inputs=others, item=other_item)
    ) == same


@given(json_values)
def test_any_json_has_one_spelling(value):
    import json

    assert canonical(json.loads(canonical(value))) == canonical(value)
    assert key_of(value=value) == key_of(value=value)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), b"bytes", object(), {1, 2}])
def test_what_is_no_json_is_refused(value):
    with pytest.raises(InputError, match="no JSON form"):
        canonical({"value": value})


def test_keys_do_not_depend_on_the_process():
    code = (
        "from moviellm.engine.keys import step_seed, key_of;"
        "print(step_seed(3, 'f', 1), key_of(a={'x', 'y'} and ['x'], b=1.5))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert said == {f"{step_seed(3, 'f', 1)} {key_of(a=['x'], b=1.5)}\n"}


def test_prompt_files_make_a_digest_that_changes_with_them(tmp_path, monkeypatch):
    prompts = tmp_path / "prompted" / "prompts"
    (prompts / "deep").mkdir(parents=True)
    (tmp_path / "prompted" / "__init__.py").touch()
    (prompts / "outline.txt").write_text("Write a film.")
    (prompts / "deep" / "scene.txt").write_text("Write a scene.")
    monkeypatch.syspath_prepend(tmp_path)
    first = prompts_digest("prompted:prompts")
    assert first == prompts_digest("prompted:prompts")
    (prompts / "deep" / "scene.txt").write_text("Write a scene!")
    second = prompts_digest("prompted:prompts")
    (prompts / "deep" / "scene.txt").rename(prompts / "scene.txt")
    assert len({first, second, prompts_digest("prompted:prompts"), prompts_digest(None)}) == 4


@pytest.mark.parametrize("place", ["moviellm:nothing_here", "no_such_package:prompts"])
def test_missing_prompts_are_a_plugin_error(place):
    with pytest.raises(PluginError, match="prompts"):
        prompts_digest(place)
