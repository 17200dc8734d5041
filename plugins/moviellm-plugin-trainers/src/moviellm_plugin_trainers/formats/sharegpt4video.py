"""ShareGPT4Video: the captions of a film's parts in order, and last that of the whole.

Source: the published rows of ShareGPT4Video, and VILA, ``llava/data/dataset.py``, which asserts
that the last caption has the index ``"-1"`` and trains on that one.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from moviellm import Context
from moviellm.film import Caption, Film, Span
from moviellm_plugin_video import ShownFrames

from moviellm_plugin_trainers.config import ShareGPT4VideoConfig
from moviellm_plugin_trainers.files import Row
from moviellm_plugin_trainers.formats.dataset_exporter import DatasetExporter, write_video
from moviellm_plugin_trainers.formats.instruction_exporter import stretches
from moviellm_plugin_trainers.media.pictures import require_pictures
from moviellm_plugin_trainers.rows.escaping import escaped

WHOLE = "-1"


class ShareGPT4VideoExporter(DatasetExporter[ShareGPT4VideoConfig]):
    """The exporter ``sharegpt4video``."""

    trainer = "ShareGPT4Video and VILA"

    def rows(self, film: Film) -> Iterator[tuple[str, Row]]:
        """Yield one row of a film that has a caption of the whole."""
        require_pictures(film)
        whole = [one for one in film.annotations.captions if one.level == "film"]
        if not whole:
            return
        parts = [one for one in film.annotations.captions if one.level == self.config.level]
        parts.sort(key=lambda one: (one.start_ms, one.end_ms))
        indices = [*map(str, range(1, len(parts) + 1)), WHOLE]
        captions = list(zip(indices, [*parts, whole[0]], strict=True))
        shown = ShownFrames(film.storyboard, self.config.video)
        row = {
            "video_id": film.id,
            "video_path": f"videos/{film.id}.mp4",
            "zip_folder": "",
            "captions": [{"idx": idx, "content": escaped(one.text)} for idx, one in captions],
            "film": film.id,
            "about": list(dict.fromkeys(f"caption-{one.level}" for _, one in captions)),
            "sources": [one.id for _, one in captions],
            "video_frames": [stretches([shown.of(_span(one))]) for _, one in captions],
            "synthetic": True,
        }
        yield self.config.split.of(film), row

    def media(self, film: Film, target: Path, context: Context) -> None:
        """Encode the film."""
        write_video(film, target, context, self.config.video)

    @property
    def workers(self) -> int | None:
        """As many as were asked for: encoders leave Python to others."""
        return self.config.workers

    def nothing_asked(self) -> str:
        """Name what a row needs."""
        return "a caption of the whole film"


def _span(caption: Caption) -> Span:
    return Span(start_ms=caption.start_ms, end_ms=caption.end_ms)
