"""A film's mix is made once: kept, found again, made again when something of it changes."""

from __future__ import annotations

import numpy
import pytest
from moviellm import DamageError, InputError, PluginError, StorageError
from moviellm.engine.inspect.clean import clean
from moviellm.engine.inspect.explain import trace
from moviellm.engine.inspect.verify import verify
from moviellm.engine.journal.writer import JournalReader
from moviellm.engine.plan import plan
from moviellm.engine.store.documents import documents_of
from moviellm.motion import FlacEncoder, require_sound
from moviellm.runs import open_run

from .conftest import IN_THREADS

SHAPE = {"chapters": 1, "scenes": 1, "frames": 2}
HEARD = {"mixer": "drone", "themes": ["a lighthouse"], "shape": SHAPE}


@pytest.fixture
def stages():
    return IN_THREADS


def the_film(folder):
    with open_run(folder) as finished:
        (film,) = finished.films()
        return film


def test_a_film_gets_its_mix_once_and_keeps_it(produce, folder):
    assert produce(**HEARD).made["mixer"] == 1
    (sound,) = the_film(folder).mix.sounds
    assert (sound.text, sound.end_ms) == ("a drone", the_film(folder).storyboard.duration_ms)
    assert produce(**HEARD).made == {}
    kept = the_film(folder).mix.digest
    assert clean(folder).steps == 0
    assert verify(folder).damage == ()
    assert the_film(folder).mix.digest == kept


def test_a_mix_is_kept_when_what_comes_after_it_fails(produce, folder, monkeypatch):
    monkeypatch.setenv("MOVIELLM_CAST_BROKEN", "captioner 7")
    with pytest.raises(PluginError):
        produce(**HEARD)
    monkeypatch.delenv("MOVIELLM_CAST_BROKEN")
    assert produce(**HEARD).made == {"captioner": 1}
    assert the_film(folder).mix is not None


def test_a_film_without_a_mixer_has_no_word_of_it(produce, folder):
    produce(**{**HEARD, "mixer": None})
    with JournalReader(folder) as journal:
        (row,) = journal.films()
        assert "mix" not in documents_of(row)
    assert "mix" not in the_film(folder).model_dump()


def test_other_options_make_the_mix_and_the_captions_anew_and_no_picture(
    produce, produced_by, folder
):
    produce(**HEARD)
    other = {**HEARD, "mixer": {"use": "drone", "faster": True}}
    (row,) = [
        stage for stage in plan(produced_by(**other), folder).stages if stage.stage == "mixer"
    ]
    assert (row.made, row.reused, row.remade) == (0, 0, 1)
    assert produce(**other).made == {"mixer": 1, "captioner": 1}
    assert the_film(folder).mix.sounds[0].text == "a fast drone"


def test_a_mix_is_explained_and_so_is_a_sound(produce, folder):
    produce(**HEARD)
    sound = trace(folder, "drone")
    assert (sound.what, sound.facts["kind"]) == ("sound", "music")
    (mix,) = sound.parents
    assert mix.facts["made_by"]["component"] == "drone"
    assert mix.facts["rate"] == 24_000


def test_a_mix_that_changed_on_disk_is_named_and_made_again(produce, folder):
    produce(**HEARD)
    kept = the_film(folder).mix.digest
    with JournalReader(folder) as journal:
        place = journal.places([kept])[kept]
    (pack,) = (folder / "store" / "packs").rglob(f"*{place.pack}*")
    data = bytearray(pack.read_bytes())
    data[place.start + place.length // 2] ^= 1
    pack.write_bytes(bytes(data))
    with open_run(folder) as finished, pytest.raises(DamageError, match="mix of film"):
        finished.blobs.get(kept)
    assert verify(folder).damage
    assert produce(**HEARD).made == {"mixer": 1}
    assert the_film(folder).mix.digest == kept


def test_a_disk_that_is_full_while_mixing_loses_the_mix_alone(produce, folder):
    with pytest.raises(StorageError, match="the disk is full"):
        produce(**{**HEARD, "mixer": {"use": "drone", "fault": "full"}})
    assert produce(**HEARD).made["mixer"] == 1


def test_a_mix_whose_head_tells_of_more_than_there_is_is_refused():
    flac = FlacEncoder(24_000)
    flac.add(numpy.zeros((5_000, 2), numpy.float32))
    data = flac.data()
    require_sound(data, samples=5_000)
    with pytest.raises(ValueError, match="has 5000 samples when it is decoded, and not 5001"):
        require_sound(data, samples=5_001)


def test_without_pyav_a_run_says_what_to_install_before_it_begins(produce, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "av", None)
    with pytest.raises(InputError, match="Moving pictures and sound need PyAV"):
        produce(**HEARD)
    assert produce(**{**HEARD, "mixer": None}).state == "finished"
