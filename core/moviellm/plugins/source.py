"""Reading a module without running it: where it is, and what is certain to go wrong in it."""

from __future__ import annotations

import ast
import sys
import warnings
from collections.abc import Iterator, Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import Any


def find_spec(module: str) -> ModuleSpec | None:
    """Return where the import system would find ``module``, or None; parents are not imported.

    `importlib.util.find_spec` imports the parents of a dotted name, that is, a plugin's code.
    """
    spec: ModuleSpec | None = None
    path: Sequence[str] | None = None
    for name in _prefixes(module):
        try:
            spec = _ask_finders(name, path)
        except KeyError:  # a nested namespace package wants its parent imported: cannot be told
            return ModuleSpec(module, None)
        if spec is None:
            return None
        path = spec.submodule_search_locations
        if path is None and name != module:
            return None
    return spec


def read_module(spec: ModuleSpec) -> ast.Module | None:
    """Return the syntax tree of a module, or None when it is not Python source.

    Raises:
        OSError: The file cannot be read.
        SyntaxError: It is not Python.
        ValueError: It holds null bytes or is wrongly encoded.
    """
    if not (spec.origin and spec.origin.endswith(".py")):
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(Path(spec.origin).read_bytes(), filename=spec.origin)


def certain_failures(tree: ast.Module, attribute: str) -> Iterator[str]:
    """Yield what is bound to fail when this module is imported for ``attribute``."""
    for statement in tree.body:
        match statement:
            case ast.Import(names=names):
                yield from _missing(alias.name for alias in names)
            case ast.ImportFrom(module=str(module), level=0):
                yield from _missing([module])
            case ast.Raise(exc=ast.expr() as exc):
                yield f"line {statement.lineno} raises {ast.unparse(exc)}"
    first = attribute.partition(".")[0]
    if (
        first
        and first not in (bound := set(_bound_names(tree)))
        and not bound & {"*", "__getattr__"}
    ):
        yield f"it has no `{first}`"


def literal_arguments(tree: ast.Module, attribute: str) -> dict[str, Any]:
    """Return the constant keyword arguments of the call that ``attribute`` is assigned."""
    for statement in tree.body:
        match statement:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(keywords=keywords))
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.Call(keywords=keywords))
            ) if name == attribute:
                return {
                    keyword.arg: keyword.value.value
                    for keyword in keywords
                    if keyword.arg and isinstance(keyword.value, ast.Constant)
                }
    return {}


def _prefixes(module: str) -> list[str]:
    parts = module.split(".")
    return [".".join(parts[:n]) for n in range(1, len(parts) + 1)]


def _ask_finders(name: str, path: Sequence[str] | None) -> ModuleSpec | None:
    known = getattr(sys.modules.get(name), "__spec__", None)
    if isinstance(known, ModuleSpec):
        return known
    for finder in sys.meta_path:
        spec = finder.find_spec(name, path) if hasattr(finder, "find_spec") else None
        if spec is not None:
            return spec
    return None


def _missing(modules: Iterator[str] | Sequence[str]) -> Iterator[str]:
    for module in modules:
        top = module.partition(".")[0]
        if top not in sys.modules and find_spec(top) is None:
            yield f"it imports `{module}`, which is not installed"


def _bound_names(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()):
                yield name
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.alias(name=name, asname=asname):
                yield asname or name.partition(".")[0]
