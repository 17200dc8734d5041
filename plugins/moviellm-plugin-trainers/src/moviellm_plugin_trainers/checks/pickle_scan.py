"""What a feature file holds, read from its opcodes: nothing in it is ever loaded or called.

`pickle.load` runs whatever a file says. Here the opcodes are walked by their table in
`pickletools`, the bytes of arrays are skipped, and only numbers and texts are kept.
"""

from __future__ import annotations

import os
import pickletools
from dataclasses import dataclass
from itertools import pairwise
from typing import IO, Any

_MAX_SMALL = 64_000_000
"""Longer arguments are skipped; the dialogue of a film is far shorter."""
_LENGTHS = {
    pickletools.TAKEN_FROM_ARGUMENT1: 1,
    pickletools.TAKEN_FROM_ARGUMENT4: 4,
    pickletools.TAKEN_FROM_ARGUMENT4U: 4,
    pickletools.TAKEN_FROM_ARGUMENT8U: 8,
}
_OPCODES = {ord(opcode.code): opcode for opcode in pickletools.opcodes}
_SILENT = ("MEMOIZE", "BINPUT", "LONG_BINPUT", "PUT", "FRAME", "PROTO")
_TUPLES = {"TUPLE1": 1, "TUPLE2": 2, "TUPLE3": 3}


@dataclass(frozen=True, slots=True)
class PickleContents:
    """The arrays and texts of a pickle.

    Attributes:
        shapes: Every tuple of numbers above zero, in order: the shapes of arrays are among them.
        kinds: Names of element types (``f2``).
        texts: Every text, by the text before it, as keys stand before values.
    """

    shapes: tuple[tuple[int, ...], ...]
    kinds: frozenset[str]
    texts: dict[str, str]


def scan_pickle(data: IO[bytes]) -> PickleContents:
    """Walk the opcodes of a pickle.

    Raises:
        ValueError: It is no pickle, or ends too early.
    """
    stack: list[Any] = []
    shapes: list[tuple[int, ...]] = []
    texts: list[str] = []
    while True:
        code = data.read(1)
        if not code or code[0] not in _OPCODES:
            raise ValueError("not a pickle")
        opcode = _OPCODES[code[0]]
        if opcode.name == "STOP":
            break
        value = _argument(data, opcode)
        if opcode.name in _TUPLES or opcode.name == "TUPLE":
            shapes += _tuple_of(stack, opcode.name)
        elif opcode.name not in _SILENT:
            kept = None if opcode.name.endswith("GET") else value
            stack.append("mark" if opcode.name == "MARK" else kept)
        if isinstance(value, str) and opcode.name not in ("GLOBAL", "INST"):
            texts.append(value)
    kinds = {text.lstrip("<|=>") for text in texts if len(text) <= 3}
    return PickleContents(tuple(shapes), frozenset(kinds), dict(pairwise(texts)))


def _tuple_of(stack: list[Any], name: str) -> list[tuple[int, ...]]:
    """Take the items of a tuple from the stack; return it when it could be a shape."""
    if name == "TUPLE":
        marks = [at for at, item in enumerate(stack) if item == "mark"]
        start = marks[-1] if marks else 0
        items, stack[start:] = stack[start + 1 :], []
    else:
        count = _TUPLES[name]
        items, stack[-count:] = stack[-count:], []
    stack.append(None)
    whole = items and all(isinstance(i, int) and not isinstance(i, bool) and i > 0 for i in items)
    return [tuple(items)] if whole else []


def _argument(data: IO[bytes], opcode: pickletools.OpcodeInfo) -> Any:
    if opcode.arg is None:
        return None
    size = _LENGTHS.get(opcode.arg.n)
    if size is not None:
        start = data.tell()
        length = int.from_bytes(data.read(size), "little")
        if length > _MAX_SMALL:
            data.seek(length, os.SEEK_CUR)
            return None
        data.seek(start)
    return opcode.arg.reader(data)
