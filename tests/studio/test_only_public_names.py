"""The studio imports what a third party may: public names of public modules, and nothing else."""

from __future__ import annotations

import ast
from importlib import import_module
from pathlib import Path

import moviellm
import pytest

STUDIO = Path(moviellm.__file__).parent / "studio"
PUBLIC = {
    "moviellm", "moviellm.exporting", "moviellm.film", "moviellm.film.staging",
    "moviellm.film.telling", "moviellm.manifest", "moviellm.marking", "moviellm.pages",
}  # fmt: skip
FILES = sorted(STUDIO.rglob("*.py"))


def imports(path: Path) -> list[tuple[str, str]]:
    """Pairs of module and name that a file imports from outside the studio."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(alias.name, "") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found += [(node.module or "", alias.name) for alias in node.names]
    return [
        (module, name)
        for module, name in found
        if module.partition(".")[0] == "moviellm" and not module.startswith("moviellm.studio")
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(STUDIO)))
def test_a_file_of_the_studio_imports_public_names_only(path):
    for module, name in imports(path):
        assert module in PUBLIC, f"{module} is not public"
        assert name in import_module(module).__all__, f"{name} is not public in {module}"


def test_the_studio_is_there_to_be_looked_at():
    assert len(FILES) > 50
