"""What a finished film came to: the digests of its documents, and the film put together again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from moviellm.engine.records import FilmRow
from moviellm.engine.store import StoreReader
from moviellm.film import Film

PARTS = ("screenplay", "storyboard", "footage", "soundtrack", "annotations")


def result_text(parts: Mapping[str, str], consent: Sequence[Mapping[str, str]]) -> str:
    """The JSON of `FilmRow.result`: digest by part, and the consent records."""
    return json.dumps({**parts, "consent": list(consent)}, sort_keys=True)


def film_text(brief: bytes, parts: Mapping[str, bytes], consent: bytes = b"[]") -> bytes:
    """The JSON of a `Film` from the JSON of its parts.

    Args:
        brief: The brief.
        parts: By their names in `Film`; what is left out is not in the film.
        consent: A JSON list of consent records.
    """
    rest = b"".join(b',"%s":%s' % (name.encode(), text) for name, text in parts.items())
    return b'{"brief":%s%s,"consent":%s}' % (brief, rest, consent)


def whole_film(row: FilmRow, blobs: StoreReader) -> Film:
    """Put a finished film together from its stored documents."""
    result = json.loads(row.result)
    parts = {name: blobs.get(result[name]) for name in PARTS if result.get(name)}
    consent = json.dumps(result["consent"]).encode()
    return Film.model_validate_json(film_text(row.brief.encode(), parts, consent))
