"""LLaMA-Factory: messages in strict alternation, and ``dataset_info.json``.

Source: llamafactory 0.9.5, ``data/converter.py`` (SharegptDatasetConverter), ``data/parser.py``
(DatasetAttr) and ``data/mm_plugin.py`` (_validate_messages).
"""

from __future__ import annotations

from pathlib import Path

from moviellm.exporting import to_json, write_text

from moviellm_plugin_trainers.config import LlamaFactoryConfig
from moviellm_plugin_trainers.files import Row, RowFiles
from moviellm_plugin_trainers.formats.instruction_exporter import (
    Media,
    PreferenceRows,
    messages,
    under,
)
from moviellm_plugin_trainers.formats.video_exporter import VideoExporter
from moviellm_plugin_trainers.rows.exchange import Conversation, PreferencePair
from moviellm_plugin_trainers.rows.lengths import SETTINGS

SIGN = "<video>"
_TAGS = {
    "role_tag": "role",
    "content_tag": "content",
    "user_tag": "user",
    "assistant_tag": "assistant",
}


class LlamaFactoryExporter(VideoExporter[LlamaFactoryConfig], PreferenceRows):
    """The exporter ``llamafactory``."""

    trainer = "LLaMA-Factory"
    length = SETTINGS["llamafactory"]

    def conversation(self, talk: Conversation, media: Media) -> Row:
        """Return a row with ``messages`` and ``videos``."""
        return self._row(talk.id, messages(talk.exchanges, SIGN), media)

    def preference(self, pair: PreferencePair, media: Media) -> Row:
        """Return a row with the question as ``messages``, and ``chosen`` and ``rejected``."""
        asked, right = messages([pair.right], SIGN)
        wrong = {"role": "assistant", "content": pair.wrong}
        return self._row(pair.id, [asked], media) | {"chosen": right, "rejected": wrong}

    def registry(self, target: Path, files: RowFiles) -> None:
        """Write ``dataset_info.json``: this folder is then the trainer's ``dataset_dir``."""
        entries = {f"moviellm_{name}": _entry(files, name) for name in files.counts}
        write_text(target / "dataset_info.json", to_json(entries, sort_keys=False, indent=2) + "\n")

    def _row(self, name: str, said: list[Row], media: Media) -> Row:
        return {"id": name, "messages": said, "videos": [under(self.config.root, media)]}


def _entry(files: RowFiles, name: str) -> Row:
    columns = {"messages": "messages", "videos": "videos"}
    entry: Row = {"file_name": files.file(name), "formatting": "sharegpt"}
    if name.endswith("_preference"):
        entry["ranking"] = True
        columns |= {"chosen": "chosen", "rejected": "rejected"}
    return entry | {"columns": columns, "tags": _TAGS}
