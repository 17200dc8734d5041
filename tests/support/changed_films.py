"""Films and questions that are like another but for something."""

from __future__ import annotations

import json

from moviellm.film import Film, Question


def changed(film: Film, name: str, **updates) -> Film:
    """A film under another id, with other questions or whatever else belongs to its annotations."""
    text = film.model_dump_json().replace(json.dumps(film.id), json.dumps(name))
    other = Film.model_validate_json(text)
    annotations = other.annotations.model_copy(update=updates)
    return other.model_copy(update={"annotations": annotations})


def twin_of(film: Film, name: str, answers: dict[str, str]) -> Film:
    """A film of the same family whose answers to some questions are others."""
    questions = tuple(
        one.model_copy(update={"answer": answers[one.id], "options": None, "answer_index": None})
        if one.id in answers
        else one
        for one in film.annotations.questions
    )
    return changed(film, name, questions=questions)


def asked(film: Film, **updates) -> Question:
    """A question about the film, like its last one but for some fields."""
    return Question.model_validate(film.annotations.questions[-1].model_dump() | updates)
