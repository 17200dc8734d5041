"""Rules on feature files, which are looked at without loading them."""

from __future__ import annotations

from collections.abc import Iterator

from moviellm_plugin_trainers.checks.checked_row import CheckedRow
from moviellm_plugin_trainers.checks.findings import Complaint, quoted

FRAME = (257, 1408)
POOLED = (356, 1024)


def features_are_pickles(checked: CheckedRow) -> Iterator[Complaint]:
    """The media are ``.pkl`` files.

    LLaMA-VID, llamavid/train/train.py: ``if suffix == "pkl"`` reads features, everything else goes
    to decord; Video-ChatGPT, train.py: ``pickle.load(f)``.
    """
    for name, path in checked.paths():
        if not name.endswith(".pkl"):
            yield Complaint(f"{quoted(name, 60)} does not end in .pkl.", "Give the feature file.")
        elif checked.probe.kind(path) == "file" and checked.probe.pickled(path) is None:
            yield Complaint(
                f"{quoted(name, 60)} is no pickle, or ends too early.", "Write the features again."
            )


def features_are_frames_and_inputs(checked: CheckedRow) -> Iterator[Complaint]:
    """A file has ``feats``, float16 of (frames, 257, 1408), and as many ``<image>`` in ``inputs``.

    LLaMA-VID, llamavid/train/train.py: ``video_info["feats"][:, 1:]`` and ``video_info["inputs"]``;
    llamavid_arch.py takes one frame a sign. Shape and type: scripts/extra_tool/
    extract_video_features_subtitles.py.
    """
    for name, path in checked.paths():
        held = checked.probe.pickled(path) if checked.probe.kind(path) == "file" else None
        if held is None:
            continue
        frames = [shape[0] for shape in held.shapes if len(shape) == 3 and shape[1:] == FRAME]
        signs = held.texts.get("inputs", "").count("<image>")
        if not frames or "f2" not in held.kinds:
            yield Complaint(
                f"{quoted(name, 60)} has no float16 array of (frames, 257, 1408).",
                "Extract the features with EVA-ViT-g at 224 pixels.",
            )
        elif frames[0] != signs:
            yield Complaint(
                f"{quoted(name, 60)} has {frames[0]} frames and {signs} signs <image> in `inputs`.",
                "Write one <image> a frame, and nothing in the dialogue that reads so.",
            )


def features_are_pooled(checked: CheckedRow) -> Iterator[Complaint]:
    """A file is a bare float16 array of (356, 1024).

    Video-ChatGPT, video_chatgpt/train/train.py: ``cur_token_len = 356``, 100 temporal and 256
    spatial; scripts/save_spatio_temporal_clip_features.py.
    """
    for name, path in checked.paths():
        held = checked.probe.pickled(path) if checked.probe.kind(path) == "file" else None
        if held is not None and (POOLED not in held.shapes or "f2" not in held.kinds):
            yield Complaint(
                f"{quoted(name, 60)} has no float16 array of (356, 1024).",
                "Extract the features with CLIP ViT-L/14 and pool them.",
            )
