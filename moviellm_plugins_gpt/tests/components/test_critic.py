"""The critics: pictures are looked at with their facts, and with what people looked like before."""

from __future__ import annotations

import pytest
from moviellm import FilmError
from moviellm.film import Painting, seen_facts, slates
from moviellm.testing.films.pictures import tiny_picture
from moviellm.testing.films.tiny import tiny_screenplay, tiny_storyboard
from moviellm_plugins_gpt.critic.views import whole


@pytest.fixture
def board():
    return list(slates(tiny_screenplay(), tiny_storyboard()))[:4]


@pytest.fixture
def judge(component, board, context):
    def run(provider="openai", paintings=None, **options):
        pictures = paintings or [tiny_picture(slate) for slate in board]
        critic = component("critic", provider, **options)
        return critic.moviellm_critique(board, pictures, context)

    return run


def test_every_picture_gets_a_verdict(model, judge, board, provider):
    verdicts = judge(provider)
    assert [verdict.score for verdict in verdicts] == [0.9] * 4
    assert model.asked == {"look": 4}
    for slate, text in zip(board, sorted(model.heard["look"]), strict=True):
        assert "1. " in text
        assert slate.place.name.split()[-1] in text


def test_numbers_of_missing_facts_become_facts(model, judge, board):
    model.always("look", lambda said: {**said, "missing": [1, 3, 3, 99, 0], "score": 20})
    for slate, verdict in zip(board, judge(), strict=True):
        facts = [str(fact) for fact in seen_facts(slate.depiction)]
        assert verdict.missing == (facts[0], facts[2])
        assert verdict.score == 0.2


def test_what_is_extra_or_inconsistent_is_told(model, judge):
    model.always("look", lambda said: {**said, "extra": "a dog", "inconsistent": "Mara's coat"})
    assert judge()[0].comment == "As asked. Extra: a dog Inconsistent: Mara's coat"


def test_a_person_is_compared_with_the_first_clear_sight_of_them(model, judge, board):
    large = [tiny_picture(slate) for slate in board]
    for slate, picture in zip(board, large, strict=True):
        assert all(box.entity for box in picture.boxes), slate
    wide = [enlarged(picture) for picture in large]
    judge(paintings=wide)
    assert max(model.pictures) > 1
    assert any("as seen earlier in the film" in text for text in model.heard["look"])


def enlarged(picture):
    """The picture with boxes as large as a real painter's."""
    import simplejpeg
    from moviellm.film import Box

    pixels = simplejpeg.decode_jpeg(picture.data).repeat(8, axis=0).repeat(8, axis=1)
    boxes = tuple(
        Box(entity=b.entity, x=8 * b.x, y=8 * b.y, width=8 * b.width, height=8 * b.height)
        for b in picture.boxes
    )
    height, width, _ = pixels.shape
    return Painting(simplejpeg.encode_jpeg(pixels), "jpg", width, height, boxes)


def test_references_can_be_left_out(model, judge, board):
    judge(paintings=[enlarged(tiny_picture(slate)) for slate in board], references=False)
    assert model.pictures == [1] * 4


def test_a_picture_is_made_smaller_before_it_is_sent(board):
    picture = enlarged(tiny_picture(board[0]))
    image = whole(picture, 100)
    assert max(image.width, image.height) == 100
    assert len(image.data) < len(picture.data)


def test_a_picture_that_cannot_be_decoded_is_told(judge, board):
    broken = [Painting(b"\xff\xd8\xffbroken", "jpg", 8, 8)] * 4
    with pytest.raises(FilmError, match="cannot be decoded"):
        judge(paintings=broken)


def test_a_refusal_to_look_is_the_lowest_score_with_its_reason(model, judge, provider):
    model.refusing.add("look")
    verdicts = judge(provider)
    assert [verdict.score for verdict in verdicts] == [0] * 4
    assert all("would not look" in verdict.comment for verdict in verdicts)


def test_an_answer_out_of_form_quarantines_the_film(model, judge):
    model.always("look", lambda said: {**said, "score": 999})
    with pytest.raises(FilmError, match="not of the form"):
        judge()
