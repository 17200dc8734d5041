"""What exporters make of each kind of question is what it was, and none of them knows a kind.

After a change that is meant, write ``question_rows.json`` anew, and look at what changed:

    PYTHONPATH=tests/support python tests/distributions/test_question_kinds.py
"""

from __future__ import annotations

import ast
import hashlib
import importlib
import json
import tempfile
from importlib.metadata import EntryPoint, entry_points
from itertools import chain
from pathlib import Path
from typing import get_args

import pytest
from changed_films import asked, changed
from moviellm.film import QuestionKind
from moviellm.film.questions import QUESTION_KINDS
from moviellm.testing import MemoryBlobs, make_context, tiny_movie

RECORDED = Path(__file__).with_name("question_rows.json")
EXPORTERS = entry_points(group="moviellm.exporter")
ASKING = sorted(
    one.name
    for one in EXPORTERS
    if one.module in ("moviellm_plugin_evaluation.plugin", "moviellm_plugin_trainers.plugin")
    and one.name != "sharegpt4video"  # captions only
)
ANSWERS = {
    "name": ("The map.", "The key.", "The lamp.", "The hat."),
    "number": ("Once.", "Twice.", "Three times.", "Four times."),
    "moment": ("At 00:05.", "At 00:15.", "At 00:25.", "At 00:35."),
    "length": ("About 2 seconds.", "About 9 seconds.", "About 1 minute.", "About 5 minutes."),
    "text": ("Mara leaves.", "Ivo comes in.", "Mara sits down.", "Ivo hides the map."),
}
WANTED = {"preferences": True, "rewards": True, "extractor": "digest"}
"""Options that some have: all rows that there are, by what needs no weights."""


def films(blobs):
    """A film asked of every kind in every form, with options and without, and a twin of it."""
    film = tiny_movie(blobs)
    base = {"program": "imported", "evidence": {"spans_ms": [{"start_ms": 0, "end_ms": 5000}]}}
    several = [
        asked(film, **base, kind=kind, id=f"{kind}-{form}-{way}".replace("_", "-"),
              question=f"{kind}, {form}, {way}?", answer=ANSWERS[form][0],
              options=ANSWERS[form] if way == "chosen" else None,
              answer_index=0 if way == "chosen" else None)
        for kind, spec in QUESTION_KINDS.items() for form in spec.answers
        for way in ("chosen", "open")
    ]  # fmt: skip
    one = film.annotations.model_copy(update={"questions": tuple(several)})
    other = tuple(q.model_copy(update={"answer": "No.", "options": None, "answer_index": None})
                  for q in several)  # fmt: skip
    return [
        film.model_copy(update={"annotations": one}),
        changed(film, "film-twin", questions=other),
    ]


def resolved(address: str):
    return EntryPoint("", address, "").load()


def rows(name: str, target: Path):
    """Export the films, and yield every row that an exporter wrote."""
    component = EXPORTERS[name].load()
    config = resolved(component.config)
    options = {key: value for key, value in WANTED.items() if key in config.model_fields}
    exporter, blobs = resolved(component.implementation), MemoryBlobs()
    made = exporter(config.model_validate(options))
    assert made.moviellm_export(iter(films(blobs)), target, make_context(film="", blobs=blobs))
    for path in sorted(target.glob("*.json*")):
        text = path.read_text(encoding="utf-8")
        found = map(json.loads, text.splitlines()) if path.suffix == ".jsonl" else json.loads(text)
        yield from (f"{path.name} {json.dumps(row, sort_keys=True)}" for row in found)


def told(name: str, target: Path) -> dict[str, str]:
    """A digest of the rows about each question."""
    written = list(rows(name, target))
    questions = films(MemoryBlobs())[0].annotations.questions
    about = {q.question: [row for row in written if q.question in row] for q in questions}
    return {
        question.rstrip("?"): hashlib.sha256("\n".join(some).encode()).hexdigest()[:12]
        for question, some in about.items()
        if some
    }


@pytest.fixture(scope="module", params=ASKING)
def export(request, tmp_path_factory):
    """An exporter's name, and a digest of its rows about each question."""
    return request.param, told(request.param, tmp_path_factory.mktemp("export"))


def test_every_kind_of_question_with_options_has_a_row(export):
    _, digests = export
    kinds = {question.partition(",")[0] for question in digests if question.endswith("chosen")}
    assert kinds == set(QUESTION_KINDS)


def test_rows_about_each_kind_of_question_are_those_recorded(export):
    name, digests = export
    assert digests == json.loads(RECORDED.read_text(encoding="utf-8"))[name]


def _compares_kinds(node: ast.AST) -> bool:
    if not isinstance(node, ast.Compare):
        return False
    parts = [node.left, *node.comparators]
    words = {one.value for part in parts for one in ast.walk(part) if isinstance(one, ast.Constant)}
    asks = any(isinstance(part, ast.Attribute) and part.attr == "kind" for part in parts)
    return asks and bool(words & {*get_args(QuestionKind)})


def _maps_unheld(node: ast.AST) -> bool:
    """Whether it is a table of kinds, or one of skills or forms that may lack some."""
    if not isinstance(node, ast.AnnAssign) or not isinstance(node.target, ast.Name):
        return False
    keys = ast.unparse(node.annotation).partition("[")[2].partition(",")[0]
    held = isinstance(node.value, ast.Call) and ast.unparse(node.value.func).startswith("for_every")
    return keys == "QuestionKind" or (keys in ("Skill", "AnswerForm") and not held)


def test_exporters_map_every_skill_and_form_and_know_no_kind_of_question():
    packages = sorted({one.module.partition(".")[0] for one in EXPORTERS} - {"moviellm"})
    folders = [Path(str(importlib.import_module(name).__file__)).parent for name in packages]
    folders.append(Path(str(importlib.import_module("moviellm.studio.exporters").__file__)).parent)
    found = [
        f"{path.name}:{node.lineno}"
        for path in chain.from_iterable(folder.rglob("*.py") for folder in folders)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if _compares_kinds(node) or _maps_unheld(node)
    ]
    assert found == [], "map the skill or the form of the answer, by `for_every_skill` or `_form`"


if __name__ == "__main__":
    made = {name: told(name, Path(tempfile.mkdtemp())) for name in ASKING}
    RECORDED.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
