"""One finished film with what belongs to it: pictures, rows, and how a notebook shows it."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING

from moviellm.component import Blobs
from moviellm.film import Film, KeyFrame, Picture, clock
from moviellm.pages import Html, fill, join
from moviellm.runs.rows import (
    CAPTION_COLUMNS,
    FRAME_COLUMNS,
    QUESTION_COLUMNS,
    RunRows,
    caption_rows,
    frame_rows,
    needed,
    question_rows,
)

if TYPE_CHECKING:
    from PIL import Image

_SHOWN = 8
"""So many pictures and questions a notebook shows: they stand in its file, as text."""

_FILM = """\
<div style="max-width:60rem"><h3>$title</h3><p><small>$about</small></p><p>$overview</p>
<div style="display:flex;flex-wrap:wrap;gap:.5rem">$pictures</div>$questions</div>"""
_FIGURE = """\
<figure style="margin:0;width:14rem"><img src="$source" alt="$caption" style="width:100%">
<figcaption><small>$time</small> $caption</figcaption></figure>"""
_QUESTION = "<details><summary>$question</summary><p>$answer</p></details>"


class StoredPicture:
    """The picture of one key frame.

    Attributes:
        frame: The key frame.
        picture: What is known of the picture: format, size, boxes.
    """

    def __init__(self, frame: KeyFrame, picture: Picture, blobs: Blobs) -> None:
        self.frame, self.picture = frame, picture
        self._blobs = blobs

    def bytes(self) -> bytes:
        """Return the encoded image, as the painter made it.

        Raises:
            DamageError: It cannot be read.
        """
        return self._blobs.get(self.picture.digest)

    def image(self) -> Image.Image:
        """Return it decoded, as an image of Pillow.

        Raises:
            DamageError: It cannot be read.
            PluginError: Pillow is not installed.
        """
        found: Image.Image = needed("PIL.Image", "pillow").open(io.BytesIO(self.bytes()))
        found.load()
        return found

    def _repr_html_(self) -> str:
        return _figure(self, self.frame.prompt)


class FinishedFilm:
    """A finished film, its pictures, and its rows.

    Attributes:
        film: All that is known of it.
        pictures: The pictures of its key frames in order; each is read when it is asked for.
    """

    def __init__(self, film: Film, blobs: Blobs) -> None:
        self.film = film
        self.pictures = tuple(
            StoredPicture(frame, picture, blobs)
            for frame, picture in zip(film.storyboard.frames(), film.footage.pictures, strict=True)
        )

    @property
    def id(self) -> str:
        """Its id."""
        return self.film.id

    @property
    def title(self) -> str:
        """Its title."""
        return self.film.screenplay.title

    @property
    def questions(self) -> RunRows:
        """Its questions, as rows."""
        return RunRows(QUESTION_COLUMNS, lambda: question_rows(self.film))

    @property
    def captions(self) -> RunRows:
        """Its captions, as rows."""
        return RunRows(CAPTION_COLUMNS, lambda: caption_rows(self.film))

    @property
    def frames(self) -> RunRows:
        """Its key frames, as rows without their pictures."""
        return RunRows(FRAME_COLUMNS, lambda: frame_rows(self.film))

    def show(self) -> None:
        """Show it in a notebook: its story, some of its pictures and of its questions.

        Raises:
            PluginError: IPython is not installed.
        """
        needed("IPython.display", "ipython").display(self)

    def __repr__(self) -> str:
        return f"<FinishedFilm {self.id}: {self.title!r}, {len(self.pictures):,} pictures>"

    def _repr_html_(self) -> str:
        play, questions = self.film.screenplay, self.film.annotations.questions
        step = -(-len(self.pictures) // _SHOWN) or 1
        told = {c.target: c.text for c in self.film.annotations.captions if c.level == "frame"}
        return fill(
            _FILM,
            title=play.title,
            about=f"{self.id} · {play.genre} · {clock(self.film.storyboard.duration_ms)} · "
            f"{len(self.pictures):,} pictures · {len(questions):,} questions",
            overview=play.overview,
            pictures=join(
                _figure(one, told.get(one.frame.id, one.frame.prompt))
                for one in self.pictures[::step]
            ),
            questions=join(
                fill(_QUESTION, question=one.question, answer=one.answer)
                for one in questions[:_SHOWN]
            ),
        )


def _figure(picture: StoredPicture, caption: str) -> Html:
    data = base64.b64encode(picture.bytes()).decode()
    kind = picture.picture.format
    return fill(
        _FIGURE,
        source=f"data:image/{'jpeg' if kind == 'jpg' else kind};base64,{data}",
        caption=caption,
        time=clock(picture.frame.start_ms),
    )
