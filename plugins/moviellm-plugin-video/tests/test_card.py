"""Videos and subtitles carry a data card, as every export does: licence, people, files."""

from __future__ import annotations

import pytest
import yaml
from moviellm.film import Consent
from moviellm.manifest import check_manifest

FILES = {"mp4": ["FILM.mp4"], "subtitles": ["FILM.srt", "FILM.vtt", "FILM.ass"]}


@pytest.mark.parametrize("name", FILES)
def test_an_export_says_its_licence_and_whose_likeness_it_shows(coded, blobs, export, name):
    consent = Consent(
        person="Ada Example", basis="own likeness", confirmed_by="Ada", date="2026-01-02"
    )
    film = coded.film(blobs, [1000], lines=[(0, 900, "Oh.")])
    folder = export(
        film.model_copy(update={"consent": (consent,)}), to=name, licence="CC-BY-4.0", title="Maps"
    )
    card = (folder / "README.md").read_text(encoding="utf-8")
    front = yaml.safe_load(card.split("---")[1])
    assert (front["license"], front["pretty_name"]) == ("cc-by-4.0", "Maps")
    assert "Everything here is synthetic" in card
    assert "| Ada Example | own likeness | Ada | 2026-01-02 |" in card
    assert "1 films, 00:00:01 (h:m:s)" in card
    assert all(f"| `{file}` |" in card for file in [*FILES[name], "index.jsonl"])
    assert check_manifest(folder) == []
