"""The directors: the model chooses and words, the ledger decides what is seen."""

from __future__ import annotations

import re

import pytest
from moviellm import FilmError
from moviellm.film import Ledger, check_storyboard
from moviellm.film.staging import bind_storyboard, stage_scenes
from moviellm.testing.films.tiny import tiny_brief, tiny_screenplay


def frames_of(board):
    return list(board.frames())


@pytest.fixture
def computed(component):
    """The tiny film as film grammar alone directs it."""
    ledger = Ledger(tiny_screenplay())
    config = component("director").config
    return bind_storyboard(ledger, list(stage_scenes(ledger)), config, 7)


@pytest.fixture
def direct(component, context):
    def run(provider="openai", **options):
        director = component("director", provider, **options)
        return director.moviellm_direct(tiny_brief(), tiny_screenplay(), context)

    return run


def test_a_storyboard_agrees_with_the_ledger(model, direct, provider):
    play, board = tiny_screenplay(), direct(provider)
    assert check_storyboard(play, board) == ()
    for scene in play.scenes():
        shots = [shot for shot in board.shots if shot.scene == scene.id]
        assert sum(len(shot.frames) for shot in shots) == scene.frames
    assert model.asked == {"cameras": 2, "pictures": 2}


def test_the_model_chooses_among_framings_that_keep_what_matters(model, direct, computed):
    board = direct()
    assert [f.events for f in frames_of(board)] == [f.events for f in frames_of(computed)]
    assert [f.after for f in frames_of(board)] == [f.after for f in frames_of(computed)]
    chosen = [shot.camera.size for shot in board.shots]
    assert chosen != [shot.camera.size for shot in computed.shots]


def test_a_framing_that_was_not_offered_is_not_taken(model, direct, computed):
    insert = {"size": "insert", "angle": "low"}
    model.always("cameras", lambda said: {"frames": [insert] * len(said["frames"])})
    board = direct()
    assert check_storyboard(tiny_screenplay(), board) == ()
    sizes = [(shot.camera.size, len(shot.frames)) for shot in board.shots]
    assert sizes == [(shot.camera.size, len(shot.frames)) for shot in computed.shots]


def test_true_words_become_the_prompt_with_fixed_looks_and_style(model, direct):
    prompts = [frame.prompt for frame in frames_of(direct())]
    assert all(prompt.startswith("Worded: ") for prompt in prompts)
    for frame, prompt in zip(frames_of(direct()), prompts, strict=True):
        if any(figure.person == "mara" for figure in frame.depiction.figures):
            assert "Mara is a tall slight woman with an auburn braid in a red coat." in prompt
    assert all(prompt.rstrip(".").endswith(ending(prompts[0])) for prompt in prompts)


def ending(prompt):
    return prompt.rstrip(".").rpartition(". ")[2]


LIES = [
    ("A dragon sleeps on the harbour wall", "harbour: not to be seen here"),
    ("Nobody is seen in the room", "here, and not named"),
    ("Mara and Ivo in the moonlight, terrified", "moonlight"),
]


@pytest.mark.parametrize(("lie", "told"), LIES)
def test_words_that_are_not_true_are_sent_back_once_and_then_computed(
    model, direct, computed, lie, told, caplog
):
    model.always("pictures", lambda said: {"frames": [lie] * len(said["frames"])})
    board = direct()
    assert model.asked["pictures"] == 4
    assert told in model.heard["pictures"][-1] + model.heard["pictures"][-2]
    lying = [frame for frame in frames_of(board) if frame.prompt.startswith(lie)]
    assert len(lying) < len(frames_of(board))
    assert "prompts were not true and are computed" in caplog.text


def test_words_that_leave_out_a_thing_that_is_seen_are_sent_back(model, direct):
    def without_things(said):
        return {"frames": [one.replace("map", "paper").replace("chest", "trunk")
                           for one in said["frames"]]}  # fmt: skip

    model.instead("pictures", without_things)
    direct()
    assert model.asked["pictures"] == 3
    assert re.search(r"oak chest(, old map)?: here, and not named", model.heard["pictures"][-1])


def test_mended_words_are_taken(model, direct):
    model.instead("pictures", lambda said: {"frames": ["A dragon."] * len(said["frames"])})
    board = direct()
    assert model.asked["pictures"] == 3
    assert all(frame.prompt.startswith("Worded: ") for frame in frames_of(board))


def test_a_refusal_leaves_the_computed_film(model, direct, computed, provider):
    model.refusing |= {"cameras", "pictures"}
    board = direct(provider)
    assert [f.prompt for f in frames_of(board)] == [f.prompt for f in frames_of(computed)]
    assert [shot.camera for shot in board.shots] == [shot.camera for shot in computed.shots]


def test_a_wrong_request_is_told_and_not_covered_up(model, direct, provider):
    model.wants = "there is no such model"
    with pytest.raises(FilmError, match="there is no such model"):
        direct(provider)
