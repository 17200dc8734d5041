"""`mlcroissant` finds ``croissant.json`` valid and reads every record by it."""

from __future__ import annotations

import json

import pytest
from odd_films import TEXTS, odd_film

PUBLISHED = ("licence=CC-BY-4.0", "publisher=A lab", "published=2026-01-31", "split.test=1")
RESPONSIBLE = {
    "rai:dataAnnotationProtocol", "rai:dataBiases", "rai:dataCollection",
    "rai:dataCollectionType", "rai:dataLimitations", "rai:dataSocialImpact", "rai:dataUseCases",
    "rai:machineAnnotationTools", "rai:personalSensitiveInformation",
}  # fmt: skip


@pytest.fixture(scope="module", params=["parquet", "videofolder"])
def exported(request, studio, loaded, tmp_path_factory):
    words = ("layout=videofolder", "video.fps=1") if request.param == "videofolder" else ()
    folder = studio.export("hf", tmp_path_factory.mktemp("hf") / "out", *words, *PUBLISHED)
    return folder, loaded("read_croissant.py", folder)


def test_it_is_valid(exported):
    _, found = exported
    assert found["errors"] == []
    assert [warning for warning in found["warnings"] if "citeAs" not in warning] == []


def test_it_says_what_is_synthetic_and_how_to_use_it(exported):
    folder, found = exported
    assert set(found["rai"]) >= RESPONSIBLE
    described = json.loads((folder / "croissant.json").read_text())
    assert described["rai:hasSyntheticData"] is True
    assert described["conformsTo"][0] == "http://mlcommons.org/croissant/1.1"


def test_files_have_the_hashes_that_it_names(exported):
    _, found = exported
    assert found["hashes"]
    assert all(told == is_ for told, is_ in found["hashes"].values())


def test_every_record_is_read(exported, studio):
    _, found = exported
    films = studio.films()
    records = found["records"]
    assert sorted(row["title"] for row in records["films"]) == sorted(
        film.screenplay.title for film in films
    )
    assert sorted(row["text"] for row in records["captions"]) == sorted(
        c.text for film in films for c in film.annotations.captions
    )
    assert {(r["film"], r["id"]): (r["answer"], r["options"]) for r in records["questions"]} == {
        (film.id, q.id): (q.answer, list(q.options) if q.options else None)
        for film in films
        for q in film.annotations.questions
    }
    assert {row["split"] for row in records["films"]} <= {"train", "test"}
    if "frames" in records:
        assert [row["image"] for row in records["frames"]] == [[192, 108]] * len(records["frames"])
        assert len(records["frames"]) == sum(len(film.footage.pictures) for film in films)
    else:
        assert {row["file_name"] for row in records["films"]} == {f"{f.id}.mp4" for f in films}


def test_odd_films_are_read(loaded, export, blobs):
    films = [
        odd_film(blobs, TEXTS, id="film-a", frames=1, cues=0, questions=0),
        odd_film(blobs, TEXTS[7:] + TEXTS[:7], id="film-b", cues=3, questions=6),
    ]
    for layout, video in (("parquet", {}), ("videofolder", {"video": {"fps": 1}})):
        found = loaded("read_croissant.py", export(films, layout, layout=layout, **video))
        assert found["errors"] == []
        told = {row["id"]: row["answer"] for row in found["records"]["questions"]}
        assert told == {q.id: q.answer for q in films[1].annotations.questions}


def test_no_films_are_described_too(loaded, export):
    assert loaded("read_croissant.py", export([]))["records"] == {}
