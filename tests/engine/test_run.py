"""A run makes everything once, and tells what it made."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest
from folders import bytes_of
from moviellm import BudgetError, InputError, LockedError
from moviellm.engine.journal.records import StepRow
from moviellm.engine.journal.writer import Journal, JournalReader
from moviellm.engine.keys import step_seed
from moviellm.film import Film, slates
from moviellm.runs import open_run

from .conftest import IN_THREADS

FRAMES = 18


@pytest.fixture
def stages() -> dict[str, str]:
    return IN_THREADS


def films_of(folder: Path) -> list[Film]:
    with open_run(folder) as run:
        return list(run.films())


@pytest.mark.parametrize("stages", [{}, IN_THREADS], ids=["processes", "threads"])
def test_a_run_makes_films_with_pictures_and_an_export(produce):
    report = produce()
    assert (report.state, report.films) == ("finished", 2)
    assert report.made == {"writer": 2, "director": 2, "painter": 2 * FRAMES, "captioner": 2}
    films = films_of(report.folder)
    assert [film.brief.theme for film in films] == ["a lighthouse", "two rivals"]
    for film in films:
        assert len(film.footage.pictures) == FRAMES
        assert len(film.annotations.captions) == FRAMES
    lines = (report.exports["list"] / "films.txt").read_text().splitlines()
    assert [line.split(" ", 1)[1][:8] for line in lines] == ["'a light", "'two riv"]


def test_the_same_command_again_makes_nothing(produce, tmp_path):
    log = tmp_path / "painted"
    painter = {"use": "flat-here", "log": str(log)}
    produce(painter=painter)
    before = log.read_text()
    report = produce(painter=painter)
    assert report.made == {}
    assert report.reused["painter"] == 2 * FRAMES
    assert log.read_text() == before


def test_options_without_effect_make_nothing_again_and_others_do(produce):
    produce()
    assert produce(painter={"use": "flat-here", "naps": 0.001}).made == {}
    again = produce(painter={"use": "flat-here", "shade": 7})
    assert again.made == {"painter": 2 * FRAMES, "captioner": 2}


def test_another_theme_makes_one_more_film_and_leaves_the_rest(produce):
    first = produce(themes=["two rivals"])
    more = produce(themes=["a lighthouse", "two rivals"])
    assert first.made["writer"] == more.made["writer"] == 1
    lines = (more.exports["list"] / "films.txt").read_text().splitlines()
    assert "lighthouse" in lines[0]
    assert "rivals" in lines[1]


def test_a_theme_that_is_taken_out_is_no_longer_exported(produce):
    produce()
    report = produce(themes=["two rivals"])
    assert report.films == 1
    assert "lighthouse" not in (report.exports["list"] / "films.txt").read_text()
    assert [film.brief.theme for film in films_of(report.folder)] == ["two rivals"]


def test_equal_slates_are_painted_once(produce, tmp_path):
    log = tmp_path / "painted"
    produce(themes=["the same", "the same"], painter={"use": "flat-here", "log": str(log)})
    assert len(log.read_text().splitlines()) == 2 * FRAMES  # two films, two seeds


def test_observers_hear_everything_and_one_that_fails_stops_nothing(produce, tmp_path):
    path = tmp_path / "heard"
    report = produce(hooks=[{"use": "ear", "path": str(path)}])
    heard = path.read_text().splitlines()
    assert heard[0] == "started 2 False"
    assert heard.count("film done") == 2
    assert sum(int(line.split()[-1]) for line in heard if line.startswith("step painter")) == 36
    assert heard[-1] == f"finished finished {report.films}"
    deaf = produce(themes=["new"], hooks=[{"use": "ear", "path": str(path), "fail": True}])
    assert deaf.state == "finished"
    with JournalReader(deaf.folder) as journal:
        notes = [note.text for note in journal.notes("observer")]
    assert "the pencil broke" in notes[0]
    assert "ear" in notes[0]


def test_a_wrapper_changes_pictures_and_their_keys(produce):
    plain = films_of(produce().folder)[0].footage.pictures[0]
    report = produce(hooks=["stamp"])
    assert report.made["painter"] == 2 * FRAMES
    stamped = films_of(report.folder)[0].footage.pictures[0]
    assert stamped.bytes == plain.bytes + 1


def test_a_voice_retimes_the_film_before_it_is_painted(produce):
    silent = films_of(produce().folder)[0]
    spoken = films_of(produce(voice="hum").folder)[0]
    assert silent.soundtrack is None
    assert [r.duration_ms for r in spoken.soundtrack.recordings] == [3_000, 3_000]
    assert [cue.span.length_ms for cue in spoken.storyboard.cues] == [3_000, 3_000]
    assert spoken.storyboard.duration_ms > silent.storyboard.duration_ms
    assert produce(voice="hum").made == {}


def test_a_critic_has_pictures_painted_again_and_the_best_is_kept(produce):
    report = produce(critic="picky", limits={"repaints": 3})
    pictures = [p for film in films_of(report.folder) for p in film.footage.pictures]
    good = [p for p in pictures if p.verdict.score == 1.0]
    assert report.made["painter"] > len(pictures)
    assert report.made["critic"] == report.made["painter"]
    assert len(good) > 0.75 * len(pictures)
    assert produce(critic="picky", limits={"repaints": 3}).made == {}
    once = produce(critic="picky", limits={"repaints": 0})
    assert "painter" not in once.made


def test_of_pictures_that_are_all_poor_the_best_is_kept_whichever_was_painted_last(produce):
    report = produce(themes=["a lighthouse"], critic="sour", limits={"repaints": 2})
    (film,) = films_of(report.folder)
    kept = [picture.verdict.score for picture in film.footage.pictures]
    tried = [
        [slate.seed, *(step_seed(slate.seed, "repaint", attempt) for attempt in (1, 2))]
        for slate in slates(film.screenplay, film.storyboard)
    ]
    assert kept == [max(seed % 50 / 101 for seed in seeds) for seeds in tried]
    assert kept != [seeds[-1] % 50 / 101 for seeds in tried]


def test_a_film_whose_pictures_stay_poor_is_quarantined_when_the_pipeline_says_so(produce):
    lax = {"repaints": 0}
    report = produce(critic="picky", limits=lax)
    assert report.state == "finished"
    strict = produce(critic="picky", limits={**lax, "least_score": 0.5})
    assert (strict.state, strict.films, strict.made) == ("incomplete", 0, {})
    reason = next(iter(strict.quarantined.values()))
    assert "score less than 0.5 after all repaints" in reason
    assert produce(critic="picky", limits=lax).films == 2


def test_a_run_can_be_watched_frame_by_frame(produce):
    seen = []
    produce(painter={"use": "flat-here", "naps": 0.03}, watch=seen.append)
    painted = [p.made.get("painter", 0) + p.working.get("painter", 0) for p in seen]
    assert painted == sorted(painted)
    assert len({count for count in painted if 0 < count < 2 * FRAMES}) > 3
    assert seen[-1].done == seen[-1].films == 2
    assert not seen[-1].working.get("painter")


def test_pictures_can_be_kept_elsewhere(produce, tmp_path):
    elsewhere = f"local://{tmp_path}/pictures"
    report = produce(store=elsewhere)
    assert report.state == "finished"
    assert list((tmp_path / "pictures" / "packs").iterdir())
    assert not (report.folder / "store" / "packs").exists()
    assert produce().made == {}
    with pytest.raises(InputError, match="The store of this run is"):
        produce(store=str(tmp_path / "third"))


def test_one_process_writes_a_run_folder(produce, folder):
    produce()
    with Journal(folder), pytest.raises(LockedError, match="is writing the run folder"):
        produce()


def test_a_stop_keeps_what_is_finished_and_the_next_run_goes_on(produce):
    painter = {"use": "flat-here", "naps": 0.3}
    stop = threading.Event()

    def watch(progress):
        if progress.made.get("painter", 0) + progress.working.get("painter", 0):
            stop.set()

    report = produce(painter=painter, stop=stop, watch=watch)
    assert report.state == "stopped"
    rest = produce(painter="flat-here")
    assert (rest.state, rest.films) == ("finished", 2)


def test_paid_calls_are_bought_once_and_a_cap_is_kept(produce, tmp_path, folder):
    ledger = tmp_path / "ledger"
    writer = {"use": "paid-tale", "ledger": str(ledger)}
    with pytest.raises(BudgetError, match="budget"):
        produce(writer=writer, limits={"usd": 0.03})
    with JournalReader(folder) as journal:
        assert journal.spend().usd <= 0.03
    paid = ledger.read_text().splitlines()
    report = produce(writer=writer, limits={"usd": 1})
    assert report.state == "finished"
    assert report.usd == pytest.approx(0.04)
    bought = ledger.read_text().splitlines()
    assert len(bought) == len(set(bought)) == 4
    assert set(paid) < set(bought)


def test_an_unknown_price_is_not_zero(produce):
    report = produce(writer={"use": "paid-tale", "usd": None, "worst_usd": None})
    assert report.usd is None


def test_a_flipped_bit_is_noticed_and_made_again(produce, folder):
    first = produce()
    exported = bytes_of(first.exports["list"])
    with JournalReader(folder) as journal:
        steps: list[StepRow] = journal.steps_of(films_of(folder)[0].id)
        place = journal.place(next(step for step in steps if step.item).outputs[0])
    pack = folder / "store" / "packs" / place.pack
    data = bytearray(pack.read_bytes())
    data[place.start + 3] ^= 1
    pack.write_bytes(data)
    again = produce()
    assert again.made == {}  # nothing has looked at the picture yet
    shutil.rmtree(first.exports["list"])
    mended = produce()
    assert mended.state == "finished"
    assert bytes_of(mended.exports["list"]) == exported
    with JournalReader(folder) as journal:
        assert len(journal.damaged()) == 1
