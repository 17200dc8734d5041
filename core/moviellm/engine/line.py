"""What happens to one film, from its brief to its annotations, each step once."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from moviellm.component import Stage
from moviellm.engine.hands import Hands, result_of
from moviellm.engine.journal import Journal
from moviellm.engine.keys import digest
from moviellm.engine.orders import Order, Outcome
from moviellm.engine.recipe import Recipe
from moviellm.engine.records import FilmRow, Step
from moviellm.engine.results import film_text, result_text
from moviellm.engine.store import Store
from moviellm.engine.tally import Tally
from moviellm.film import (
    Annotations,
    Brief,
    Consent,
    Recording,
    Screenplay,
    Soundtrack,
    Storyboard,
)
from moviellm.film.continuity import retime
from moviellm.film.likeness import require_consent
from moviellm.notices import StepReport


@dataclass(frozen=True, slots=True)
class Document:
    """A part of a film: its JSON and the digest under which it is stored."""

    data: bytes
    digest: str


class Workshop:
    """What every film of a run is made with.

    Attributes:
        recipe: Components and keys.
        report: Tells the observers of a step.
        repaints: How often a picture that the critic rejects is painted again.
    """

    def __init__(
        self,
        recipe: Recipe,
        journal: Journal,
        store: Store,
        hands: Hands,
        tally: Tally,
        report: Callable[[StepReport], None],
        *,
        at_once: int,
        repaints: int,
    ) -> None:
        self.recipe = recipe
        self.journal = journal
        self.store = store
        self.hands = hands
        self.tally = tally
        self.repaints = repaints
        self._report = report
        self._turns: defaultdict[Stage, threading.BoundedSemaphore] = defaultdict(
            lambda: threading.BoundedSemaphore(at_once)
        )
        self._makers: dict[Stage, int] = {}

    def order(
        self,
        stage: Stage,
        film: str,
        seed: int,
        documents: Sequence[bytes],
        *,
        blobs: Sequence[str] = (),
        item: str = "",
    ) -> Future[Outcome]:
        """Have one call of a component carried out."""
        order = Order(
            stage=stage,
            name=self.recipe.name(stage),
            film=film,
            seed=seed,
            documents=tuple(documents),
            blobs=tuple(blobs),
            item=item,
        )
        return self.hands.submit(order)

    def maker(self, stage: Stage) -> int:
        """The journal's row of a stage's component."""
        if stage not in self._makers:
            self._makers[stage] = self.journal.maker(self.recipe.maker(stage))
        return self._makers[stage]

    def made(self, stage: Stage, film: str, items: int, outcome: Outcome) -> None:
        """Count and report a step that is recorded."""
        self.tally.made(stage, items)
        spent = 0.0 if not self.recipe.crew.component(stage).capabilities.paid else None
        self._report(
            StepReport(
                stage=stage, film=film, items=items, wall_ms=outcome.wall_us // 1000, usd=spent
            )
        )

    def step(
        self, stage: Stage, brief: Brief, inputs: Sequence[Document], documents: Sequence[bytes]
    ) -> Document:
        """Return what a stage makes of a film, from the journal or made now.

        The key depends on ``inputs``; the hook is given ``documents``.
        """
        seed = self.recipe.seed(brief, stage)
        key = self.recipe.key(stage, seed, *(part.digest for part in inputs))
        known = self.journal.step(key)
        if known is not None:
            self.tally.reused(stage, 1)
            return Document(self.store.get(known.outputs[0]), known.outputs[0])
        with self._turns[stage]:
            outcome = result_of(self.order(stage, brief.id, seed, documents).result())
        pack = self.store.pack([outcome.document])
        step = Step(
            key=key,
            maker=self.maker(stage),
            film=brief.id,
            outputs=pack.digests,
            inputs=tuple(part.digest for part in inputs),
            cpu_us=outcome.cpu_us,
            wall_us=outcome.wall_us,
        )
        self.journal.record(packs=[*outcome.packs, pack], steps=[step])
        self.made(stage, brief.id, 1, outcome)
        return Document(outcome.document, pack.digests[0])


def make_film(shop: Workshop, brief: Brief, ordinal: int) -> FilmRow:
    """Make one film, or what is missing of it, and record it as done.

    Raises:
        FilmError: It cannot be made.
        MovieLLMError: The run cannot go on.
    """
    row = _record(shop, brief, ordinal, assemble(shop, brief))
    shop.tally.done()
    return row


def assemble(shop: Workshop, brief: Brief) -> dict[str, bytes]:
    """Return the JSON of a film's parts by name; what the journal lacks is ordered and recorded.

    Raises:
        FilmError: It cannot be made.
        MovieLLMError: The run cannot go on.
    """
    from moviellm.engine.pictures import paint

    text = brief.model_dump_json().encode()
    given = Document(text, digest(text))
    consent = [Consent(**record) for record in shop.recipe.consent]
    require_consent(brief, consent)
    script = shop.step("writer", brief, [given], [text])
    screenplay = Screenplay.model_validate_json(script.data)
    require_consent(screenplay, consent)
    board = shop.step("director", brief, [given, script], [text, script.data])
    parts: dict[str, bytes] = {"screenplay": script.data}
    storyboard = Storyboard.model_validate_json(board.data)
    require_consent(storyboard, consent)
    if shop.recipe.has("voice"):
        soundtrack = _speak(shop, brief, script, board, storyboard)
        storyboard = retime(storyboard, soundtrack)
        data = storyboard.model_dump_json().encode()
        board = Document(data, digest(data))
        parts["soundtrack"] = soundtrack.model_dump_json().encode()
    parts["storyboard"] = board.data
    sources = (script.digest, board.digest)
    parts["footage"] = paint(shop, brief.id, screenplay, storyboard, sources)
    parts["annotations"] = _caption(shop, brief, text, parts).data
    return parts


def _speak(
    shop: Workshop, brief: Brief, script: Document, board: Document, storyboard: Storyboard
) -> Soundtrack:
    seed = shop.recipe.seed(brief, "voice")
    key = shop.recipe.key("voice", seed, script.digest, board.digest)
    step = shop.journal.step(key)
    if step is None:
        asked = shop.order("voice", brief.id, seed, [script.data, board.data])
        outcome = result_of(asked.result())
        step = Step(
            key=key,
            maker=shop.maker("voice"),
            film=brief.id,
            outputs=outcome.digests,
            inputs=(script.digest, board.digest),
            result=",".join(outcome.results),
            cpu_us=outcome.cpu_us,
            wall_us=outcome.wall_us,
        )
        shop.journal.record(packs=outcome.packs, steps=[step])
        shop.made("voice", brief.id, 1, outcome)
    else:
        shop.tally.reused("voice", 1)
    durations = [int(text) for text in step.result.split(",") if text]
    return Soundtrack(
        film=brief.id,
        recordings=tuple(
            Recording(cue=cue.id, digest=sound, duration_ms=duration)
            for cue, sound, duration in zip(storyboard.cues, step.outputs, durations, strict=True)
        ),
    )


def _caption(shop: Workshop, brief: Brief, text: bytes, parts: Mapping[str, bytes]) -> Document:
    blank = Annotations(film=brief.id, captions=(), questions=()).model_dump_json().encode()
    film = film_text(text, {**parts, "annotations": blank})
    inputs = [Document(data, digest(data)) for data in (text, *parts.values())]
    return shop.step("captioner", brief, inputs, [film])


def _record(shop: Workshop, brief: Brief, ordinal: int, parts: Mapping[str, bytes]) -> FilmRow:
    """Write down that a film is whole; its documents become durable with it."""
    text = brief.model_dump_json().encode()
    known = shop.journal.known([digest(data) for data in parts.values()])
    new = [data for data in parts.values() if digest(data) not in known]
    packs = [shop.store.pack(new)] if new else []
    row = FilmRow(
        film=brief.id,
        ordinal=ordinal,
        brief=text.decode(),
        state="done",
        completion=shop.recipe.completion(text),
        result=result_text(parts, shop.recipe.consent),
    )
    shop.journal.record(packs=packs, films=[row])
    return row
