"""From a question, caption or frame back to the theme: who made what out of what."""

from __future__ import annotations

import difflib
import shlex
from pathlib import Path

from moviellm.engine.inspect.nodes import FilmTracer, Node, brief_node, did_you_mean
from moviellm.engine.journal.records import FilmRow
from moviellm.engine.journal.writer import JournalReader
from moviellm.engine.store.documents import documents_of, whole_film
from moviellm.engine.store.store import StoreReader
from moviellm.errors import InputError
from moviellm.film import Brief

_SHOWN = 5


def trace(folder: Path, name: str) -> Node:
    """Walk from one part of a film back to the theme and the pipeline.

    Args:
        folder: The run's folder.
        name: Id of a question, caption, frame, shot, scene, chapter, event, cue or film, or
            ``FILM/ID`` where several films have the id.

    Raises:
        InputError: Nothing has this id, or several films have it.
        StorageError: The folder is no run folder.
        DamageError: The film's documents are damaged.
    """
    name = name.encode(errors="replace").decode()
    with JournalReader(folder) as journal:
        store = StoreReader(journal)
        row, inside = _find(journal, store, name)
        if not row.result:
            return _unmade(journal, row, inside)
        return FilmTracer(journal, whole_film(row, store), row).node(inside or row.film)


def _find(journal: JournalReader, store: StoreReader, name: str) -> tuple[FilmRow, str]:
    """The film that a name means, and the id inside it; empty for the film itself."""
    film, slash, inside = name.partition("/")
    row = journal.film(film)
    if row is not None:
        return row, inside
    if slash:
        near = difflib.get_close_matches(film, [row.film for row in journal.films()], n=_SHOWN)
        raise InputError(f"The run has no film `{film}`.", hint=did_you_mean(near))
    mark = f'"id":"{name}"'.encode()
    having = [
        row
        for row in journal.films()
        if row.state == "done"
        and any(mark in store.get(digest) for digest in documents_of(row).values())
    ]
    if len(having) == 1:
        return having[0], name
    if not having:
        raise InputError(
            f"Nothing in the run {journal.folder} has the id `{name}`.",
            hint="Give an id of qa.jsonl, captions.jsonl or film.json, or FILM/ID.",
        )
    some = ", ".join(f"{row.film}/{name}" for row in having[:_SHOWN])
    more = ", ..." if len(having) > _SHOWN else ""
    raise InputError(f"{len(having)} films have the id `{name}`.", hint=f"Give {some}{more}")


def _unmade(journal: JournalReader, row: FilmRow, inside: str) -> Node:
    if inside:
        raise InputError(
            f"The film {row.film} is {row.state}: there is nothing in it yet.",
            hint=f"`moviellm explain {shlex.quote(str(journal.folder))} {row.film}` tells why.",
        )
    brief = Brief.model_validate_json(row.brief)
    facts = {"state": row.state, "reason": row.reason}
    return Node("film", row.film, facts, (brief_node(brief, journal),))
