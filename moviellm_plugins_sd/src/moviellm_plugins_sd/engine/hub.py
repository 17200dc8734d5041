"""Models of the hub at their commit: what is loaded of them, safetensors only."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from huggingface_hub import errors as hub
from huggingface_hub import hf_hub_download, snapshot_download
from huggingface_hub.utils import tqdm  # type: ignore[attr-defined]
from moviellm import Cancelled, Context, InputError

from moviellm_plugins_sd.config import Checkpoint
from moviellm_plugins_sd.engine.reasons import reason_of
from moviellm_plugins_sd.folder import INDEX

_SMALL = ("*.json", "*.txt", "*.model")
_GIGABYTE = 10**9
"""Decimal, as the hub tells sizes."""


def fetch(checkpoint: Checkpoint, option: str, context: Context) -> None:
    """Download what is not here yet of a model of the hub; tell of it, and hear of a stop.

    Args:
        checkpoint: A folder has nothing to download.
        option: The option that names it.
        context: Is told that the call does not hang, and logs every gigabyte.

    Raises:
        Cancelled: The run was asked to stop; what has come is kept.
        InputError: The hub does not have it, does not give it, or cannot be reached.
    """
    told = -1

    def moved(size: int) -> None:
        nonlocal told
        context.check()
        context.progress(0, 1)  # no picture is painted yet
        if size // _GIGABYTE > told:
            told = size // _GIGABYTE
            first = f"{checkpoint.model} is fetched from the hub first"
            context.log.info("%s", f"{checkpoint.model}: {told} GB are here" if told else first)

    folder_of(checkpoint, option, moved)


def folder_of(
    checkpoint: Checkpoint, option: str, moved: Callable[[int], None] | None = None
) -> Path:
    """The folder of a checkpoint; what is missing of a hub id is downloaded at its commit.

    Args:
        checkpoint: Where the model comes from.
        option: The option that names it.
        moved: Called with how many bytes have come so far.

    Raises:
        InputError: The hub does not have it, does not give it, or cannot be reached.
    """
    if checkpoint.revision is None:
        return Path(checkpoint.model)
    model, commit = checkpoint.model, checkpoint.revision
    try:
        index = Path(hf_hub_download(model, INDEX, revision=commit))
        parts = [INDEX, *_wanted(json.loads(index.read_text(encoding="utf-8")), checkpoint.variant)]
        none = None if checkpoint.variant else "*/*.*.safetensors"
        return Path(
            snapshot_download(
                model,
                revision=commit,
                allow_patterns=parts,
                ignore_patterns=none,
                tqdm_class=_bar(moved),
            )
        )
    except Cancelled:
        raise
    except Exception as error:  # the hub's client has no common base for its errors
        where = f"{model} at {commit[:12]} (option `{option}`)"
        raise _hub_error(where, error) from error


def _wanted(index: Any, variant: str | None) -> Iterator[str]:
    """Patterns of the files that loading reads, part by part."""
    weights = (f"*.{variant}.safetensors", f"*.{variant}-*.safetensors")
    for part, kind in index.items():
        if isinstance(kind, list) and kind[0] is not None:
            for name in (*_SMALL, *(weights if variant else ["*.safetensors"])):
                yield f"{part}/{name}"


def _bar(moved: Callable[[int], None] | None) -> type[tqdm]:
    """A progress bar that draws nothing and says how many bytes have come."""

    class Bar(tqdm):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            self._of_bytes = options.get("unit") == "B"
            super().__init__(*arguments, **{**options, "disable": True})  # type: ignore[no-untyped-call]

        def update(self, n: float | None = 1) -> None:
            if self._of_bytes:
                self.n += n or 0
                if moved:
                    moved(int(self.n))

    return Bar


def _hub_error(where: str, error: Exception) -> InputError:
    cause = error
    while cause.__cause__ is not None and not isinstance(cause, hub.HfHubHTTPError):
        cause = cause.__cause__  # type: ignore[assignment]
    if isinstance(cause, hub.GatedRepoError):
        return InputError(
            f"The hub gives {where} only to those who accepted its licence.",
            hint="Accept it on the page of the model and log in with `hf auth login`.",
        )
    if isinstance(cause, hub.RevisionNotFoundError):
        return InputError(
            f"The hub has no {where}: the model has no such commit.",
            hint="Copy the commit from the page of the model, Files, History.",
        )
    if isinstance(cause, hub.RepositoryNotFoundError):
        return InputError(f"The hub has no {where}.", hint="Look for a slip in the id.")
    if isinstance(cause, hub.RemoteEntryNotFoundError):
        return InputError(
            f"{where} is no model in diffusers' format: it has no {INDEX}.",
            hint="Take a repository that has one, or convert it in diffusers and give the folder.",
        )
    return InputError(
        f"The hub could not be asked for {where}: {reason_of(cause)}.",
        hint="Go online once, or give a local folder: `hf download ID --revision COMMIT`.",
    )
