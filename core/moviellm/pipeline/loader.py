"""YAML in, plain data and places out: the one door for files that people write.

The loader knows mappings, lists and the scalars of the YAML 1.2 core schema (so ``no`` stays the
word "no" and ``1:30`` stays "1:30"). It refuses what such a file never needs: aliases and anchors,
tags, several documents, duplicate keys, deep nesting and large input. It builds no objects and
imports nothing that a file names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from moviellm.errors import InputError
from moviellm.pipeline.places import KeyPath, Position, SourceFile, kind, quoted, refuse

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
MAX_NODES = 50_000
MAX_DIGITS = 300

_NULL = re.compile(r"(null|Null|NULL|~|)")
_TRUE = re.compile(r"(true|True|TRUE)")
_FALSE = re.compile(r"(false|False|FALSE)")
_INT = re.compile(r"[-+]?[0-9]+")
_OCTAL_OR_HEX = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_SURROGATE = re.compile("[\ud800-\udfff]")


def load_file(path: str | Path) -> SourceFile:
    """Load a YAML file whose outermost value is a mapping.

    Raises:
        InputError: The file is missing, unreadable, no file, not UTF-8, too large, or not such
            YAML; the message starts with ``FILE:LINE:COLUMN`` where there is one.
    """
    text = read_text(path, limit=MAX_BYTES)
    document = parse(text, file=str(path))
    if not isinstance(document.data, dict):
        refuse(document.place(()), f"expected `key: value` lines, found {kind(document.data)}.")
    return document


def read_text(path: str | Path, *, limit: int) -> str:
    """Return the text of a UTF-8 file of at most ``limit`` bytes, a byte order mark left out.

    Raises:
        InputError: The file is missing, unreadable, no regular file, too large or not UTF-8.
    """
    try:
        if Path(path).exists() and not Path(path).is_file():
            raise InputError(f"{path} is not a file.", hint="Name the file itself.")
        with Path(path).open("rb") as stream:
            raw = stream.read(limit + 1)
    except FileNotFoundError:
        raise InputError(
            f"{path} does not exist.", hint="Check the name, or write a file: `moviellm init`."
        ) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise InputError(
            f"{path} cannot be read: {reason}.", hint="Check its name and permissions."
        ) from error
    if len(raw) > limit:
        raise InputError(f"{path} is larger than {limit:,} bytes.", hint="Split it.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = len(raw[raw.rfind(b"\n", 0, error.start) + 1 : error.start].decode()) + 1
        refuse(Position(str(path), line, column), "expected UTF-8 text.", "Save the file as UTF-8.")


def parse(text: str, *, file: str) -> SourceFile:
    """Parse YAML text of any shape; ``file`` names it in places.

    Raises:
        InputError: The text is not the YAML that this loader accepts.
    """
    document = SourceFile(file, None, {}, {}, {})
    builder = _Builder(document, lines=file[:2] != "--")
    try:
        data = builder.build(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        refuse(builder.at(mark), f"this is not YAML: {error.problem or error.context}.")
    except yaml.reader.ReaderError as error:
        head = text[: error.position]
        place = builder.at_position(head.count("\n"), error.position - head.rfind("\n") - 1)
        refuse(place, f"the character {error.character:#x} is not allowed here.")
    except (ValueError, OverflowError) as error:  # PyYAML: "\U99999999", "%YAML 1.99...9"
        refuse(Position(file), f"this is not YAML: {error}.")
    return SourceFile(file, data, document.values, document.keys, document.texts)


@dataclass(slots=True)
class _Open:
    """A collection whose end has not come."""

    value: dict[str, Any] | list[Any]
    path: KeyPath
    key: str | None = None


class _Builder:
    """Builds plain data from parser events; a loop with its own stack, so depth costs nothing."""

    def __init__(self, document: SourceFile, *, lines: bool) -> None:
        self._document = document
        self._lines = lines
        self._stack: list[_Open] = []
        self._nodes = 0
        self._root: Any = None

    def at(self, mark: Any) -> Position:
        return self.at_position(mark.line, mark.column) if mark else Position(self._document.file)

    def at_position(self, line: int, column: int) -> Position:
        file = self._document.file
        return Position(file, line + 1, column + 1) if self._lines else Position(file)

    def build(self, text: str) -> Any:
        documents = 0
        for event in _events(text):
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._fail(event, "expected one document, found a second one.")
            elif isinstance(event, MappingEndEvent | SequenceEndEvent):
                self._stack.pop()
            elif isinstance(event, NodeEvent):
                self._node(event)
        return self._root

    def _node(self, event: NodeEvent) -> None:
        self._check(event)
        parent = self._stack[-1] if self._stack else None
        if parent and isinstance(parent.value, dict) and parent.key is None:
            parent.key = self._key(event, parent)
            return
        path = self._path(parent)
        self._document.values[path] = self.at(event.start_mark)
        value = self._value(event, path)
        if parent is None:
            self._root = value
        elif isinstance(parent.value, list):
            parent.value.append(value)
        else:
            assert parent.key is not None
            parent.value[parent.key] = value
            parent.key = None

    def _path(self, parent: _Open | None) -> KeyPath:
        if parent is None:
            return ()
        step = len(parent.value) if isinstance(parent.value, list) else parent.key
        assert step is not None
        return (*parent.path, step)

    def _value(self, event: NodeEvent, path: KeyPath) -> Any:
        if isinstance(event, ScalarEvent):
            return self._scalar(event, path)
        value: dict[str, Any] | list[Any] = {} if isinstance(event, MappingStartEvent) else []
        self._stack.append(_Open(value, path))
        return value

    def _check(self, event: NodeEvent) -> None:
        self._nodes += 1
        if isinstance(event, AliasEvent) or event.anchor is not None:
            self._fail(event, "anchors (&) and aliases (*) are not allowed; write the value out.")
        if isinstance(tag := getattr(event, "tag", None), str):
            self._fail(event, f"the tag {quoted(tag)} is not allowed; write a plain value.")
        if self._nodes > MAX_NODES:
            self._fail(event, f"expected at most {MAX_NODES:,} values.")
        deeper = isinstance(event, MappingStartEvent | SequenceStartEvent)
        if deeper and len(self._stack) >= MAX_DEPTH:
            self._fail(event, f"expected at most {MAX_DEPTH} levels.")

    def _key(self, event: NodeEvent, parent: _Open) -> str:
        if not isinstance(event, ScalarEvent):
            self._fail(event, "expected a word as key, found a list or mapping.")
        key = self._text(event)
        path = (*parent.path, key)
        if key in parent.value:
            first = self._document.keys[path]
            self._fail(event, f"the key {quoted(key)} is already given at {first}.")
        self._document.keys[path] = self.at(event.start_mark)
        return key

    def _text(self, event: ScalarEvent) -> str:
        if _SURROGATE.search(event.value):
            self._fail(event, "half a character (a lone surrogate) is not text.")
        return str(event.value)

    def _scalar(self, event: ScalarEvent, path: KeyPath) -> Any:
        text = self._text(event)
        if event.style is not None:
            return text
        value = self._resolve(event, text)
        if not isinstance(value, str):
            self._document.texts[path] = text
        return value

    def _resolve(self, event: ScalarEvent, text: str) -> Any:
        if _NULL.fullmatch(text):
            return None
        if _TRUE.fullmatch(text) or _FALSE.fullmatch(text):
            return text[0] in "tT"
        whole = _INT.fullmatch(text)
        octal_or_hex = _OCTAL_OR_HEX.fullmatch(text)
        if not (whole or octal_or_hex or _FLOAT.fullmatch(text)):
            return text
        if len(text) > MAX_DIGITS:
            self._fail(event, "this number is too long; put quotes around it if it is text.")
        if whole or octal_or_hex:
            return int(text) if whole else int(text, 0)
        number = float(text)
        if number in (float("inf"), float("-inf")):
            self._fail(event, "this number is too large; put quotes around it if it is text.")
        return number

    def _fail(self, event: Event, message: str) -> NoReturn:
        refuse(self.at(event.start_mark), message)


def _events(text: str) -> Iterator[Event]:
    loader = yaml.SafeLoader(text)
    try:
        while loader.check_event():
            yield loader.get_event()  # type: ignore[no-untyped-call]  # PyYAML's stubs leave it out
    finally:
        loader.dispose()
