"""What a finished film came to: the digests of its documents, and the film put together again."""

from __future__ import annotations

import contextlib
import gc
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from moviellm.engine.journal.records import FilmRow
from moviellm.engine.keys import digest
from moviellm.engine.store.store import StoreReader
from moviellm.errors import DamageError
from moviellm.film import Annotations, Film, Screenplay, Storyboard
from moviellm.film.models.film import PART_TYPES
from moviellm.film.models.part import BlobRef, FilmPart
from moviellm.plugins.answers import first_fault
from moviellm.stages import ROWS

UNREADABLE = (ValueError, LookupError, TypeError)
"""What reading raises of that which an earlier version recorded and is not what it should be."""

_MADE_AGAIN = "Run the pipeline again: what was lost is made again."

PARTS = tuple(row.part for row in ROWS.values() if row.part)
"""The parts of a film, in the order in which the stages make them."""
_NEEDED = {row.part for row in ROWS.values() if row.part and not row.optional}


def result_text(
    parts: Mapping[str, bytes], consent: Sequence[Mapping[str, str]], summary: Mapping[str, Any]
) -> str:
    """The JSON of `FilmRow.result`: digest by part, the consent records, and the summary.

    The summary is what `show` and the report tell of a film, so that they need not read it.
    """
    digests = {name: digest(data) for name, data in parts.items()}
    return json.dumps({**digests, "consent": list(consent), "summary": summary}, sort_keys=True)


def summary_of_play(screenplay: Screenplay, storyboard: Storyboard) -> dict[str, Any]:
    """Title, key frames and length in milliseconds."""
    frames = sum(len(shot.frames) for shot in storyboard.shots)
    return {"title": screenplay.title, "frames": frames, "ms": storyboard.duration_ms}


def summary_of_annotations(annotations: Annotations) -> dict[str, Any]:
    """Captions by level, questions by kind, and how many questions each check dropped."""
    return {
        "levels": Counter(caption.level for caption in annotations.captions),
        "kinds": Counter(question.kind for question in annotations.questions),
        "dropped": annotations.dropped,
    }


def film_text(brief: bytes, parts: Mapping[str, bytes], consent: bytes = b"[]") -> bytes:
    """The JSON of a `Film` from the JSON of its parts.

    Args:
        brief: The brief.
        parts: By their names in `Film`; what is left out is not in the film.
        consent: A JSON list of consent records.
    """
    rest = b"".join(b',"%s":%s' % (name.encode(), text) for name, text in parts.items())
    return b'{"brief":%s%s,"consent":%s}' % (brief, rest, consent)


def documents_of(row: FilmRow) -> dict[str, str]:
    """The digests of a film's documents by part; empty for one that never was whole."""
    try:
        result = json.loads(row.result) if row.result else {}
        return {part: result[part] for part in PARTS if part in result}
    except UNREADABLE:
        return {}


def shots_of(row: FilmRow) -> int | None:
    """How many clips a finished film has; None where no animator made any."""
    try:
        found = json.loads(row.result)["summary"].get("shots")
    except UNREADABLE:
        return None
    return found if isinstance(found, int) else None


def has_all_documents(row: FilmRow) -> bool:
    """Whether a film's row names every part that a finished film has."""
    return documents_of(row).keys() >= _NEEDED


def blobs_of(row: FilmRow, blobs: StoreReader) -> Iterator[BlobRef]:
    """What the parts of a finished film hold in the store, beside their own documents.

    Raises:
        DamageError: A document that holds some is damaged, or not what it should be.
    """
    for part, name in documents_of(row).items():
        kind = PART_TYPES[part]
        if kind.blobs is not FilmPart.blobs:
            try:
                found = kind.model_validate_json(blobs.get(name))
            except ValueError as error:
                raise DamageError(
                    f"The {part} of {row.film} cannot be read: {in_a_line(error)}.",
                    hint=_MADE_AGAIN,
                ) from error
            yield from found.blobs()


def whole_film(row: FilmRow, blobs: StoreReader) -> Film:
    """Put a finished film together from its stored documents.

    Raises:
        DamageError: A document is damaged, or they make no film.
        StorageError: The store cannot be read.
    """
    try:
        result = json.loads(row.result)
        parts = {name: blobs.get(result[name]) for name in PARTS if result.get(name)}
        consent = json.dumps(result["consent"]).encode()
        text = film_text(row.brief.encode(), parts, consent)
        with _uncollected():
            return Film.model_validate_json(text)
    except UNREADABLE as error:
        raise DamageError(
            f"The documents of {row.film} make no film: {in_a_line(error)}.", hint=_MADE_AGAIN
        ) from error


def in_a_line(error: Exception) -> str:
    """What is wrong with something recorded, shortly."""
    return first_fault(error) if isinstance(error, ValidationError) else str(error)


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Make tens of thousands of models without looking for cycles among them: they have none.

    The search took a fifth of the time in which a film is read. Afterwards they belong to the
    oldest generation at once, as if all searches had been made.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
        gc.unfreeze()
    finally:
        if was_on:
            gc.enable()
