"""The dataset card: front matter that the hub reads, text of models that stays text."""

from __future__ import annotations

import json
import re

import pytest
import yaml
from hypothesis import given, settings
from moviellm.film import Consent
from moviellm.testing import MemoryBlobs, make_context, nasty_movie, nasty_texts
from moviellm_plugin_hf.config import HfConfig
from moviellm_plugin_hf.impl import HfExporter
from odd_films import TEXTS, odd_film


def card(folder):
    text = (folder / "README.md").read_text(encoding="utf-8")
    _, front, body = re.split(r"^---\n", text, maxsplit=2, flags=re.MULTILINE)
    return yaml.safe_load(front), body


def table_after(body, heading):
    section = body.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return [line for line in section.splitlines() if line.startswith("|")]


def test_the_hub_finds_everything_in_the_front_matter(export, blobs):
    out = export([odd_film(blobs)], title="Small films", licence="CC-BY-4.0")
    front, body = card(out)
    assert front["pretty_name"] == "Small films"
    assert front["license"] == "cc-by-4.0"
    assert front["language"] == ["en"]
    assert "synthetic" in front["tags"]
    assert front["size_categories"] == ["n<1K"]
    assert [config["config_name"] for config in front["configs"]] == [
        "films", "frames", "captions", "questions",
    ]  # fmt: skip
    assert [config.get("default", False) for config in front["configs"]] == [True] + [False] * 3
    rows = {
        info["config_name"]: {s["name"]: s["num_examples"] for s in info["splits"]}
        for info in front["dataset_info"]
    }
    assert rows == {
        "films": {"train": 1},
        "frames": {"train": 10},
        "captions": {"train": 11},
        "questions": {"train": 3},
    }
    assert "# Small films\n" in body
    assert "CC-BY-4.0" in body


@pytest.mark.parametrize(
    ("licence", "told"),
    [
        (None, {}),
        ("MIT", {"license": "mit"}),
        ("Our own terms, 2026", {"license": "other", "license_name": "our-own-terms-2026"}),
        ("漢", {"license": "other", "license_name": "other"}),
    ],
)
def test_the_licence_is_one_that_the_hub_knows_or_another_with_its_name(
    export, blobs, licence, told
):
    front, _ = card(export([odd_film(blobs)], licence=licence))
    assert {key: value for key, value in front.items() if key.startswith("license")} == told


def test_languages_are_listed_as_the_hub_wants_them(export, blobs):
    tags = ["en", "pt-BR", "zh-Hans", "yue", "no language"]
    films = [odd_film(blobs, id=f"film-{n}", language=tag) for n, tag in enumerate(tags)]
    front, _ = card(export(films))
    assert front["language"] == ["en", "pt", "yue", "zh"]
    assert front["language_bcp47"] == ["pt-BR", "zh-Hans"]


def test_records_of_consent_are_passed_on(export, blobs):
    record = Consent(
        person="Ada | Lovelace", basis="historical *figure*", confirmed_by="Jo", date="2026-01-31"
    )
    film = odd_film(blobs).model_copy(update={"consent": (record,)})
    out = export([film, film.model_copy()])
    _, body = card(out)
    (row,) = table_after(body, "Real people")[2:]
    assert row == r"| Ada \| Lovelace | historical \*figure\* | Jo | 2026-01-31 |"
    assert "Ada | Lovelace" in (out / "croissant.json").read_text(encoding="utf-8")


def test_the_writer_and_refused_questions_are_told(export, blobs):
    _, body = card(export([odd_film(blobs, ["pen 7"])]))
    assert "| pen 7 | 1 |" in table_after(body, "Films by writer, as recorded")
    assert "| not blind | 2 |" in table_after(
        body, "Questions that were made and refused, by check"
    )


def test_the_publisher_and_the_day_stand_where_they_are_looked_for(export, blobs):
    given_ = {"publisher": "A *lab*", "published": "2026-01-31", "url": "https://example.org/films"}
    out = export([odd_film(blobs)], **given_)
    _, body = card(out)
    assert "A \\*lab\\*" in body
    described = (out / "croissant.json").read_text(encoding="utf-8")
    assert all(value in described for value in given_.values())


def test_nasty_texts_are_neither_markup_nor_yaml(export, blobs):
    front, body = card(export([nasty_movie(blobs)], title="---\nlicense: mit"))
    assert "license" not in front
    assert front["pretty_name"] == "--- license: mit"
    assert "<script>" not in body.replace(r"\<script", "")
    assert not re.search(r"(?<!\\)<img", body)


@settings(max_examples=30)
@given(title=nasty_texts().filter(str.strip), genre=nasty_texts())
def test_any_title_and_genre_leave_the_card_whole(tmp_path_factory, title, genre):
    blobs = MemoryBlobs()
    out = tmp_path_factory.mktemp("card")
    film = odd_film(blobs, [genre], frames=1, questions=1)
    context = make_context(film="", blobs=blobs)
    HfExporter(HfConfig(title=title[:200])).moviellm_export([film], out, context)
    front, body = card(out)
    assert front["pretty_name"] == " ".join(title[:200].split())
    rows = table_after(body, "Films by genre")
    assert len(rows) == 3
    assert rows[-1].endswith("| 1 |")
    assert table_after(body, "Pictures by size in pixels")[-1] == "| 96 x 64 | 1 |"


@pytest.mark.parametrize("layout", ["parquet", "videofolder"])
def test_the_hub_s_own_library_reads_it(loaded, export, blobs, layout):
    films = [odd_film(blobs, TEXTS[n:], id=f"film-{n}", person=str(n)) for n in range(6)]
    options = {"video": {"fps": 1}} if layout == "videofolder" else {}
    out = export(films, layout=layout, split={"train": 1, "test": 1}, licence="MIT", **options)
    found = loaded("read_card.py", out)
    front, _ = card(out)
    assert found["data"] == front
    assert found["default"] == "films"
    assert found["rows"]["films"].keys() == {"train", "test"}
    assert sum(found["rows"]["films"].values()) == 6
    assert ("Video(" in found["features"]["films"]) is (layout == "videofolder")


def test_a_card_tells_what_is_answered_without_the_films(export, blobs, tmp_path):
    line = {"name": "all", "questions": 40, "chance": 0.25, "scores": {}}
    file = tmp_path / "audit.json"
    file.write_text(json.dumps({"films": 1, "all": line, "worst": ["when: *always* the first."]}))
    _, body = card(export([odd_film(blobs)], audit=str(file)))
    assert table_after(body, "Answered without the films")[-1] == "| all | 40 | 25% |"
    assert r"- when: \*always\* the first." in body
