"""The page on Python and its notebook run as they are printed."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"<!-- run(?: with (\w+))? -->\n```python\n(.*?)```", re.DOTALL)
NOTEBOOK = ROOT / "examples" / "from_python.ipynb"


@pytest.mark.slow
def test_the_page_runs_from_its_first_line_to_its_last(in_memory, monkeypatch, capsys):
    page = (ROOT / "docs" / "how-to" / "work-from-python.md").read_text(encoding="utf-8")
    monkeypatch.chdir(in_memory)
    names: dict[str, object] = {}
    blocks = BLOCK.findall(page)
    for needs, code in blocks:
        if not needs or find_spec(needs):
            exec(code, names)
    assert len(blocks) == page.count("```python")
    assert "finished 2" in capsys.readouterr().out
    names["run"].close()


@pytest.mark.slow
def test_the_notebook_runs_and_shows_a_film(in_memory):
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    for needed in ("ipykernel", "pandas", "pyarrow", "PIL"):
        pytest.importorskip(needed)
    book = nbformat.read(NOTEBOOK, as_version=4)
    assert not any(cell.get("outputs") for cell in book.cells), "it is kept without outputs"
    nbclient.NotebookClient(
        book, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(in_memory)}}
    ).execute()
    shown = [
        output["data"]
        for cell in book.cells
        for output in cell.get("outputs", ())
        if "data" in output
    ]
    assert any("data:image/" in data.get("text/html", "") for data in shown)
    assert any("image/png" in data for data in shown)
