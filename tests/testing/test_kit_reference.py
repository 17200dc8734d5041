"""``docs/reference/kit.md`` says what the code does."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import moviellm.testing

DOCS = Path(__file__).parents[2] / "docs"


def test_the_reference_of_the_kit_names_every_check():
    spec = importlib.util.spec_from_file_location("reference_kit", DOCS / "reference_kit.py")
    assert spec is not None
    assert spec.loader is not None
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    text = (DOCS / "reference" / "kit.md").read_text(encoding="utf-8")
    assert text == reference.page(text), "run: python docs/reference_kit.py"


def test_every_helper_it_names_is_public():
    text = (DOCS / "reference" / "kit.md").read_text(encoding="utf-8")
    helpers = re.findall(r"^\| `([a-z_]+)\(", text, flags=re.MULTILINE)
    assert len(helpers) == 14
    assert set(helpers) <= set(moviellm.testing.__all__)
