"""What happens to one film, from its brief to its annotations, each step once."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping

from moviellm.engine.films.clips import animate
from moviellm.engine.films.draft import FilmDraft
from moviellm.engine.films.mixes import mix, uncaptioned
from moviellm.engine.films.pictures import footage_text, paint
from moviellm.engine.films.run_context import RunContext, StoredDocument
from moviellm.engine.journal.records import FilmRow, StepRow
from moviellm.engine.keys import digest
from moviellm.engine.store.documents import result_text, summary_of_play
from moviellm.engine.store.parts import (
    read_annotations,
    read_screenplay,
    read_soundtrack,
    read_storyboard,
)
from moviellm.engine.workers.executor import result_of
from moviellm.errors import MovieLLMError
from moviellm.film import Brief, Screenplay, Soundtrack, Storyboard
from moviellm.film.ledger.retiming import retime
from moviellm.film.likeness import require_consent
from moviellm.film.rotations import rotated
from moviellm.film.twins import fork


def make_film(run_context: RunContext, brief: Brief, ordinal: int) -> FilmRow:
    """Make one film, or what is missing of it, and record it as done.

    Raises:
        FilmError: It cannot be made.
        MovieLLMError: The run cannot go on.
    """
    draft = FilmDraft(run_context, brief)
    try:
        parts = assemble(draft)
    except MovieLLMError:
        with contextlib.suppress(MovieLLMError):  # the first error tells more
            draft.record()
        raise
    draft.add(list(parts.values()))
    text = brief.model_dump_json().encode()
    row = FilmRow(
        film=brief.id,
        ordinal=ordinal,
        brief=text.decode(),
        state="done",
        completion=run_context.recipe.completion(text),
        result=result_text(parts, run_context.recipe.consent_records, draft.summary),
    )
    draft.record(films=[row])
    run_context.progress.done()
    return row


def assemble(draft: FilmDraft) -> dict[str, bytes]:
    """Return the JSON of a film's parts by name; what the journal lacks is ordered and recorded.

    Raises:
        FilmError: It cannot be made.
        MovieLLMError: The run cannot go on.
    """
    recipe, brief = draft.run_context.recipe, draft.brief
    text = brief.model_dump_json().encode()
    given = StoredDocument(text, digest(text))
    script = _script(draft, given)
    screenplay = Screenplay.model_validate_json(script.data)
    if script.reused:  # whoever makes a part checks it; consent may have been withdrawn since
        require_consent(brief, recipe.consent)
        require_consent(screenplay, recipe.consent)
    board = draft.step(
        "director",
        [given, script],
        [text, script.data],
        lambda found: read_storyboard(found.data, screenplay),
    )
    storyboard = Storyboard.model_validate_json(board.data)
    if board.reused:
        require_consent(storyboard, recipe.consent)
    parts: dict[str, bytes] = {"screenplay": script.data}
    if recipe.has("voice"):
        soundtrack = _speak(draft, script, board, storyboard)
        storyboard = retime(storyboard, soundtrack)
        data = storyboard.model_dump_json().encode()
        board = StoredDocument(data, digest(data))
        parts["soundtrack"] = soundtrack.model_dump_json().encode()
    parts["storyboard"] = board.data
    shots = len(storyboard.shots)
    draft.run_context.progress.directed(brief.id, brief.shape.total_frames, shots)
    sources = (script.digest, board.digest)
    takes = paint(draft, screenplay, storyboard, sources)
    parts["footage"] = footage_text(brief.id, takes)
    draft.summary = summary_of_play(screenplay, storyboard)
    if recipe.has("animator"):
        parts["clips"] = animate(draft, parts, takes, sources)
        draft.summary["shots"] = shots
    if recipe.has("mixer"):
        parts["mix"] = mix(draft, text, parts)
    annotations = _caption(draft, text, parts)
    parts["annotations"] = annotations.data
    draft.summary |= json.loads(annotations.note)
    return parts


def _script(draft: FilmDraft, given: StoredDocument) -> StoredDocument:
    """The screenplay: as it is written, or told again in a twin or a rotation."""
    brief, parent = draft.brief, draft.brief.parent
    if brief.twin is None and brief.rotation is None:
        return _written(draft, brief, given)
    source = _written(draft, parent or brief, _document(parent) if parent else given)
    told = _told_again(brief, Screenplay.model_validate_json(source.data))
    data = told.model_dump_json().encode()
    return StoredDocument(data, digest(data), reused=source.reused)


def _document(brief: Brief) -> StoredDocument:
    text = brief.model_dump_json().encode()
    return StoredDocument(text, digest(text))


def _told_again(brief: Brief, play: Screenplay) -> Screenplay:
    if brief.twin is not None:
        return fork(play, brief.id, brief.twin.number, brief.language)
    if brief.rotation is not None:
        return rotated(play, brief.id, brief.rotation.number, brief.rotation.count)
    return play


def _written(draft: FilmDraft, brief: Brief, given: StoredDocument) -> StoredDocument:
    return draft.step(
        "writer", [given], [given.data], lambda found: read_screenplay(found.data, brief)
    )


def _speak(
    draft: FilmDraft, script: StoredDocument, board: StoredDocument, storyboard: Storyboard
) -> Soundtrack:
    run_context, film = draft.run_context, draft.brief.id
    seed = run_context.recipe.seed(draft.brief, "voice")
    key = run_context.recipe.key("voice", seed, script.digest, board.digest)

    def recorded(step: StepRow) -> Soundtrack:
        if lost := set(step.outputs) - run_context.journal.known(step.outputs):
            raise LookupError(f"{len(lost)} recordings are lost")
        return read_soundtrack(step, film, storyboard)

    known = run_context.usable("voice", film, run_context.journal.steps([key]), recorded)
    if key in known:
        run_context.progress.reused("voice", 1)
        return known[key]
    outcome = result_of(run_context.submit("voice", film, seed, [script.data, board.data]).result())
    step = StepRow(
        key=key,
        maker=run_context.maker("voice", outcome.facts),
        film=film,
        outputs=outcome.digests,
        inputs=(script.digest, board.digest),
        result=",".join(outcome.results),
        cpu_us=outcome.cpu_us,
        wall_us=outcome.wall_us,
    )
    draft.record(packs=outcome.packs, steps=[step])
    run_context.made("voice", film, 1, outcome)
    return read_soundtrack(step, film, storyboard)


def _caption(draft: FilmDraft, text: bytes, parts: Mapping[str, bytes]) -> StoredDocument:
    film = uncaptioned(draft, text, parts)
    inputs = [StoredDocument(data, digest(data)) for data in (text, *parts.values())]
    return draft.step(
        "captioner",
        inputs,
        [film],
        lambda found: read_annotations(found.data, found.note, draft.brief.id),
    )
