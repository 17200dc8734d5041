"""Whatever a pipeline file or a setting says, the answer is a loaded or one clear error."""

from __future__ import annotations

import contextlib
import json

from hypothesis import given, settings
from hypothesis import strategies as st
from moviellm import InputError, MovieLLMError
from moviellm.pipeline.loader import load_file
from moviellm.pipeline.overrides import override
from moviellm.pipeline.read import LoadedPipeline, read_pipeline

words = st.sampled_from(
    [
        "moviellm",
        "films",
        "themes",
        "seed",
        "shape",
        "painter",
        "use",
        "dots",
        "size",
        "lights",
        "exporters",
        "page",
        "hooks",
        "watch",
        "limits",
        "usd",
        "consent",
        "requires",
        "0",
        "kind",
    ]
)
scalars = (
    st.none() | st.booleans() | st.integers(-5, 5) | st.just(1.5) | words | st.text(max_size=4)
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)
KEYS = ["moviellm", "films", "painter", "exporters", "hooks", "limits", "consent", "requires"]
VALID = {
    "moviellm": 1,
    "films": {"themes": ["a"]},
    "writer": "tale",
    "director": "board",
    "painter": "dots",
    "captioner": "notes",
    "exporters": ["page"],
}
quick = settings(max_examples=150)


@quick
@given(st.dictionaries(st.sampled_from(KEYS) | words, values, max_size=3))
def test_any_values_give_a_production_or_an_error(cast, tmp_path, changes):
    path = tmp_path / "p.yaml"
    path.write_text(json.dumps(VALID | changes, ensure_ascii=True), encoding="utf-8")
    loaded = None
    with contextlib.suppress(MovieLLMError):
        loaded = read_pipeline(path)
    if loaded is not None:
        assert isinstance(loaded, LoadedPipeline)
        assert len(list(loaded.briefs())) == loaded.total_films


@quick
@given(
    st.one_of(
        st.text(max_size=20),
        st.builds(
            lambda steps, value: f"{'.'.join(steps)}={json.dumps(value)}",
            st.lists(words, min_size=1, max_size=4),
            values,
        ),
    )
)
def test_any_setting_gives_a_document_or_an_error(tmp_path, setting):
    path = tmp_path / "p.yaml"
    path.write_text(json.dumps(VALID), encoding="utf-8")
    document = load_file(path)
    changed = None
    with contextlib.suppress(InputError):
        changed = override(document, setting)
    assert document.data == VALID
    assert changed is None or isinstance(changed.data, dict)
