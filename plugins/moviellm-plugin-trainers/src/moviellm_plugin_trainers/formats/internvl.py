"""InternVL 2 and 3: ``<video>`` and a line break in the first turn, and a meta file.

Source: InternVL, ``internvl_chat/internvl/train/internvl_chat_finetune.py`` (video_get_item) and
``internvl/train/dataset.py`` (TCSLoader, sort_frames).
"""

from __future__ import annotations

from pathlib import Path

from moviellm.exporting import to_json, write_text

from moviellm_plugin_trainers.config import InternVLConfig
from moviellm_plugin_trainers.files import RowFiles
from moviellm_plugin_trainers.formats.instruction_exporter import under
from moviellm_plugin_trainers.formats.llava_rows import LlavaRows
from moviellm_plugin_trainers.formats.video_exporter import FramesOrVideoExporter


class InternVLExporter(LlavaRows[InternVLConfig], FramesOrVideoExporter[InternVLConfig]):
    """The exporter ``internvl``."""

    trainer = "InternVL"
    sign = "<video>\n"
    folder_end = "/"
    """By which the loader tells a folder from a file."""

    def registry(self, target: Path, files: RowFiles) -> None:
        """Write ``meta.json`` over the training rows: the trainer's ``--meta_path``."""
        if not (rows := files.counts["train"]):
            return
        entry = {
            "root": f"{self.config.root.rstrip('/')}/" if self.config.root else "./",
            "annotation": under(self.config.root, files.file("train")),
            "data_augment": False,
            "max_dynamic_patch": 1,
            "repeat_time": self.config.repeat,
            "length": rows,
        }
        text = to_json({"moviellm_train": entry}, sort_keys=False, indent=2)
        write_text(target / "meta.json", f"{text}\n")
