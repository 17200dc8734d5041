"""The tables of a dataset: films, key frames, captions and questions, column by column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from moviellm.exporting import BLIND_COLUMN, BLIND_MEANS, BlindScores, ScoresFile
from moviellm.film import Caption, Film, Question, Screenplay, Storyboard, family
from moviellm.film.staging import portrait

from moviellm_plugin_hf.columns import (
    FLAG,
    IMAGE,
    INTEGER,
    INTEGERS,
    NUMBER,
    TEXT,
    TEXTS,
    Column,
    structs,
)
from moviellm_plugin_hf.rows import FrameInContext, Row

SYNTHETIC: Column[object] = Column("synthetic", FLAG, "always true: it was made", lambda row: True)
_FILM: Column[Row[object]] = Column("film", TEXT, "id of the film", lambda row: row.film.id)


def _parts(play: Screenplay, board: Storyboard) -> Iterator[dict[str, Any]]:
    spans = [(shot.scene, shot.span) for shot in board.shots]
    for chapter in play.chapters:
        inside = {scene.id for scene in chapter.scenes}
        shown = [span for scene, span in spans if scene in inside]
        yield {
            "id": chapter.id,
            "title": chapter.title,
            "summary": chapter.summary,
            "start_ms": shown[0].start_ms if shown else None,
            "end_ms": shown[-1].end_ms if shown else None,
        }


def _cast(play: Screenplay) -> Iterator[dict[str, Any]]:
    for person in play.cast:
        sheet = person.model_dump(include={"id", "name", "pronoun", "role", "occupation", "want"})
        yield {**sheet, "looks": portrait(person)}


FILMS: tuple[Column[Row[Film]], ...] = (
    Column("id", TEXT, "id of the film", lambda row: row.film.id),
    Column("family", TEXT, "shared by a film and its twins", lambda row: family(row.film)),
    Column("theme", TEXT, "what was asked for", lambda row: row.film.brief.theme),
    Column("title", TEXT, "as its writer named it", lambda row: row.film.screenplay.title),
    Column("overview", TEXT, "the story in a paragraph", lambda row: row.film.screenplay.overview),
    Column("genre", TEXT, "as its writer named it", lambda row: row.film.screenplay.genre),
    Column("style", TEXT, "keyword of its looks", lambda row: row.film.screenplay.style.keyword),
    Column("language", TEXT, "BCP 47 tag", lambda row: row.film.brief.language),
    Column("writer", TEXT, "who wrote it, as recorded", lambda row: row.film.screenplay.wrote),
    Column("duration_ms", INTEGER, "its length", lambda row: row.film.storyboard.duration_ms),
    Column("key_frames", INTEGER, "how many there are", lambda row: len(row.film.footage.pictures)),
    Column("shots", INTEGER, "how many there are", lambda row: len(row.film.storyboard.shots)),
    Column(
        "cast",
        structs(
            id=TEXT, name=TEXT, pronoun=TEXT, role=TEXT, occupation=TEXT, want=TEXT, looks=TEXT
        ),
        "its people; all fictional, but for those in consent",
        lambda row: list(_cast(row.film.screenplay)),
    ),
    Column(
        "chapters",
        structs(id=TEXT, title=TEXT, summary=TEXT, start_ms=INTEGER, end_ms=INTEGER),
        "its parts in time",
        lambda row: list(_parts(row.film.screenplay, row.film.storyboard)),
    ),
    Column(
        "dialogue",
        structs(id=TEXT, event=TEXT, speaker=TEXT, text=TEXT, start_ms=INTEGER, end_ms=INTEGER),
        "its lines in time",
        lambda row: [cue.model_dump() for cue in row.film.storyboard.cues],
    ),
    Column(
        "consent",
        structs(person=TEXT, basis=TEXT, confirmed_by=TEXT, date=TEXT),
        "records for real people named in it",
        lambda row: [record.model_dump() for record in row.film.consent],
    ),
    SYNTHETIC,
)

WHOLE_FILM: Column[Row[Film]] = Column(
    "json",
    TEXT,
    "the whole film: screenplay, storyboard, boxes, captions, questions",
    lambda row: row.film.model_dump_json(),
    bulky=True,
)

FRAMES: tuple[Column[Row[FrameInContext]], ...] = (
    Column("id", TEXT, "id of the key frame", lambda row: row.part.frame.id),
    _FILM,
    Column("index", INTEGER, "its place in the film, from 1", lambda row: row.part.frame.index),
    Column("start_ms", INTEGER, "when it is first seen", lambda row: row.part.frame.start_ms),
    Column("end_ms", INTEGER, "when the next one is seen", lambda row: row.part.frame.end_ms),
    Column("chapter", TEXT, "id of the chapter", lambda row: row.part.chapter.id),
    Column("scene", TEXT, "id of the scene", lambda row: row.part.scene.id),
    Column("shot", TEXT, "id of the shot", lambda row: row.part.shot.id),
    Column(
        "image",
        IMAGE,
        "the picture as the painter left it",
        lambda row: row.part.data,
        bulky=True,
    ),
    Column("format", TEXT, "jpg, png or webp", lambda row: row.part.picture.format),
    Column("width", INTEGER, "in pixels", lambda row: row.part.picture.width),
    Column("height", INTEGER, "in pixels", lambda row: row.part.picture.height),
    Column("sha256", TEXT, "of the picture's bytes", lambda row: row.part.picture.sha256),
    Column("caption", TEXT, "what is seen; null without one", lambda row: row.part.caption),
    Column("prompt", TEXT, "what the painter was told", lambda row: row.part.frame.prompt),
    Column("camera_size", TEXT, "wide to insert", lambda row: row.part.shot.camera.size),
    Column("camera_angle", TEXT, "eye, low or high", lambda row: row.part.shot.camera.angle),
    Column("place", TEXT, "id of the place", lambda row: row.part.frame.depiction.place),
    Column("light", TEXT, "day, dusk, night and so on", lambda row: row.part.frame.depiction.light),
    Column("weather", TEXT, "clear, rain and so on", lambda row: row.part.frame.depiction.weather),
    Column("events", TEXTS, "ids of what happens in it", lambda row: row.part.frame.events),
    Column(
        "boxes",
        structs(entity=TEXT, x=INTEGER, y=INTEGER, width=INTEGER, height=INTEGER, visible=NUMBER),
        "where people and props are, in pixels from the top left corner",
        lambda row: [box.__dict__ for box in row.part.picture.boxes],
    ),
    SYNTHETIC,
)

CAPTIONS: tuple[Column[Row[Caption]], ...] = (
    Column("id", TEXT, "id of the caption", lambda row: row.part.id),
    _FILM,
    Column("level", TEXT, "frame, shot, scene, chapter or film", lambda row: row.part.level),
    Column("target", TEXT, "id of what it tells", lambda row: row.part.target),
    Column("start_ms", INTEGER, "where that begins", lambda row: row.part.start_ms),
    Column("end_ms", INTEGER, "where it ends", lambda row: row.part.end_ms),
    Column("text", TEXT, "the caption", lambda row: row.part.text),
    Column("facts", TEXTS, "facts of the ledger that it states", lambda row: row.part.facts),
    Column("events", TEXTS, "ids of the events that it tells", lambda row: row.part.events),
    SYNTHETIC,
)


def _verdicts(question: Question, passed: bool) -> list[str]:
    return [check for check, verdict in question.checks.items() if verdict is passed]


QUESTIONS: tuple[Column[Row[Question]], ...] = (
    Column("id", TEXT, "id of the question", lambda row: row.part.id),
    _FILM,
    Column("kind", TEXT, "who, where, order, why, belief and so on", lambda row: row.part.kind),
    Column("question", TEXT, "without its options", lambda row: row.part.question),
    Column("answer", TEXT, "computed, not guessed", lambda row: row.part.answer),
    Column("options", TEXTS, "one is right; null: an open question", lambda row: row.part.options),
    Column("answer_index", INTEGER, "which, from 0, or null", lambda row: row.part.answer_index),
    Column(
        "evidence_frames",
        TEXTS,
        "ids of the key frames that prove it",
        lambda row: row.part.evidence.frames,
    ),
    Column(
        "evidence_cues",
        TEXTS,
        "ids of the lines that prove it",
        lambda row: row.part.evidence.cues,
    ),
    Column(
        "evidence_start_ms",
        INTEGERS,
        "where each stretch of evidence begins",
        lambda row: [span.start_ms for span in row.part.evidence.spans_ms],
    ),
    Column(
        "evidence_end_ms",
        INTEGERS,
        "where it ends",
        lambda row: [span.end_ms for span in row.part.evidence.spans_ms],
    ),
    Column("hops", INTEGER, "separate facts that are joined", lambda row: row.part.hops),
    Column(
        "certificate_ms",
        INTEGER,
        "from the first to the last piece of evidence",
        lambda row: row.part.certificate_ms,
    ),
    Column("program", TEXT, "what computed the answer", lambda row: row.part.program),
    Column("passed", TEXTS, "checks that it passed", lambda row: _verdicts(row.part, True)),
    Column("failed", TEXTS, "checks that it failed", lambda row: _verdicts(row.part, False)),
    SYNTHETIC,
)


def with_scores(columns: Sequence[Column[Any]], chosen: ScoresFile | None) -> Sequence[Column[Any]]:
    """Return the columns of questions, with how likely each is answered without its film.

    Args:
        columns: Of a row whose subject is a question.
        chosen: What the exporter's option names; None for none.

    Raises:
        InputError: It cannot be read.
    """
    if chosen is None:
        return columns
    scores = BlindScores(chosen)
    blind: Column[Row[Question]] = Column(
        BLIND_COLUMN, NUMBER, BLIND_MEANS, lambda row: scores.of(row.film, row.part)
    )
    return (*columns[:-1], blind, columns[-1])
