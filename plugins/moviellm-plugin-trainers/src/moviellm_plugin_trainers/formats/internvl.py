"""InternVL 2 and 3: frames as images, each led by its time, or ``<video>``; and a meta file.

Source: InternVL, ``internvl_chat/internvl/train/internvl_chat_finetune.py``: video_get_item hands
videos and folders to ``petrel_client``, which is in no package index, and without it takes another
row; multi_modal_multi_image_get_item opens the pictures of a list itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from moviellm.exporting import to_json, write_text
from moviellm.film import Film
from moviellm.film.formats import Timecodes, VideoClock

from moviellm_plugin_trainers.config import InternVLConfig
from moviellm_plugin_trainers.files import Row, RowFiles
from moviellm_plugin_trainers.formats.instruction_exporter import Media, under
from moviellm_plugin_trainers.formats.llava_rows import LlavaRows
from moviellm_plugin_trainers.formats.trl import spread
from moviellm_plugin_trainers.formats.video_exporter import FramesOrVideoExporter
from moviellm_plugin_trainers.rows.exchange import Conversation, Exchange


class InternVLExporter(LlavaRows[InternVLConfig], FramesOrVideoExporter[InternVLConfig]):
    """The exporter ``internvl``."""

    trainer = "InternVL"
    sign = "<video>\n"

    def pictures(self, film: Film, exchanges: Sequence[Exchange]) -> Media:
        """Return the path of the video, or the seconds whose frames are shown, with their names."""
        if self.config.media == "mp4":
            return super().pictures(film, exchanges)
        proving = {frame for one in exchanges for frame in one.frames}
        seconds = spread(
            VideoClock(film.storyboard, 1).count, set(_seconds(film, proving)), self.config.images
        )
        codes = Timecodes(film.storyboard, 1)
        return [(second, codes.at(1000 * second)) for second in seconds]

    def conversation(self, talk: Conversation, media: Media) -> Row:
        """Return a row with ``video`` or ``image``, and ``conversations``."""
        if self.config.media == "mp4":
            return super().conversation(talk, media)
        row = super().conversation(talk, None)
        first = row["conversations"][0]
        signs = "".join(f"{name}: <image>\n" for _, name in media)
        first["value"] = signs + first["value"].removeprefix(self.sign)
        images = [f"frames/{talk.film}/frame_{second + 1:06d}.jpg" for second, _ in media]
        return {"id": row["id"], "image": images, "conversations": row["conversations"]}

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


def _seconds(film: Film, frames: set[str]) -> Iterator[int]:
    """The first second that shows each of these key frames, if one does."""
    clock = VideoClock(film.storyboard, 1)
    for frame in film.storyboard.frames():
        if frame.id in frames and (shown := clock.frames(frame.span)):
            yield shown.start
