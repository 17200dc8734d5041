"""The painter of the how-to paints by another family of models, word for word as printed."""

from __future__ import annotations

import ast
import re
import sys

import pytest
import tiny_diffusion
from moviellm.testing import examine, run_pipeline
from moviellm.testing.new_plugin import make_plugin
from places import DOCS

PAGE = DOCS / "how-to" / "write-a-diffusers-painter.md"
BLOCK = re.compile(r"<!-- file: (\S+) -->\n```python\n(.*?)```", re.DOTALL)


@pytest.fixture
def pixart(site, tmp_path, monkeypatch):
    """The plugin of the page, installed for this process and for workers; returns its options."""
    new = make_plugin("painter", "pixart", tmp_path)
    for name, text in BLOCK.findall(PAGE.read_text()):
        (new.folder / name).write_text(text)
    module = new.code.parent
    (site.folder / module.name).symlink_to(module)
    entry = f"painter: pixart = {module.name}.plugin:component"
    site.install(new.folder.name, entries=[entry])
    monkeypatch.setenv("PYTHONPATH", str(site.folder))
    for loaded in [name for name in sys.modules if name.partition(".")[0] == module.name]:
        del sys.modules[loaded]
    return {"model": str(tiny_diffusion.tiny_pixart(tmp_path / "model")), "steps": 2}


def without_imports(source: str) -> list[str]:
    """The lines of a file that are in no import, however many lines one takes."""
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            lines[node.lineno - 1 : node.end_lineno] = [""] * (node.end_lineno - node.lineno + 1)
    return lines


def test_a_painter_on_the_engine_takes_forty_lines():
    files = dict(BLOCK.findall(PAGE.read_text()))
    code = [
        line
        for name in ("impl.py", "model.py")
        for line in without_imports(files[f"src/moviellm_plugin_pixart/{name}"])
        if line.strip() and not line.lstrip().startswith('"""')
    ]
    assert len(code) <= 40


@pytest.mark.slow
def test_it_keeps_its_contract_and_paints_a_film(pixart, tmp_path):
    examination = examine("painter", "pixart", options=pixart, time_limit_s=240)
    assert [f"{f.check}: {f.what}" for f in examination.findings if f.failed] == []
    report = run_pipeline({"painter": {"use": "pixart", **pixart}}, tmp_path / "run")
    assert report.state == "finished"
    assert report.made["painter"] > 0
