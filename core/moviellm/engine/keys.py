"""Digests, the keys of steps and calls, and the seeds of components.

One digest names everything inside a run: BLAKE3, 32 bytes, written as 64 hexadecimal characters.
(It hashes 3.7 GB/s where SHA-256 manages 0.22 without its own instructions, and frames are hashed
on every write and every read.) Exporters write SHA-256 where a format asks for it.
"""

from __future__ import annotations

import importlib.resources
import json
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources.abc import Traversable
from typing import Any

from blake3 import blake3

from moviellm.component import Component
from moviellm.errors import InputError, PluginError

KEY_FORMAT = 1
"""Raised when the way a key is computed changes; every step is then made again."""

DIGEST_BYTES = 32


def digest(data: bytes) -> str:
    """Return the digest of ``data`` as 64 hexadecimal characters."""
    return blake3(data).hexdigest()


def canonical(value: Any) -> bytes:
    """Return the one JSON spelling of ``value``: sorted names, no spaces, ASCII.

    Raises:
        InputError: ``value`` has no JSON form (NaN, infinity, bytes, an object).
    """
    try:
        text = json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        raise InputError(
            f"A value that a key depends on has no JSON form: {error}.",
            hint="Use text, finite numbers, true, false, null, lists and mappings with text names.",
        ) from error
    return text.encode("ascii")


def key_of(**parts: Any) -> str:
    """Return the digest of named JSON parts, for keys that are made once a film or once a run."""
    return digest(canonical({"key_format": KEY_FORMAT, **parts}))


def digest_of_rows(rows: Iterable[Sequence[str | int]]) -> str:
    """Return the digest of rows in their order, however many there are."""
    hasher = blake3(b"moviellm rows\n")
    for row in rows:
        hasher.update(_framed((len(row), *row)))
    return hasher.hexdigest()


class StepKeys:
    """Makes the keys of one configured component's steps.

    What is the same for all its steps is hashed once; a frame's key then costs 2-3 microseconds.

    Args:
        component: The declaration.
        settings: The validated options that change the output, after defaults, as JSON.
        prompts: Digest of its prompt files (`prompts_digest`), or empty.
        revision: Pinned revision of the model it uses, or empty.
    """

    __slots__ = ("_base",)

    def __init__(
        self,
        component: Component,
        settings: Mapping[str, Any],
        *,
        prompts: str = "",
        revision: str = "",
    ) -> None:
        constant = canonical(
            {
                "key_format": KEY_FORMAT,
                "stage": component.stage,
                "component": component.name,
                "output_version": component.output_version,
                "config": dict(settings),
                "prompts": prompts,
                "revision": revision,
            }
        )
        self._base = blake3(b"moviellm step\n%d:" % len(constant) + constant)

    def key(self, *, seed: int, inputs: Sequence[str], item: str = "") -> str:
        """Return the key of one step.

        Args:
            seed: The seed its context is given.
            inputs: Digests of what it reads, in a fixed order.
            item: Id of the item (scene, frame) where the output depends on it.
        """
        hasher = self._base.copy()
        hasher.update(_framed((seed, item, *inputs)))
        return hasher.hexdigest()


def step_seed(run_seed: int, *parts: str | int) -> int:
    """Return a seed of 63 bits for ``parts`` (film, stage, item) of a run.

    It depends on nothing else, so results do not depend on order, concurrency or resumption.
    """
    hashed = blake3(b"moviellm seed\n" + _framed((run_seed, *parts))).digest(8)
    return int.from_bytes(hashed, "big") >> 1


def prompts_digest(place: str | None) -> str:
    """Return the digest of the prompt files in ``"package:folder"``; empty when ``place`` is None.

    Raises:
        PluginError: The folder is not there or holds no file.
    """
    if place is None:
        return ""
    package, _, folder = place.partition(":")
    try:
        root = importlib.resources.files(package).joinpath(folder)
        files = sorted(_files(root, ""))
    except (ImportError, OSError) as error:
        raise _no_prompts(place) from error
    if not files:
        raise _no_prompts(place)
    return digest(canonical([[name, digest(data)] for name, data in files]))


def _no_prompts(place: str) -> PluginError:
    return PluginError(
        f"A component declares its prompts in {place!r}, where there are none.",
        hint="Reinstall the plugin, or report it to its author: the folder is missing from it.",
    )


def _files(folder: Traversable, prefix: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for child in folder.iterdir():
        if child.is_dir():
            if child.name != "__pycache__":
                found += _files(child, f"{prefix}{child.name}/")
        else:
            found.append((prefix + child.name, child.read_bytes()))
    return found


def _framed(parts: Sequence[str | int]) -> bytes:
    """Spell parts so that no two different sequences are spelled alike."""
    framed = [f"s{len(p)}:{p}" if isinstance(p, str) else f"i{p}:" for p in parts]
    return "".join(framed).encode("utf-8", "surrogatepass")
