"""Whatever stands in a file of rows or in a registry, the check ends with findings."""

from __future__ import annotations

import contextlib
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from moviellm import InputError
from moviellm_plugin_trainers.checks.check import Check
from trainer_exports import NAMES

REGISTRIES = {
    "llava": "mixture.yaml", "videochat-flash": "data.yaml", "qwen-vl": "registry.json",
    "internvl": "meta.json", "llamafactory": "dataset_info.json",
}  # fmt: skip
PATHS = st.sampled_from(
    ["train.jsonl", "v.mp4", "/", "..", "x" * 5000, "a\x00b", "folder/", "p.pkl", "/v.mp4", "~"]
)
leaves = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=8), PATHS,
    st.sampled_from(["user", "assistant", "human", "gpt", "system", "<image>", "<video>\n", "-1"]),
)  # fmt: skip
KEYS = st.sampled_from([
    "conversations", "messages", "prompt", "from", "value", "role", "content", "video",
    "videos", "images", "image", "captions", "idx", "video_path", "chosen", "rejected",
    "solution", "checker", "rejected_response", "datasets", "json_path", "data_root",
    "sampling_strategy", "video_read_type", "annotation", "annotation_path", "data_path",
    "root", "repeat_time", "data_augment", "file_name", "formatting", "columns", "tags",
    "ranking", "user_tag",
])  # fmt: skip
values = st.recursive(
    leaves,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=5)),
    max_leaves=14,
)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(
    rows=st.lists(values, max_size=4),
    registry=values,
    file=st.sampled_from(["train", "train_preference", "train_reward"]),
    ours=st.booleans(),
)
@example(rows=[{"video": "x" * 5000, "videos": ["/" + "x" * 5000]}], registry={"a": {
    "json_path": "x" * 5000, "annotation_path": "x" * 5000, "annotation": "x" * 5000,
    "file_name": "x" * 5000, "data_path": "x" * 5000, "root": "x" * 5000}}, file="train", ours=True,
)  # fmt: skip
def test_any_rows_and_any_registry_end_in_findings(name, rows, registry, file, ours):
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        text = "".join(json.dumps(row) + "\n" for row in rows)
        (folder / f"{file}.jsonl").write_text(text, encoding="utf-8")
        if name in REGISTRIES:
            (folder / REGISTRIES[name]).write_text(json.dumps(registry), encoding="utf-8")
        (folder / "v.mp4").write_bytes(b"none")
        (folder / "p.pkl").write_bytes(b"\x80\x04K\x01.")
        (folder / "folder").mkdir()
        if ours:
            (folder / "MANIFEST.json").write_text("{}")
        for finding in Check(folder, name).findings():
            assert finding.rule
            assert finding.what.endswith((".", "”"))
            assert finding.fix
        with contextlib.suppress(InputError):
            list(Check(folder).findings())
