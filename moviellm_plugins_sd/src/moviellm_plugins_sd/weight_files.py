"""Files of weights, as far as their heads tell: whether they are whole, and what they hold."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from moviellm import InputError

_LONGEST_HEAD = 100_000_000
"""Bytes; what the format's own library takes at most."""

_POINTER = b"version https://git-lfs"
_SHARD = re.compile(r"(?P<stem>.+)-\d{5}-of-(?P<count>\d{5})(?P<rest>.*)\.safetensors")


def tensor_shapes(file: Path, option: str) -> Mapping[str, tuple[int, ...]]:
    """The tensors of a safetensors file by their names, with their shapes; only its head is read.

    Args:
        file: The file.
        option: The option that names it, or its folder.

    Raises:
        InputError: It is cut off, or no safetensors file at all.
    """
    try:
        return _shapes(file)
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise InputError(
            f"{file} (option `{option}`) cannot be loaded: it {_fault(file, error)}.",
            hint="Download it again, and wait until it is whole.",
        ) from None


def check_whole(files: Iterable[Path], option: str) -> None:
    """See that each file of weights is whole, and that no shard of them is missing.

    Raises:
        InputError: One is not; says which.
    """
    names = {}
    for file in files:
        tensor_shapes(file, option)
        names[file.name] = file
    for name, file in names.items():
        if found := _SHARD.fullmatch(name):
            for number in range(1, int(found["count"]) + 1):
                other = f"{found['stem']}-{number:05d}-of-{found['count']}{found['rest']}"
                if f"{other}.safetensors" not in names:
                    raise InputError(
                        f"{file.parent} (option `{option}`) lacks {other}.safetensors, one of "
                        f"{int(found['count'])} files of its weights.",
                        hint="Download the model again.",
                    )


def _shapes(file: Path) -> dict[str, tuple[int, ...]]:
    """Read the head: its length in 8 bytes, then JSON with the place of each tensor."""
    size = file.stat().st_size
    with file.open("rb") as opened:
        length = int.from_bytes(opened.read(8), "little")
        if not 2 <= length <= min(size - 8, _LONGEST_HEAD):
            raise ValueError("it has no head")
        head = json.loads(opened.read(length))
    head.pop("__metadata__", None)
    end = 8 + length + max((int(told["data_offsets"][1]) for told in head.values()), default=0)
    if end != size:
        raise ValueError(f"its head tells of {end}")
    return {name: tuple(map(int, told["shape"])) for name, told in head.items()}


def _fault(file: Path, error: Exception) -> str:
    if not file.is_file():
        return "is not there" if not file.is_symlink() else "is a link to nothing"
    with file.open("rb") as opened:
        head = opened.read(len(_POINTER))
    if head == _POINTER:
        return "is not the weights but Git's pointer to them: fetch them by `git lfs pull`"
    size = file.stat().st_size
    return f"is no whole safetensors file of {size} bytes: {error}"
