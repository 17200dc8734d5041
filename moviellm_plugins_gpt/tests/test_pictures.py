"""Pictures that a provider makes: original bytes, priced, never bought twice."""

import json

import pytest
from moviellm.engine.keys import digest
from moviellm_plugins_gpt.calls import (
    Image,
    ModelClient,
    PictureMade,
    PictureWanted,
    Refused,
    most_picture_tokens,
)

USD = 50 * 2e-6 + 1_000 * 10e-6


def wanted(**more):
    return PictureWanted(prompt="A lighthouse.", size="1024x1024", quality="low", **more)


def test_original_bytes_come_back_and_are_kept(server, open_books, options):
    asked, books = options("chat"), open_books()
    (made,) = ModelClient(asked).paint(books.context, [wanted()])
    assert made.data.startswith(b"\x89PNG")
    assert made.usd == pytest.approx(USD)
    assert server.log()[0]["path"] == "/v1/images/generations"
    again = open_books()
    server.script(always="500")
    assert ModelClient(asked).paint(again.context, [wanted()]) == [made]
    assert server.log() == []


def test_another_sample_is_another_picture(server, books, options):
    asked = options("chat")
    ModelClient(asked).paint(books.context, [wanted(), wanted(sample=1)])
    assert len(server.log()) == 2


def test_references_go_along_and_are_written_down_by_their_hash(server, books, options):
    reference = Image(b"\x89PNG a face", 64, 64, "png")
    (made,) = ModelClient(options("chat")).paint(books.context, [wanted(references=(reference,))])
    assert isinstance(made, PictureMade)
    (entry,) = server.log()
    assert entry["path"] == "/v1/images/edits"
    assert entry["body"]["image[]"] == "reference-0.png"
    assert entry["body"]["prompt"] == "A lighthouse."
    (call,) = books.journal.calls()
    request = json.loads(books.store.get(call.request))
    assert request["body"]["image"][0].startswith("sha256:")
    assert digest(books.store.get(call.reply)) == call.reply


@pytest.mark.parametrize(
    ("fault", "kind"), [("filter", "filtered"), ("bad-request", "bad request")]
)
def test_what_the_provider_does_not_paint_is_a_result(server, books, options, fault, kind):
    server.script(always=fault)
    (refused,) = ModelClient(options("chat")).paint(books.context, [wanted(label="f0001")])
    assert isinstance(refused, Refused)
    assert (refused.kind, refused.label, refused.usd) == (kind, "f0001", 0.0)
    assert len(server.log()) == 1


@pytest.mark.parametrize("fault", ["429:0.1", "503", "empty", "truncated-json", "cut"])
def test_passing_faults_are_tried_again(server, books, options, fault):
    server.script(faults=[fault])
    (made,) = ModelClient(options("chat")).paint(books.context, [wanted()])
    assert made.data.startswith(b"\x89PNG")
    assert len(server.log()) == 2
    assert books.journal.spend().usd == pytest.approx(USD)


def test_the_worst_price_grows_with_quality_and_bounds_the_real_one(books, options):
    low, high = (most_picture_tokens(quality) for quality in ("low", "high"))
    assert low < high == most_picture_tokens("auto")
    ModelClient(options("chat")).paint(
        books.context, [PictureWanted(prompt="A lighthouse.", quality="high")]
    )
    (call,) = books.journal.calls()
    assert call.usd <= call.reserved_usd
