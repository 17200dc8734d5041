"""Twins stay together, and give pairs of a right and a wrong answer."""

from __future__ import annotations

import pytest
from changed_films import asked, changed, twin_of
from moviellm.film import Screenplay
from trainer_exports import faults, rows_of

SHARES = {"train": 2, "validation": 1, "test": 1}


def other_family(film, number):
    text = film.screenplay.model_dump_json().replace("Mara", f"Mara {number}")
    play = Screenplay.model_validate_json(text.replace(film.id, f"film-{number}"))
    return changed(film, f"film-{number}").model_copy(update={"screenplay": play})


def splits_of(folder):
    return {path.stem: {row["film"] for row in rows_of(path)} for path in folder.glob("*.jsonl")}


def test_films_fall_into_all_splits_and_twins_into_one(studio):
    film = studio.film()
    firsts = [other_family(film, number) for number in range(16)]
    films = [*firsts, *(changed(one, f"{one.id}-twin") for one in firsts)]
    found = splits_of(studio.export("ms-swift", films, captions=["film"], split=SHARES))
    assert set(found) == {"train", "validation", "test"}
    for number in range(16):
        homes = {
            name for name, ids in found.items() if {f"film-{number}", f"film-{number}-twin"} & ids
        }
        assert len(homes) == 1


def test_another_seed_divides_otherwise(studio):
    films = [other_family(studio.film(), number) for number in range(8)]
    divided = [
        splits_of(
            studio.export("ms-swift", films, captions=["film"], split=SHARES | {"seed": seed})
        )
        for seed in (0, 1, 0)
    ]
    assert divided[0] == divided[2] != divided[1]


def pairs_of(studio, name, films=None, **options):
    film = studio.film()
    films = films or [film, twin_of(film, "film-twin", {"where-map": "in the oak chest"})]
    target = studio.export(name, films, preferences=True, **options)
    assert faults(target) == []
    return rows_of(target / "train_preference.jsonl")


def test_a_twin_gives_both_pairs_of_its_question_and_no_others(studio):
    rows = pairs_of(studio, "ms-swift")
    told = [(row["film"], row["messages"][1]["content"], row["rejected_response"]) for row in rows]
    assert told == [
        ("film-tiny", "behind the stove", "in the oak chest"),
        ("film-twin", "in the oak chest", "behind the stove"),
    ]
    assert [row["videos"] for row in rows] == [["videos/film-tiny.mp4"], ["videos/film-twin.mp4"]]
    assert [row["twin"] for row in rows] == ["film-twin", "film-tiny"]


def test_pairs_of_llamafactory_are_chosen_and_rejected_messages(studio):
    first = pairs_of(studio, "llamafactory")[0]
    assert first["chosen"] == {"role": "assistant", "content": "behind the stove"}
    assert first["rejected"] == {"role": "assistant", "content": "in the oak chest"}
    assert [message["role"] for message in first["messages"]] == ["user"]


def test_pairs_of_trl_are_lists_of_messages_with_images(studio):
    first = pairs_of(studio, "trl", images=3)[0]
    assert [first[key][-1]["role"] for key in ("prompt", "chosen", "rejected")] == [
        "user", "assistant", "assistant",
    ]  # fmt: skip
    assert "frames/film-tiny/frame_000005.jpg" in first["images"]


def test_three_twins_give_each_wrong_answer_once(studio):
    film = studio.film()
    chest = {"where-map": "in the oak chest"}
    films = [film, twin_of(film, "film-b", chest), twin_of(film, "film-c", chest)]
    rows = pairs_of(studio, "ms-swift", films)
    assert [(row["film"], row["twin"]) for row in rows] == [
        ("film-tiny", "film-b"), ("film-b", "film-tiny"), ("film-c", "film-tiny"),
    ]  # fmt: skip


def test_a_twin_may_word_the_same_question_otherwise(studio):
    film = studio.film()
    where = [q for q in film.annotations.questions if q.id == "where-map"]
    (asked,) = [q.model_copy(update={"options": None, "answer_index": None}) for q in where]
    other = {"question": "Where has the map gone?", "answer": "in the oak chest"}
    twin = changed(film, "film-twin", questions=(asked.model_copy(update=other),))
    rows = pairs_of(studio, "ms-swift", [changed(film, "film-a", questions=(asked,)), twin])
    assert [(row["film"], row["rejected_response"]) for row in rows] == [
        ("film-a", "in the oak chest"), ("film-twin", "behind the stove"),
    ]  # fmt: skip


@pytest.mark.parametrize("program", ["when(e1)", "duration(location(map)=in:chest, from=e1)"])
def test_a_time_that_is_off_is_no_wrong_answer(studio, program):
    film = studio.film()
    one = asked(film, question="When?", answer="At 00:04.", program=program, options=None,
                answer_index=None)  # fmt: skip
    two = one.model_copy(update={"answer": "At 00:05."})
    films = [changed(film, "film-a", questions=(one,)), changed(film, "film-b", questions=(two,))]
    target = studio.export("ms-swift", films, preferences=True)
    assert not (target / "train_preference.jsonl").exists()


def test_films_of_other_families_are_no_twins(studio):
    film = studio.film()
    stranger = twin_of(other_family(film, 1), "film-stranger", {"where-map": "in the oak chest"})
    target = studio.export("ms-swift", [film, stranger], preferences=True)
    assert sorted(path.name for path in target.glob("*.jsonl")) == ["train.jsonl"]


def test_questions_that_speak_of_their_options_are_not_compared(studio):
    film = studio.film()
    order = film.annotations.questions[-1].model_copy(update={"kind": "order"})
    first = changed(film, "film-a", questions=(order,))
    second = order.with_answer_at(0).model_copy(
        update={"answer": order.options[0], "answer_index": 1, "options": order.options[::-1]}
    )
    second = second.model_copy(update={"answer_index": list(second.options).index(second.answer)})
    films = [first, changed(film, "film-b", questions=(second,))]
    target = studio.export("ms-swift", films, preferences=True)
    assert not (target / "train_preference.jsonl").exists()


@pytest.mark.parametrize("name", ["ms-swift", "trl"])
def test_rewards_have_a_solution_that_their_checker_accepts(studio, name):
    target = studio.export(name, rewards=True)
    assert faults(target) == []
    rows = rows_of(target / "train_reward.jsonl")
    assert {row["checker"] for row in rows} >= {"choice"}
    assert all(row["synthetic"] is True for row in rows)
