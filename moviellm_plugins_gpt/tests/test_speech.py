"""Lines that a provider speaks: priced, never bought twice, and whole or not at all."""

from __future__ import annotations

import io
import wave

import pytest
from good_model import tone
from moviellm_plugins_gpt.calls import ModelClient, Refused, SpeechMade, SpeechWanted
from moviellm_plugins_gpt.calls.outcomes import Broken
from moviellm_plugins_gpt.calls.prices import rates_of
from moviellm_plugins_gpt.calls.settings import OpenAIOptions
from moviellm_plugins_gpt.calls.speech import speech_request

TEXT = "The old map."
USD = len(TEXT) * 2e-6 + 15 * 10e-6  # 600 ms at 25 tokens a second
LINE = SpeechWanted(text=TEXT, voice="nova", label="the line c0001")


def test_a_line_comes_back_and_is_kept(server, open_books, options):
    asked, books = options("chat"), open_books()
    (made,) = ModelClient(asked).speak(books.context, [LINE])
    assert isinstance(made, SpeechMade)
    assert (made.rate, len(made.samples)) == (24_000, 2 * 1_200 * len(TEXT))
    assert made.usd == pytest.approx(USD)
    (entry,) = server.log()
    assert entry["path"] == "/v1/audio/speech"
    assert entry["body"] == {
        "model": asked.model, "input": TEXT, "voice": "nova", "response_format": "wav",
    }  # fmt: skip
    again = open_books()
    server.script(always="500")
    assert ModelClient(asked).speak(again.context, [LINE]) == [made]
    assert server.log() == []


def test_equal_lines_in_one_voice_are_bought_once(server, books, options):
    other = SpeechWanted(text=TEXT, voice="onyx", speed=1.5, instructions="Softly.")
    client = ModelClient(options("chat"))
    client.speak(books.context, [LINE])
    client.speak(books.context, [LINE, other])
    _, body = (entry["body"] for entry in server.log())
    assert (body["instructions"], body["speed"]) == ("Softly.", 1.5)


@pytest.mark.parametrize("fault", ["429:0.1", "503", "empty", "truncated-json", "cut"])
def test_passing_faults_are_tried_again(server, books, options, fault):
    server.script(faults=[fault])
    (made,) = ModelClient(options("chat")).speak(books.context, [LINE])
    assert isinstance(made, SpeechMade)
    assert len(server.log()) == 2
    assert books.journal.spend().usd == pytest.approx(USD)


@pytest.mark.parametrize(
    ("fault", "kind"), [("filter", "filtered"), ("bad-request", "bad request")]
)
def test_what_the_provider_does_not_speak_is_a_result(server, books, options, fault, kind):
    server.script(always=fault)
    (refused,) = ModelClient(options("chat")).speak(books.context, [LINE])
    assert isinstance(refused, Refused)
    assert (refused.kind, refused.label) == (kind, "the line c0001")
    assert len(server.log()) == 1


def test_what_is_reserved_bounds_what_it_costs(books, options):
    ModelClient(options("chat")).speak(books.context, [LINE])
    (call,) = books.journal.calls()
    assert call.usd <= call.reserved_usd


def read(data):
    return speech_request(LINE, OpenAIOptions(model="m")).read(data)


def wav(channels=1, width=2):
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(24_000)
        file.writeframes(bytes(4_800))
    return out.getvalue()


def test_a_file_that_was_sent_before_its_end_was_known_is_whole():
    whole = tone(TEXT)
    endless = whole[:4] + b"\xff" * 4 + whole[8:40] + b"\xff" * 4 + whole[44:]
    assert read(endless).usage == read(whole).usage


@pytest.mark.parametrize(
    "data",
    [tone(TEXT)[:-2], tone(TEXT)[:44], tone(TEXT)[:20], b"RIFF", wav(channels=2), wav(width=1),
     b"ID3 an mp3", b"{}", b""],
)  # fmt: skip
def test_half_a_file_and_files_of_another_form_are_no_answer(data):
    with pytest.raises(Broken):
        read(data)


def test_the_dated_table_prices_lines_by_the_character():
    rates = rates_of(OpenAIOptions(model="tts-1"))
    assert rates is not None
    assert rates.output == 0.0
    assert rates.worst(1_000_000, 5_000) == rates.input > 0
