"""What exporters share: rows that are read back line by line, cards, spread-out answers."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from moviellm.exporting import (
    CardConfig,
    DataCard,
    Letters,
    SplitConfig,
    as_markdown,
    counted,
    letter,
    markdown_table,
    to_json,
    write_rows,
)
from moviellm.film import Consent
from moviellm.testing import NASTY_TEXTS, MemoryBlobs, tiny_movie


@pytest.fixture
def film():
    return tiny_movie(MemoryBlobs())


@given(st.dictionaries(st.text(), st.text() | st.integers() | st.none() | st.lists(st.text())))
def test_a_row_is_one_line_for_every_reader_and_reads_back(row):
    text = to_json(row)
    assert len(text.splitlines()) == 1
    assert json.loads(text) == row


def test_rows_keep_the_order_of_their_keys_where_that_is_wanted(tmp_path):
    assert to_json({"b": 1, "a": 2}) == '{"a": 2, "b": 1}'
    assert to_json({"b": 1, "a": 2}, sort_keys=False) == '{"b": 1, "a": 2}'
    write_rows(tmp_path / "rows.jsonl", [{"b": "ä"}, {"b": 2}])
    assert (tmp_path / "rows.jsonl").read_bytes() == '{"b": "ä"}\n{"b": 2}\n'.encode()


def test_what_is_no_json_is_refused():
    with pytest.raises(ValueError, match="JSON"):
        to_json({"a": float("nan")})


def test_a_card_counts_films_and_names_its_licence(film):
    card = DataCard("Small", "CC-BY-4.0", tags=("tiny",))
    card.add(film)
    card.add(film)
    text = card.text("## Files\n", "none\n")
    _, head, body = text.split("---\n", 2)
    assert yaml.safe_load(head) == {
        "pretty_name": "Small",
        "license": "cc-by-4.0",
        "language": ["en"],
        "annotations_creators": ["machine-generated"],
        "source_datasets": ["original"],
        "tags": ["synthetic", "moviellm", "video", "tiny"],
    }
    assert card.counts["films"] == 2
    assert card.counts["key frames"] == 2 * len(film.footage.pictures)
    assert body.index("Everything here is synthetic") < body.index("## Files")
    assert "No consent record was needed" in body


def test_a_card_without_licence_says_so_and_lists_consent(film):
    record = Consent(person="A *B*", basis="own | likeness", confirmed_by="C", date="2026-01-02")
    card = DataCard("x", None)
    card.add(film.model_copy(update={"consent": (record,)}))
    text = card.text()
    assert "No licence was chosen" in text
    assert r"| A \*B\* | own \| likeness | C | 2026-01-02 |" in text
    assert "license:" not in text


@pytest.mark.parametrize("said", NASTY_TEXTS)
def test_texts_of_models_stay_texts_in_a_card(film, said):
    text = DataCard(said, said).text()
    _, head, body = text.split("---\n", 2)
    found = yaml.safe_load(head)
    assert found["pretty_name"] == said
    assert found["license"] == "other"
    assert re.fullmatch(r"[a-z0-9.-]+", found["license_name"])
    assert f"# {as_markdown(said)}\n" in body
    assert "<" not in as_markdown(said).replace("\\<", "")


def test_a_card_has_the_languages_that_hubs_take(film):
    card = DataCard("x", None)
    for tag in ("pt-BR", "en"):
        card.add(film.model_copy(update={"brief": film.brief.model_copy(update={"language": tag})}))
    found = yaml.safe_load(card.text().split("---\n", 2)[1])
    assert (found["language"], found["language_bcp47"]) == (["en", "pt"], ["pt-BR"])


def test_long_lists_end_in_a_sum():
    (section,) = counted("Films by genre", {f"genre {n:02}": 100 - n for n in range(25)})
    assert section.splitlines()[0] == "## Films by genre"
    assert "| 5 others | 390 |" in section
    assert list(counted("Nothing", {})) == []


def test_a_table_has_a_head_and_as_many_columns():
    table = markdown_table(("a", "b"), [("1", "2"), ("3", "4")])
    assert table == "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n"


def test_each_letter_is_right_equally_often(film):
    question = next(q for q in film.annotations.questions if q.options)
    letters = Letters(7)
    placed = [letters.placed(question) for _ in range(40)]
    places = Counter(letter(one.answer_index) for one in placed)
    assert set(places.values()) == {40 // len(question.options)}
    assert {one.answer for one in placed} == {question.answer}
    assert [one.answer_index for one in placed] != sorted(one.answer_index for one in placed)


def test_an_open_question_has_no_letter(film):
    question = film.annotations.questions[0].model_copy(
        update={"options": None, "answer_index": None}
    )
    with pytest.raises(ValueError, match="no options"):
        Letters(7).placed(question)


def test_a_film_falls_into_the_split_of_its_family(film):
    twin = film.model_copy(update={"brief": film.brief.model_copy(update={"theme": "Another"})})
    found = {SplitConfig(train=1, test=1, seed=seed).of(film) for seed in range(20)}
    assert found == {"train", "test"}
    for seed in range(20):
        split = SplitConfig(train=1, test=1, seed=seed)
        assert split.of(twin) == split.of(film)


def test_a_twin_falls_into_the_split_of_its_parent_whatever_it_is_called(film):
    play = film.screenplay.model_copy(update={"film": "film-9"})
    brief = film.brief.model_copy(update={"id": "film-9"})
    twin = film.model_copy(update={"brief": brief, "screenplay": play})
    for seed in range(40):
        split = SplitConfig(train=1, test=1, seed=seed)
        assert split.of(twin) == split.of(film)


def test_films_need_a_split_to_fall_into():
    with pytest.raises(ValueError, match="at least one split a weight above zero"):
        SplitConfig(train=0)


@pytest.mark.parametrize("given", [{"title": "  "}, {"licence": ""}, {"licence": " \n"}])
def test_a_card_is_not_headed_or_licensed_by_blanks(given):
    with pytest.raises(ValueError, match="at least 1 character"):
        CardConfig(**given)
    assert CardConfig(licence=" CC-BY-4.0\n").licence == "CC-BY-4.0"
