"""Whose a store is: one run's, by the mark in it, which the run's journal knows.

    moviellm-store.json    {"moviellm_store": 1, "id": ..., "run": "host:/folder", "session": ...}

A place without a mark is a store only of a run whose packs lie there (an earlier version made
it); whatever else holds something is refused, and nothing in it is touched. Each opening for
writing is a *session*. It is written down in the journal before the first pack is named after it,
so a journal knows the packs that it may remove by their names: those of its own sessions, and no
others. The mark names the latest session; a journal that does not know it is a copy, or an older
state, of the one that wrote there last.
"""

from __future__ import annotations

import json
import platform
import secrets
from dataclasses import asdict, dataclass

from moviellm.engine.journal.writer import Journal
from moviellm.engine.store.packs import MARK, MARK_DRAFT, Packs, gone
from moviellm.errors import InputError, StorageError

STORE_ID = "store_id"
"""Name of the header's entry with the id of the run's store."""

_FORMAT = 1
_FOLDERS = {"packs", "tmp"}
_NOTHING = {MARK, MARK_DRAFT, "writer.lock", "lost+found", ".DS_Store"}
"""What an empty place may hold: what a claim that was killed left, and what systems put there."""

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """What the mark in a store says.

    Attributes:
        id: The store's id.
        run: Host and folder of the run that wrote there last.
        session: The session in which it did.
    """

    id: str
    run: str
    session: str


def place_of(journal: Journal) -> str:
    """Host and folder of a run, as marks and sessions name it."""
    return f"{platform.node()}:{journal.folder.resolve()}"


def require_own(journal: Journal, packs: Packs, *, inside: bool) -> str:
    """Return the id of a store that this run may write, a new one for an empty place.

    Nothing is written.

    Args:
        journal: Of the run.
        packs: The place.
        inside: Whether it is the store in the run's own folder.

    Raises:
        InputError: Something else lies there, or it is another run's.
        StorageError: It cannot be read, or it is gone although the journal mentions it.
    """
    known: str | None = journal.header().get(STORE_ID)
    mark = _read(packs)
    if mark is None:
        _require_free(journal, packs, inside=inside)
        return known or secrets.token_hex(16)
    is_ours = mark.run == place_of(journal) and mark.session in journal.sessions()
    if mark.id != known and not (known is None and is_ours):  # the header's row was damaged
        raise _another_runs(packs, mark, inside=inside)
    if mark.session not in journal.sessions() and mark.run != place_of(journal):
        raise InputError(
            f"The store {packs.where} was last written by the run in {mark.run}; "
            "this run is a copy or an older state of it.",
            hint=f"Go on there. If that run is gone for good, remove {MARK} in the store and run "
            "the same command again: this run then takes the store over.",
        )
    return mark.id


def begin_session(journal: Journal, packs: Packs, store_id: str) -> None:
    """Let the journal write packs, and mark the place as its own.

    The journal learns both first: a run that is killed in between finds its own place again. A
    full disk keeps nobody from reading: the mark of an earlier session serves as well.

    Raises:
        StorageError: The journal cannot be written, or a new place cannot.
    """
    place = place_of(journal)
    if journal.header().get(STORE_ID) != store_id:
        journal.set_header({STORE_ID: store_id})
    journal.begin_session(packs.session, place)
    mark = Mark(id=store_id, run=place, session=packs.session)
    text = json.dumps({"moviellm_store": _FORMAT, **asdict(mark)}, indent=1)
    try:
        packs.write_mark(text.encode() + b"\n")
    except StorageError:
        if not packs.read_mark():
            raise


def removable_sessions(journal: Journal, *, inside: bool) -> set[str]:
    """The sessions of which packs that no row mentions can go: nobody will ever mention them.

    A session of another place may still go on: this folder is then a copy that was made while it
    did. Only the store in the run's own folder was copied with it.
    """
    here = place_of(journal)
    return {session for session, place in journal.sessions().items() if inside or place == here}


def _read(packs: Packs) -> Mark | None:
    data = packs.read_mark()
    if not data:
        return None
    try:
        found = json.loads(data)
        made_by, mark = found["moviellm_store"], Mark(found["id"], found["run"], found["session"])
    except (ValueError, TypeError, KeyError) as error:
        raise StorageError(
            f"{MARK} in the store {packs.where} is damaged: {error!r}.",
            hint="If the store is this run's, remove that file and run the same command again.",
        ) from error
    if made_by != _FORMAT:
        raise StorageError(
            f"The store {packs.where} has format {made_by}, and this version of MovieLLM knows "
            f"{_FORMAT}: a newer version made it.",
            hint="Run `pip install --upgrade moviellm`, or give another place with --store.",
        )
    return mark


def _require_free(journal: Journal, packs: Packs, *, inside: bool) -> None:
    """Refuse a place without a mark that is neither empty nor this run's, of an earlier version."""
    there = [name for name in packs.strangers() if name not in _NOTHING]
    known = journal.packs()
    if known and not (there and known.keys() & set(packs.names())):
        raise gone(packs.where)
    if known or not there or (inside and _FOLDERS.issuperset(there)):
        return
    more = "" if len(there) <= _SHOWN else f" and {len(there) - _SHOWN} more"
    raise InputError(
        f"{packs.where} is no store of MovieLLM: it holds {', '.join(there[:_SHOWN])}{more}.",
        hint="Give --store a folder that is empty or not there yet; nothing was touched.",
    )


def _another_runs(packs: Packs, mark: Mark, *, inside: bool) -> InputError:
    message = f"The store {packs.where} belongs to another run, last written in {mark.run}."
    if inside:
        return InputError(
            message,
            hint="The journal beside it is new: bring the old one back, or start in another folder "
            "with --out.",
        )
    return InputError(message, hint="A store serves one run: give this one another with --store.")
