"""Every way in which a provider misbehaves: the right outcome, in few attempts, in little time."""

import json
import re
import time
from email.utils import formatdate

import pytest
from moviellm import BudgetError, Cancelled, FilmError, InputError, MovieLLMError, RunError
from moviellm_plugins_gpt.calls import (
    Image,
    ModelAnswer,
    ModelClient,
    ModelQuestion,
    OpenAIOptions,
    RateLimits,
    Refused,
    user,
)
from moviellm_plugins_gpt.calls.call_loop import call_loop
from moviellm_plugins_gpt.calls.openai_wire import ChatWire
from moviellm_plugins_gpt.calls.outcomes import (
    BadRequest,
    KeyRejected,
    NotThere,
    Overloaded,
    QuotaSpent,
    RateLimited,
)
from moviellm_plugins_gpt.calls.question_state import QuestionState
from moviellm_plugins_gpt.calls.request_runner import RequestRunner
from moviellm_plugins_gpt.calls.statuses import of_status, retry_after
from pydantic import BaseModel, Field, ValidationError

FULL = 600 * 2e-6 + 400 * 0.5e-6 + 100 * 10e-6
"""What an answer of the fault server costs at the options' price, in US dollars."""


WHOLE = ("chat", "responses", "messages")
STREAMS = ("chat-stream", "responses-stream", "messages-stream")


class Scene(BaseModel):
    title: str
    frames: int = Field(ge=1, le=11)


def ask(options, books, count=1, **more):
    question = {"system": "You write films.", "schema": Scene, "label": "scene 1", **more}
    questions = [ModelQuestion(messages=(user(f"Scene {n}"),), **question) for n in range(count)]
    return ModelClient(options).ask(books.context, questions)


ENDLESS = ("hang", "drip")
"""Faults that only a deadline ends."""


def deadline(fault):
    """A deadline for a fault to pass; on a busy machine the answer after it may pass it, too."""
    return {"deadline_seconds": 1.0, "attempts": 20} if fault in ENDLESS else {}


def tried_again(books, server, fault, state):
    """Whether there was one attempt more for each that failed: for the fault's, and no others."""
    *failed, done = books.states()
    assert {state} == set(failed)
    assert done == "done"
    if fault in ENDLESS:
        return len(server.log()) <= len(failed) + 1
    return len(server.log()) == len(failed) + 1 == 2


@pytest.mark.parametrize("api", [*WHOLE, *STREAMS, "messages-tool", "messages-tool-stream"])
def test_an_answer_is_parsed_priced_and_recorded(server, books, options, api):
    (answer,) = ask(options(api), books)
    assert isinstance(answer, ModelAnswer)
    assert answer.parsed == Scene(title=answer.parsed.title, frames=1)
    assert answer.usd == pytest.approx(FULL)
    assert books.states() == ["done"]
    assert books.journal.spend().usd == pytest.approx(FULL)
    assert answer.usage["cached_tokens"] == 400
    assert len(server.log()) == 1


def in_all(faults, apis):
    """Each fault in each protocol; who waits for seconds is slow in all but the first of them."""
    slow = {*ENDLESS, "429:date"}
    return [
        pytest.param(api, *fault, marks=[pytest.mark.slow] if fault[0] in slow and number else [])
        for fault in faults
        for number, api in enumerate(apis)
    ]


@pytest.mark.parametrize(
    ("api", "fault", "billed", "least"),
    in_all([
        ("429", False, 0.05), ("429:0.3", False, 0.3), ("429:date", False, 0.5),
        ("500", False, 0), ("503:0.2", False, 0.2), ("529", False, 0), ("drop", True, 0),
        ("cut", True, 0), ("hang", True, 0.5), ("drip", True, 0.5),
        ("truncated-json", True, 0), ("empty", True, 0),
    ], WHOLE),
)  # fmt: skip
def test_a_passing_fault_is_tried_again(server, books, options, brisk, api, fault, billed, least):
    server.script(faults=[fault])
    begun = time.monotonic()
    (answer,) = ask(options(api, **deadline(fault)), books)
    assert time.monotonic() - begun >= least
    assert isinstance(answer, ModelAnswer)
    assert tried_again(books, server, fault, "unrecorded" if billed else "failed")
    spend = books.journal.spend()
    assert spend.usd == pytest.approx(FULL)
    assert (spend.possible_usd > 0) is billed
    assert spend.possible_usd == books.budget.totals().possible_usd


@pytest.mark.parametrize(
    ("api", "fault"),
    [
        case
        for case in in_all(
            [("stream-cut",), ("stream-malformed",), ("stream-error",), ("cut",), ("drip",)],
            STREAMS,
        )
        if case.values != ("responses-stream", "cut")
    ],
)
def test_a_stream_that_ends_early_is_no_answer(server, books, options, brisk, api, fault):
    server.script(faults=[fault])
    (answer,) = ask(options(api, **deadline(fault)), books)
    assert isinstance(answer, ModelAnswer)
    assert tried_again(books, server, fault, "unrecorded")


@pytest.mark.parametrize("api", WHOLE)
@pytest.mark.parametrize(
    ("fault", "error", "told"),
    [
        ("quota", BudgetError, "no quota left"),
        ("auth", InputError, "wants a key, and none was sent"),
        ("html", InputError, "is at another address: the answer is a web page"),
        ("not-found", InputError, "no such model, .*: HTTP 404: The model `m` does not exist"),
        ("redirect", InputError, "is at another address: HTTP 307 .redirects are not followed"),
    ],
)
def test_what_would_be_answered_to_every_call_stops_the_run_at_the_first_answer(
    server, books, options, api, fault, error, told
):
    server.script(always=fault)
    with pytest.raises(error, match=told):
        ask(options(api, concurrency=1), books, count=8)
    assert len(server.log()) == 1
    assert books.states() == ["failed", "withdrawn"]
    spend = books.journal.spend()
    assert spend.usd == spend.possible_usd == books.budget.totals().in_flight_usd == 0


@pytest.mark.parametrize("api", WHOLE)
@pytest.mark.parametrize(
    ("fault", "kind", "sent", "bills"),
    [
        ("bad-request", "bad request", 1, 0),
        ("blocked", "filtered", 1, 0),
        ("refusal", "refused", 1, 1),
        ("length", "truncated", 2, 2),
        ("wrong-schema", "malformed", 2, 2),
    ],
)
def test_what_asking_again_would_not_change_is_a_result(
    server, books, options, api, fault, kind, sent, bills
):
    server.script(always=fault)
    (refused,) = ask(options(api), books)
    assert isinstance(refused, Refused)
    assert (refused.kind, refused.label) == (kind, "scene 1")
    assert "for scene 1" in str(refused.error())
    assert len(server.log()) == sent
    assert refused.usd == pytest.approx(bills * FULL)
    assert books.journal.spend().usd == pytest.approx(bills * FULL)


@pytest.mark.parametrize("api", WHOLE)
def test_a_page_of_a_gateway_passes_where_answers_have_come(server, books, options, api):
    server.script(faults=["", "html"])
    found = ask(options(api, concurrency=1), books, count=2)
    assert [type(one) for one in found] == [ModelAnswer, ModelAnswer]
    assert len(server.log()) == 3


def test_a_filter_of_the_provider_is_a_result(server, books, options):
    server.script(always="filter")
    (refused,) = ask(options("chat"), books)
    assert (refused.kind, refused.usd) == ("filtered", pytest.approx(FULL))


@pytest.mark.parametrize("api", WHOLE)
def test_a_truncated_answer_is_asked_for_once_more_at_twice_the_length(server, books, options, api):
    server.script(faults=["length"])
    (answer,) = ask(options(api, max_output_tokens=500), books)
    assert isinstance(answer, ModelAnswer)
    assert answer.usd == pytest.approx(2 * FULL)
    caps = [
        entry["body"].get("max_tokens") or entry["body"]["max_output_tokens"]
        for entry in server.log()
    ]
    assert caps == [500, 1000]


def test_an_answer_whose_greater_length_is_not_taken_was_cut(server, books, options):
    server.script(faults=["length", "bad-request"])
    (refused,) = ask(options("chat"), books)
    assert refused.kind == "truncated"
    assert refused.text
    assert refused.usd > 0


@pytest.mark.parametrize("api", WHOLE)
def test_a_malformed_answer_goes_back_once_with_what_is_wrong(server, books, options, api):
    server.script(faults=["wrong-schema"])
    (answer,) = ask(options(api), books)
    assert isinstance(answer, ModelAnswer)
    turns = server.log()[1]["body"].get("messages") or server.log()[1]["body"]["input"]
    assert [turn["role"] for turn in turns][-3:] == ["user", "assistant", "user"]
    assert re.search(r"frames: Field required.*\. Answer again, in that form", str(turns[-1]))


def test_stored_answers_are_not_asked_for_again(server, open_books, options):
    books = open_books()
    asked = options("chat")
    server.script(faults=["wrong-schema", ""])
    first = ask(asked.model_copy(update={"concurrency": 1}), books, count=3)
    again = open_books()
    server.script(always="500")
    second = ask(asked, again, count=3)
    assert server.log() == []
    assert all(isinstance(one, ModelAnswer) for one in first)
    assert [one.text for one in second] == [one.text for one in first]


@pytest.mark.parametrize("fault", ["503", "429", "empty", "drop"])
def test_attempts_are_bounded(server, books, options, brisk, fault):
    server.script(always=fault)
    with pytest.raises(FilmError, match="gave no answer for scene 1"):
        ask(options("chat", attempts=2 if fault != "429" else 1), books)
    assert len(server.log()) == (4 if fault == "429" else 2)


@pytest.mark.slow
def test_sixty_requests_a_minute_are_waited_out(server, books, options):
    server.script(rpm=60, minute=3.0)
    found = ask(options("chat", concurrency=32), books, count=150)
    assert all(isinstance(answer, ModelAnswer) for answer in found)
    faults = [entry["fault"] for entry in server.log()]
    assert faults.count("") == 150
    assert len(faults) - 150 <= 3 * 32
    assert books.journal.spend().usd == pytest.approx(150 * FULL)
    assert books.journal.spend().possible_usd == 0


def test_a_limit_that_is_given_keeps_the_server_from_refusing(server, books, options):
    server.script(rpm=60)
    found = ask(options("chat", limits=RateLimits(requests=60)), books, count=60)
    assert all(isinstance(answer, ModelAnswer) for answer in found)
    assert len(server.log()) == 60


def test_a_server_that_asks_for_hours_is_not_waited_for(server, books, options):
    server.script(always="429:7200")
    with pytest.raises(FilmError, match="gave no answer"):
        ask(options("chat"), books)
    assert len(server.log()) == 1


@pytest.mark.parametrize(("fault", "message", "hint"), [
    ("429:7200", "asks to wait 7200 s", "run again"),
    ("503", "gave no answer for scene 1 in 1 attempt: HTTP 503: Too busy.", "at that address"),
    ("auth", "wants a key, and none was sent: HTTP 401: Incorrect API key", "`key_env`"),
    ("bad-request", "does not take the request for scene 1: HTTP 400: Unknown param", "`model`"),
    ("length", "for scene 1 was cut at its greatest length", "`reasoning_tokens`"),
    ("redirect", "redirects are not followed", "`base_url`"),
    ("not-found", "HTTP 404: The model `m` does not exist.", "`model`"),
])  # fmt: skip
def test_what_went_wrong_is_told_with_what_to_do(server, books, options, fault, message, hint):
    server.script(always=fault)
    try:
        (refused,) = ask(options("chat", attempts=1), books)
        told = refused.error()
    except MovieLLMError as error:
        told = error
    assert message in told.message
    assert hint in told.hint


@pytest.mark.parametrize(("field", "value", "told"), [
    ("base_url", "http://127.0.0.1:99999/v1", "Port out of range"),
    ("base_url", "http://:8000/v1", "HOST:PORT"),
    ("base_url", "https://me:s3cret@host/v1", "no user or password"),
    ("base_url", "localhost:8000/v1", "HOST:PORT"),
    ("base_url", "http://localhost:8000/v1?key=s3cret", "pattern"),
    ("key_env", "sk-s3cret", "never a key itself"),
    ("key_env", "", "never a key itself"),
])  # fmt: skip
def test_wrong_addresses_and_keys_are_refused_before_a_run(field, value, told):
    with pytest.raises(ValidationError, match=told) as caught:
        OpenAIOptions(model="m", **{field: value})
    assert "s3cret" not in caught.value.errors()[0]["msg"]


def test_a_server_that_only_fails_is_given_up(server, books, options):
    server.script(always="drop")
    with pytest.raises(RunError) as caught:
        ask(options("chat", attempts=20), books, count=64)
    assert "only fails" in str(caught.value)
    assert len(server.log()) < 64 * 3


@pytest.mark.parametrize("mode", ["sync", "batch"])
def test_a_server_that_is_not_there_is_no_films_fault(books, options, mode):
    nowhere = {"base_url": "http://127.0.0.1:9/v1", "mode": mode}
    asked = options("chat", attempts=2).model_copy(update=nowhere)
    with pytest.raises(RunError, match=r"There is no server at http://127.0.0.1:9/v1: ") as caught:
        ask(asked, books)
    assert not isinstance(caught.value, FilmError)
    assert "`base_url`" in caught.value.hint
    assert books.states() == ["failed", "failed"]
    assert books.journal.spend().usd == books.journal.spend().possible_usd == 0


def test_a_redirect_is_not_followed_with_the_key(server, start_server, books, options, monkeypatch):
    monkeypatch.setenv("CANARY", "sk-canary")
    other = start_server()
    for target in (f"{other.root}/v1/chat/completions", "http://localhost:1/"):
        server.script(always=f"redirect:{target}")
        with pytest.raises(InputError, match="is at another address"):
            ask(options("chat", key_env="CANARY"), books)
        assert len(server.log()) == 1
    assert other.log() == []


def test_what_is_in_flight_is_kept_when_the_run_stops(server, books, options, stop_when):
    server.script(hold=0)
    stop_when(lambda: len(server.log()) == 4)
    stop_when(lambda: "withdrawn" in books.states(), server.release)  # nothing more is sent
    with pytest.raises(Cancelled):
        ask(options("chat", concurrency=4), books, count=20)
    assert books.states() == ["done"] * 4 + ["withdrawn"]
    assert len(server.log()) == 4
    assert books.journal.spend().possible_usd == books.budget.totals().possible_usd == 0


def test_a_run_that_stops_among_stored_answers_does_not_go_on_with_some(
    server, books, options, monkeypatch
):
    def take(state, reply, **more):
        taken.append(state)
        if len(taken) == 3:
            runner.stop()
        return real(state, reply, **more)

    asked, taken, real = options("chat", concurrency=4), [], QuestionState.take
    questions = [ModelQuestion(messages=(user(f"Scene {n}"),)) for n in range(12)]
    ModelClient(asked).ask(books.context, questions)
    monkeypatch.setattr(QuestionState, "take", take)
    runner = RequestRunner(asked, ChatWire(asked), books.context)
    with pytest.raises(Cancelled):
        call_loop().run(runner.answers(questions)).result()
    assert 3 <= len(taken) < 12


def test_the_cap_is_never_passed_with_all_calls_in_flight(server, open_books, options):
    cap = 20 * FULL
    books = open_books(cap=cap)
    server.script(delay=0.05)
    with pytest.raises(BudgetError):
        ask(options("chat", max_output_tokens=150), books, count=64)
    billed = len(server.log()) * FULL
    assert 5 * FULL < billed <= cap
    assert books.journal.spend().usd == pytest.approx(billed)


def test_a_capped_run_does_not_ask_a_model_of_unknown_price(server, books, options):
    with pytest.raises(BudgetError, match="unknown price"):
        ask(options("chat", price=None), books)
    assert server.log() == []


def test_a_picture_travels_but_is_not_written_down(server, books, options):
    picture = Image(b"\xff\xd8 not really", 64, 64)
    for api in WHOLE:
        client = ModelClient(options(api))
        (answer,) = client.ask(
            books.context, [ModelQuestion(messages=(user("What is it?", picture),))]
        )
        assert isinstance(answer, ModelAnswer)
    assert all(picture.base64 in str(entry["body"]) for entry in server.log())
    requests = [books.store.get(call.request) for call in books.journal.calls()]
    assert not any(picture.base64.encode() in request for request in requests)


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (429, "rate_limit_exceeded", RateLimited),
        (429, "insufficient_quota", QuotaSpent),
        (402, "billing_error", QuotaSpent),
        (400, "billing_hard_limit_reached", QuotaSpent),
        (401, "invalid_api_key", KeyRejected),
        (403, "permission_error", KeyRejected),
        (500, "server_error", Overloaded),
        (529, "overloaded_error", Overloaded),
        (400, "invalid_request_error", BadRequest),
        (404, "model_not_found", NotThere),
        (302, "", NotThere),
    ],
)
def test_statuses(status, code, kind):
    body = json.dumps({"error": {"code": code, "message": "said"}})
    assert type(of_status(status, {}, body, now=0.0)) is kind


def test_anthropic_tells_spent_credit_in_words():
    body = (
        '{"error": {"type": "invalid_request_error", "message": "Your credit balance is too low"}}'
    )
    assert isinstance(of_status(400, {}, body, now=0.0), QuotaSpent)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after-ms": "250"}, 0.25),
        ({"retry-after": formatdate(1_000_090, usegmt=True)}, 90.0),
        ({"retry-after": formatdate(999_000, usegmt=True)}, 0.0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-3"}, None),
        ({"retry-after": "inf"}, None),
        ({}, None),
    ],
)
def test_retry_after_in_every_form(headers, seconds):
    assert retry_after(headers, now=1_000_000.0) == seconds
