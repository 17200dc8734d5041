from __future__ import annotations

from dataclasses import MISSING, fields, replace

import pytest
from moviellm.film.models.events import VERB_NAMES
from moviellm.film.verbs import VERBS
from moviellm.film.verbs.grammar import VerbPhrase, regular
from moviellm.film.verbs.table import Instead, Verb, asks, table

ROWS = tuple(VERBS.values())
REQUIRED = [
    field.name for field in fields(Verb) if field.default is MISSING and field.name != "name"
]


def changed(name: str, **other) -> tuple[Verb, ...]:
    """The rows of the vocabulary, one of them otherwise."""
    return tuple(replace(row, **other) if row.name == name else row for row in ROWS)


@pytest.mark.parametrize("field", REQUIRED)
def test_a_row_that_lacks_something_is_refused_by_its_verbs_name(field):
    given = {f.name: getattr(VERBS["take"], f.name) for f in fields(Verb) if f.name != field}
    with pytest.raises(TypeError, match=f"The verb `take` lacks {field}"):
        Verb(**given)


def test_a_verb_without_a_row_is_refused_by_its_name():
    with pytest.raises(ValueError, match="The verb `give` has no row"):
        table(row for row in ROWS if row.name != "give")


def test_a_verb_with_two_rows_is_refused_by_its_name():
    with pytest.raises(ValueError, match="The verb `give` has 2 rows"):
        table((*ROWS, VERBS["give"]))


@pytest.mark.parametrize(
    "other",
    [
        {"needs": ("agent", "prop", "agent")},
        {"needs": ("agent", "thing")},
        {"may": ("prop",)},
        {"phrase": VerbPhrase(regular("pocket"), "{prop} at {spot}")},
        {"phrase": VerbPhrase(regular("pocket"), "{thing}")},
        {"phrase": None},
        {"doing": "giving {prop} to {person}"},
        {"person_pose": "looking"},
        {"meets": True},
        {"moves": "in"},
        {"trace": "line"},
        {"effect": VERBS["wait"].effect},
        {"effect": VERBS["tell"].effect},
        {"asked": asks("spot")},
        {"deed": False},
        {"visible": False},
        {"instead": Instead("elsewhere", "takes {prop} from elsewhere")},
    ],
    ids=" ".join,
)
def test_a_row_that_contradicts_itself_is_refused_by_its_verbs_name(other):
    with pytest.raises(ValueError, match="The verb `take` "):
        table(changed("take", **other))


def test_the_table_is_in_the_order_of_the_names():
    assert tuple(table(reversed(ROWS))) == VERB_NAMES == tuple(VERBS)


def test_what_must_hold_before_is_printed_from_the_rules():
    bold = changed("put", rules=VERBS["put"].rules[1:])
    assert VERBS["put"].before.startswith("agent alive and in the scene's place; agent holds prop")
    assert table(bold)["put"].before.startswith("agent holds prop; spot is here")
    assert VERBS["narrate"].before == "nothing"


def test_a_rule_about_a_role_that_may_be_left_open_says_so():
    assert VERBS["say"].before.endswith("person here and alive, if there is one")
    assert VERBS["ask"].before.endswith("person here and alive")
