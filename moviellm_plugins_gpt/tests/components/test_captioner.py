"""The captioners: other words for the ledger's facts, and not one fact more."""

from __future__ import annotations

import pytest
from moviellm import FilmError
from moviellm.film import Annotations
from moviellm.film.captioning import annotate
from moviellm.testing import make_context, tiny_movie
from moviellm.testing.context import MemoryBlobs


@pytest.fixture
def film():
    movie = tiny_movie(MemoryBlobs())
    empty = Annotations(film=movie.id, captions=(), questions=())
    return movie.model_copy(update={"annotations": empty})


@pytest.fixture
def caption(component, film):
    def run(provider="openai", **options):
        captioner = component("captioner", provider, **options)
        return captioner.moviellm_caption(film, make_context())

    return run


@pytest.fixture
def computed(component, film):
    return annotate(film, component("captioner").config, make_context().random())


def test_captions_are_worded_and_keep_span_and_target(caption, computed, provider):
    notes = caption(provider)
    assert [(c.id, c.level, c.target, c.start_ms, c.end_ms) for c in notes.captions] == [
        (c.id, c.level, c.target, c.start_ms, c.end_ms) for c in computed.captions
    ]
    worded = [c for c in notes.captions if c.text.startswith("Here: ")]
    assert len(worded) > len(notes.captions) / 2


def test_a_caption_states_no_fact_that_the_computed_one_did_not(caption, computed):
    for one, before in zip(caption().captions, computed.captions, strict=True):
        assert set(one.facts) <= set(before.facts)
        assert set(one.events) <= set(before.events)


def test_answers_options_programs_and_evidence_are_untouched(caption, computed):
    notes = caption()
    for one, before in zip(notes.questions, computed.questions, strict=True):
        assert one.model_copy(update={"question": before.question}) == before
    assert any(q.question.startswith("Say, ") for q in notes.questions)


LIES = [
    ("The old map lies in the harbour.", [1]),
    ("Mara is furious.", [1]),
    ("It is midnight in the room.", [1]),
    ("Somebody in a red coat.", [1]),
    ("“I never did,” says Mara.", [1]),
    ("Mara is there.", []),
    ("Mara is there.", [99]),
]


@pytest.mark.parametrize(("text", "states"), LIES)
def test_a_sentence_that_says_more_is_refused_and_counted(model, caption, computed, text, states):
    def lie(said):
        for wording in said["captions"]:
            wording["sentences"] = [{"text": text, "states": states}]
        return said

    model.always("captions", lie)
    notes = caption()
    refused = notes.dropped["sentence refused"]
    assert refused > 0
    kept = sum(c.text == text for c in notes.captions)
    assert refused + kept == len(notes.captions)
    for one, before in zip(notes.captions, computed.captions, strict=True):
        assert one.text in (text, before.text)
        if one.text == text:
            assert states
            assert one.facts or one.events


@pytest.mark.parametrize(
    "more", [" while a dragon sleeps.", ", watched by Gandalf.", " and burns it."]
)
def test_a_true_sentence_with_more_in_it_is_refused(model, caption, computed, more):
    def lie(said):
        for wording in said["captions"]:
            for sentence in wording["sentences"]:
                sentence["text"] = sentence["text"].removeprefix("Here: ").rstrip(".") + more
        return said

    model.always("captions", lie)
    notes = caption()
    assert notes.dropped["sentence refused"] == len(notes.captions)
    assert notes.captions == computed.captions


def test_a_question_that_tells_of_more_keeps_its_words(model, caption, computed):
    def lie(said):
        return {"questions": [f"{q[5:-1]} near the dragon?" for q in said["questions"]]}

    model.always("questions", lie)
    assert caption().questions == computed.questions


def test_true_sentences_stay_when_others_are_refused(model, caption, computed):
    def half(said):
        for wording in said["captions"]:
            wording["sentences"].append({"text": "A dragon watches the harbour.", "states": [1]})
        return said

    model.always("captions", half)
    notes = caption()
    assert not any("dragon" in c.text for c in notes.captions)
    assert any(c.text.startswith("Here: ") for c in notes.captions)
    assert notes.dropped["sentence refused"] >= len(notes.captions)


def test_who_acts_and_whom_it_happens_to_are_not_turned_round(model, caption, film):
    """Mara says a line to Ivo; that Ivo says it to Mara is refused."""

    def turned(said):
        for wording in said["captions"]:
            wording["sentences"] = [
                {"text": "Ivo says something to Mara.", "states": sentence["states"][-1:]}
                for sentence in wording["sentences"][:1]
            ]
        return said

    model.always("captions", turned)
    notes = caption()
    said = {e.id for e in film.screenplay.events() if e.verb == "say" and e.agent == "mara"}
    for one in notes.captions:
        if one.text == "Ivo says something to Mara.":
            assert not said & set(one.events)


QUESTIONS = [
    lambda text: "Where is Ivo hiding the harbour?",
    lambda text: text.replace("?", "."),
    lambda text: text.replace("after", "before").replace("next", "last"),
    lambda text: f"{text[:-1]} for the second time?",
]


@pytest.mark.parametrize("change", QUESTIONS)
def test_a_question_that_asks_something_else_keeps_its_words(model, caption, computed, change):
    model.always(
        "questions", lambda said: {"questions": [change(q[5:]) for q in said["questions"]]}
    )
    notes = caption()
    changed = 0
    for one, before in zip(notes.questions, computed.questions, strict=True):
        same = one.question.lower().rstrip("?.") == before.question.lower().rstrip("?.")
        changed += not same
    assert changed == 0
    assert notes.dropped.get("question refused", 0) > 0


def test_a_refusal_leaves_the_computed_texts(model, caption, computed, provider):
    model.refusing |= {"captions", "questions"}
    notes = caption(provider)
    assert notes.captions == computed.captions
    assert notes.questions == computed.questions
    assert notes.dropped["captions not worded"] == len(computed.captions)


def test_a_wrong_request_is_told_and_not_covered_up(model, caption, provider):
    model.wants = "there is no such model"
    with pytest.raises(FilmError, match="there is no such model"):
        caption(provider)
