"""What was refused is not replayed for ever: the next run asks by another sample."""

import json

import pytest
from moviellm_plugins_gpt.calls import ModelAnswer, ModelClient, ModelQuestion, Refused, user
from pydantic import BaseModel


class Scene(BaseModel):
    title: str


def chat(text, finish="stop", **more):
    usage = {"prompt_tokens": 9, "completion_tokens": 9}
    message = {"content": text, **more}
    return {"choices": [{"message": message, "finish_reason": finish}], "usage": usage}


GOOD = chat('{"title": "The map"}')


def ask(options, books, count=1):
    questions = [ModelQuestion(messages=(user(f"Scene {n}"),), schema=Scene) for n in range(count)]
    return ModelClient(options).ask(books.context, questions)


@pytest.mark.parametrize(
    ("refused", "requests"),
    [
        (chat("Once upon a time"), 2),
        (chat("Once upon", "length"), 2),
        (chat(None, refusal="No."), 1),
        (chat("", "content_filter"), 1),
    ],
)
def test_a_refused_answer_is_asked_anew_by_the_next_run(
    stub, stub_options, open_books, refused, requests
):
    asked = stub_options()
    for _ in range(3):
        stub.answer(refused)
        (found,) = ask(asked, open_books())
        assert isinstance(found, Refused)
        assert len(stub.asked) == requests
    stub.answer(GOOD)
    (found,) = ask(asked, open_books())
    assert isinstance(found, ModelAnswer)
    assert len(stub.asked) == 1
    (again,) = ask(asked, open_books())
    assert again.text == found.text
    assert len(stub.asked) == 1


def test_answers_that_were_right_are_not_asked_anew(stub, stub_options, open_books):
    asked = stub_options(concurrency=1)
    stub.answer(lambda body: chat("Prose") if "Scene 1" in json.dumps(body) else GOOD)
    assert [type(one) for one in ask(asked, open_books(), count=3)] == [
        ModelAnswer,
        Refused,
        ModelAnswer,
    ]
    stub.answer(GOOD)
    assert all(isinstance(one, ModelAnswer) for one in ask(asked, open_books(), count=3))
    assert len(stub.asked) == 1
    assert "Scene 1" in json.dumps(stub.asked[0]["body"])


def test_a_refused_answer_of_a_batch_is_asked_anew(server, options, open_books):
    asked = options("chat", mode="batch")
    server.script(batch_faults=["refusal"])
    assert isinstance(ask(asked, open_books())[0], Refused)
    server.script()
    assert isinstance(ask(asked, open_books())[0], ModelAnswer)
    server.script(always="500")
    assert isinstance(ask(asked, open_books())[0], ModelAnswer)
