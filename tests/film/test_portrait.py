from __future__ import annotations

from moviellm.film import Appearance, Person
from moviellm.film.portrait import portrait


def looks(pronoun: str = "they", **parts: object) -> str:
    appearance = Appearance.model_validate(parts)
    return portrait(Person.model_validate({"id": "p", "name": "P", "pronoun": pronoun,
                                           "appearance": appearance}))  # fmt: skip


def test_a_sheet_s_own_words_are_kept() -> None:
    assert looks(description="a tall woman in a red coat", garment="robe") == (
        "a tall woman in a red coat"
    )


def test_a_phrase_is_made_of_the_parts() -> None:
    assert looks("he", age="old", build="stout", hair="bald", beard="full", glasses=True,
                 skin="fair", garment="apron", garment_colour="olive", headwear="cap") == (
        "a stout old man with fair skin, a bald head, a full beard, glasses, in an olive apron "
        "and a brown cap"
    )  # fmt: skip
    assert looks("she", age="child", hair="braid", hair_colour="auburn") == (
        "a girl with tan skin, auburn hair in a braid, in a blue shirt"
    )
    assert looks(age="old").startswith("an old person with ")
