"""Files of rows in every form in which benchmarks are published."""

from __future__ import annotations

import csv
import json

import pytest
from moviellm import InputError
from moviellm.audit import read_items

ROWS = [
    {"video": f"v{n}", "question": f"Who is number {n}?", "answer": "B", "A": "Mara.", "B": "Jon."}
    for n in range(3)
]


def as_csv(path, delimiter):
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(ROWS[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(ROWS)


def as_parquet(path):
    pa = pytest.importorskip("pyarrow")
    pytest.importorskip("pyarrow.parquet").write_table(pa.Table.from_pylist(ROWS), path)


FORMS = {
    "rows.jsonl": lambda path: path.write_text("\n".join(map(json.dumps, ROWS))),
    "rows.json": lambda path: path.write_text(json.dumps(ROWS)),
    "under-a-name.json": lambda path: path.write_text(json.dumps({"version": 1, "data": ROWS})),
    "by-id.json": lambda path: path.write_text(json.dumps({r["video"]: r for r in ROWS})),
    "rows.csv": lambda path: as_csv(path, ","),
    "rows.tsv": lambda path: as_csv(path, "\t"),
    "rows.parquet": as_parquet,
}


@pytest.mark.parametrize("name", FORMS)
def test_each_form_holds_the_same(tmp_path, name):
    FORMS[name](tmp_path / name)
    for place in (tmp_path / name, tmp_path):
        items = read_items(place)
        assert [item.film for item in items] == ["v0", "v1", "v2"]
        assert {(item.options, item.answer) for item in items} == {(("Mara.", "Jon."), 1)}


def test_a_question_that_is_there_twice_is_asked_once(tmp_path):
    (tmp_path / "rows.jsonl").write_text("\n".join(map(json.dumps, ROWS * 2)))
    assert len(read_items(tmp_path)) == len(ROWS)


@pytest.mark.parametrize(
    "name", [f"rows.{kind}" for kind in ("json", "jsonl", "csv", "txt", "parquet")]
)
def test_bytes_that_are_no_text_are_refused(tmp_path, name):
    (tmp_path / name).write_bytes(b"\xff\xfe\x00\x81" * 40)
    with pytest.raises(InputError, match=name):
        read_items(tmp_path / name)
