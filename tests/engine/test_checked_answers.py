"""What a component answers is checked whole before it is recorded: a mended one can go on."""

from __future__ import annotations

from collections import Counter

import pytest
from moviellm import MovieLLMError
from moviellm.engine.journal.writer import JournalReader
from moviellm.film import film_id

_FRAME = (
    "it.model_copy(update={{'shots': (it.shots[0].model_copy(update={{'frames': "
    "(it.shots[0].frames[0].model_copy(update={}), *it.shots[0].frames[1:])}}),)}})"
)
_PNG = r"b'\x89PNG\r\n\x1a\n' + it.data"

BAD = [  # stage, what its answer (of several, the first) becomes, words of the reason
    ("writer", "it.model_copy(update={'title': None})", "`title`: Input should be a valid string"),
    ("writer", "it.model_copy(update={'title': '\\ud800'})", "has no JSON"),
    ("writer", "it.model_copy(update={'cast': [object()]})", "has no JSON"),
    ("writer", "type('Own', (Screenplay,), {'__annotations__': {'note': str}})"
               ".model_construct(film=it.film, note='mine')", "Field required"),
    ("writer", "Screenplay.model_construct()", "of film None"),
    ("writer", "it.model_copy(update={'chapters': it.chapters * 2})", "problem"),
    ("director", _FRAME.format("{'duration_ms': -5}"),
     "`shots.0.frames.0.duration_ms`"),
    ("director", _FRAME.format("{'duration_ms': '2000'}"),
     "valid integer"),
    ("director", _FRAME.format("{'depiction': None}"),
     "depiction"),
    ("director", "it.model_copy(update={'shots': ()})", "`shots`"),
    ("director", "it.model_copy(update={'cues': [7]})", "`cues.0`"),
    ("voice", "replace(it, duration_ms=-1)", "`duration_ms` is -1"),
    ("voice", "replace(it, duration_ms=nan)", "`duration_ms` is nan"),
    ("voice", "replace(it, duration_ms=2.5)", "`duration_ms` is 2.5"),
    ("voice", "replace(it, duration_ms=True)", "`duration_ms` is True"),
    ("voice", "replace(it, data='RIFF')", "a str and no bytes"),
    ("voice", "replace(it, data=b'')", "`data` is empty"),
    ("voice", "replace(it, data=b'ID3')", "begin like a WAV or FLAC file"),
    ("painter", "replace(it, width=nan)", "`width` is nan"),
    ("painter", "replace(it, height=0)", "`height` is 0"),
    ("painter", "replace(it, width='16')", "`width` is '16'"),
    ("painter", "replace(it, height=True)", "`height` is True"),
    ("painter", "replace(it, format='gif')", "`format` is 'gif'"),
    ("painter", "replace(it, format='png')", "`format` is png, and its `data` begins like jpg"),
    ("painter", f"replace(it, data={_PNG})", "`format` is jpg, and its `data` begins like png"),
    ("painter", r"replace(it, data=b'\xff\xd8\xff\xe0')", "no synthetic mark"),
    ("painter", "replace(it, data=bytearray(it.data))", "a bytearray and no bytes"),
    ("painter", "replace(it, data=b'')", "`data` is empty"),
    ("painter", "replace(it, boxes=None)", "`boxes`"),
    ("painter", "replace(it, boxes=(Box.model_construct(entity='ann', x=nan, y=0, width=1,"
                " height=1, visible=1),))", "`boxes.0.x`"),
    ("painter", "replace(it, boxes=(Box.model_construct(entity='ann', x=0, y=0, width=1,"
                " height=1, visible=nan),))", "`boxes.0.visible`"),
    ("painter", "replace(it, boxes=(Box(entity='ann', x=9, y=0, width=8, height=1),))",
     "outside its 16 x 16 pixels"),
    ("painter", "Painting.__new__(Painting)", "AttributeError"),
    ("critic", "it.model_copy(update={'score': nan})", "`score`"),
    ("critic", "it.model_copy(update={'score': inf})", "`score`"),
    ("critic", "it.model_copy(update={'score': 1.5})", "`score`"),
    ("critic", "it.model_copy(update={'score': None})", "`score`"),
    ("critic", "it.model_copy(update={'missing': ['nonsense']})", "not a fact"),
    ("critic", "it.model_copy(update={'comment': [it]})", "`comment`"),
    ("animator", "replace(it, frames=it.frames - 1)", "frames, and the shot lasts"),
    ("animator", "replace(it, width=18)", "18 x 16 pixels, and the shot's"),
    ("animator", "replace(it, data=it.data[:len(it.data) // 2] + it.data[-600:])",
     "holds 0 streams of pictures"),
    ("animator", "replace(it, rate=24, frames=125)", "is shown at"),
    ("animator", "replace(it, rate=10)", "`rate` is 10"),
    ("animator", "replace(it, rate='12')", "`rate` is '12'"),
    ("animator", "replace(it, media_type='image/gif')", "`media_type` is 'image/gif'"),
    ("animator", "replace(it, media_type='video/webm')", "cannot be decoded"),
    ("animator", "replace(it, media_type=None)", "`media_type` is None"),
    ("animator", "replace(it, data=None)", "a NoneType and no bytes"),
    ("animator", "replace(it, data=it.data.replace(b'iptc.org', b'iptc_org'))",
     "no synthetic mark"),
    ("animator", "replace(it, tracks=(Track(entity='ann', runs=(BoxRun(0, 1, 9, 0, 8, 1),)),))",
     "outside its 16 x 16 pixels"),
    ("animator", "replace(it, tracks=(Track(entity='ann', runs=(BoxRun(0, 1, 9, 0, 0, 1),)),))",
     "is empty"),
    ("animator", "replace(it, tracks=(Track(entity='ann', runs=(BoxRun(4, 4, 0, 0, 1, 1),)),))",
     "frames 4 to 4"),
    ("animator", "replace(it, tracks=(Track(entity='eve', runs=(BoxRun(0, 1, 0, 0, 1, 1),)),))",
     "its tracks name eve, which is nothing that the shot shows"),
    ("animator", "replace(it, tracks=it.tracks * 2)", "its tracks name ann twice"),
    ("animator", "replace(it, tracks=None)", "`tracks`"),
    ("animator", "replace(it, tracks=(Track.model_construct(entity='ann', runs=((0, 1),)),))",
     "`tracks.0.runs.0"),
    ("animator", "replace(it, events=(SeenEvent(event='e99', first=0, stop=1),))",
     "its events name e99, which is nothing that the shot has"),
    ("animator", "replace(it, events=(it.events[0].model_copy(update={'stop': 9999}),))",
     "is seen in frames 0 to 9999"),
    ("animator", "replace(it, events=(it.events[0].model_copy(update={'stop': 0}),))",
     "is seen in frames 0 to 0"),
    ("mixer", "replace(it, rate=48_000)", "at 24000 a second, and the film has"),
    ("mixer", "replace(it, sounds=(it.sounds[0].model_copy(update={'source': 'eve'}),))",
     "comes from eve"),
    ("mixer", "replace(it, data=it.data[4:])", "begin like a FLAC file"),
    ("mixer", "replace(it, data=it.data[:-9])", "samples when it is decoded"),
    ("mixer", "replace(it, data=it.data[:-900])", "its sound cannot be decoded"),
    ("mixer", "replace(it, rate=44_100)", "`rate` is 44100"),
    ("mixer", "replace(it, rate='24000')", "`rate` is '24000'"),
    ("mixer", "replace(it, data=None)", "a NoneType and no bytes"),
    ("mixer", "replace(it, sounds=None)", "`sounds`"),
    ("mixer", "replace(it, sounds=it.sounds * 2)", "drone is there twice"),
    ("mixer", "replace(it, sounds=(it.sounds[0].model_copy(update={'event': 'e99'}),))",
     "made by e99"),
    ("mixer", "replace(it, sounds=(it.sounds[0].model_copy(update={'end_ms': 10**9}),))",
     "drone is heard from 0 to 1000000000 ms"),
    ("mixer", "replace(it, sounds=(it.sounds[0].model_copy(update={'end_ms': 0}),))",
     "drone is heard from 0 to 0 ms"),
    ("mixer", "replace(it, sounds=(it.sounds[0].model_copy(update={'kind': 'boom'}),))",
     "`sounds.0.kind`"),
    ("captioner", "it.model_copy(update={'dropped': {'short': nan}})", "`dropped.short`"),
    ("captioner", "it.model_copy(update={'captions': [it]})", "`captions.0"),
    ("captioner", "it.model_copy(update={'captions': (it.captions[0].model_copy(update="
                  "{'start_ms': 9, 'end_ms': 3}),)})", "ends before it starts"),
    ("captioner", "it.model_copy(update={'questions': (it.questions[0].model_copy(update="
                  "{'hops': 0}),)})", "`questions.0.hops`"),
]  # fmt: skip


PLAIN = 3
"""So many bad answers of each stage are tried by a plain ``pytest``: one fault of its type, one of
a value, one of its bytes or of what it refers to."""


def bad_answers():
    seen: Counter[str] = Counter()
    for stage, becomes, words in BAD:
        seen[stage] += 1
        marks = [pytest.mark.slow] if seen[stage] > PLAIN else []
        yield pytest.param(stage, becomes, words, id=f"{stage}: {words}", marks=marks)


@pytest.mark.parametrize(("stage", "becomes", "words"), list(bad_answers()))
def test_a_bad_answer_is_not_recorded_and_the_mended_plugin_goes_on(
    produce, here, folder, monkeypatch, stage, becomes, words
):
    monkeypatch.setenv("MOVIELLM_CAST_BROKEN", f"{stage} {becomes}")
    with pytest.raises(MovieLLMError):
        raise_if_incomplete(produce(**here))
    with JournalReader(folder) as journal:
        (film,) = journal.films()
        recorded = {made for made, *_ in journal.work()}
    assert film.state == "quarantined"
    assert words in film.reason
    assert f"{stage} `{here[stage]}` (moviellm-engine-cast 1.0)" in film.reason
    assert "moviellm plugins check" in film.reason
    assert stage not in recorded
    monkeypatch.delenv("MOVIELLM_CAST_BROKEN")
    assert produce(**here).state == "finished"


def raise_if_incomplete(report):
    """A film whose plugin broke no contract, but brought nothing whole, ends no run."""
    assert report.state == "incomplete"
    raise MovieLLMError(*report.quarantined.values())


def test_one_bad_answer_costs_one_film(produce, here, monkeypatch):
    bad = film_id("two rivals")
    spoil = f"it.model_copy(update={{'dropped': {{'short': nan if it.film == {bad!r} else 1}}}})"
    monkeypatch.setenv("MOVIELLM_CAST_BROKEN", f"captioner {spoil}")
    report = produce(**{**here, "themes": ["a lighthouse", "two rivals", "a cursed ship"]})
    assert (report.state, report.films) == ("incomplete", 2)
    assert report.quarantined.keys() == {bad}


def test_whole_numbers_of_numpy_are_as_good_as_pythons_own(
    produce, here, folder, monkeypatch, tmp_path
):
    monkeypatch.setenv(
        "MOVIELLM_CAST_BROKEN", "painter replace(it, width=__import__('numpy').int64(it.width))"
    )
    ours = produce(**here)
    monkeypatch.delenv("MOVIELLM_CAST_BROKEN")
    theirs = produce(**here, to=tmp_path / "other")
    with JournalReader(folder) as one, JournalReader(tmp_path / "other") as other:
        assert [film.result for film in one.films()] == [film.result for film in other.films()]
    assert ours.state == theirs.state == "finished"
