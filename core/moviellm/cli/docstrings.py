"""What a function says of itself, read from its source: nothing of it is imported.

`moviellm.plugins.source` reads modules too, but importing `moviellm.plugins` would double the time
of ``moviellm --help``.
"""

from __future__ import annotations

import ast
import os
import sys


def first_line(target: str) -> str:
    """Return the first line of a function's docstring; empty when it cannot be read.

    Args:
        target: ``module:function``.
    """
    module, _, name = target.partition(":")
    try:
        with open(_source(module), "rb") as file:  # noqa: PTH123 - as in `added`
            tree = ast.parse(file.read())
    except (OSError, SyntaxError, ValueError):
        return ""
    for statement in tree.body:
        if isinstance(statement, ast.FunctionDef) and statement.name == name:
            return (ast.get_docstring(statement) or "").partition("\n")[0]
    return ""


def _source(module: str) -> str:
    """The file of a module; its parents are found, and not imported."""
    top, *inner = module.split(".")
    for finder in sys.meta_path:
        spec = finder.find_spec(top, None)
        if spec is None:
            continue
        if not inner:
            return spec.origin or ""
        for folder in spec.submodule_search_locations or ():
            path = os.path.join(folder, *inner)  # noqa: PTH118 - as in `added`
            for file in (f"{path}.py", f"{path}/__init__.py"):
                if os.path.isfile(file):  # noqa: PTH113 - as in `added`
                    return file
    return ""
