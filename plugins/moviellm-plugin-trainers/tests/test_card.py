"""The data card: what is in the export, how it was made, who is real in it."""

from __future__ import annotations

import pytest
import yaml
from moviellm.film import Consent
from trainer_exports import NAMES


def card(studio, name, film, **options):
    return (studio.export(name, [film], **options) / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_it_says_that_everything_is_made_and_for_whom(studio, name):
    text = card(studio, name, studio.film(), licence="CC-BY-4.0", title="Maps & stoves")
    front = yaml.safe_load(text.split("---")[1])
    assert front["license"] == "cc-by-4.0"
    assert "CC-BY-4.0" in text
    assert front["pretty_name"] == "Maps & stoves"
    assert "synthetic" in front["tags"]
    assert "Everything here is synthetic" in text


def test_it_passes_consent_on(studio):
    consent = Consent(
        person="Ada | Example", basis="own likeness", confirmed_by="Ada", date="2026-01-02"
    )
    film = studio.film().model_copy(update={"consent": (consent,)})
    text = card(studio, "llava", film)
    assert r"| Ada \| Example | own likeness | Ada | 2026-01-02 |" in text
    assert "No consent record was needed" in card(studio, "llava", studio.film())


def test_it_counts_rows_and_what_they_ask_for(studio):
    text = card(studio, "ms-swift", studio.film(), rewards=True)
    assert "| train | 7 |" in text
    assert "| train\\_reward | " in text
    assert "| caption-scene | 2 |" in text
