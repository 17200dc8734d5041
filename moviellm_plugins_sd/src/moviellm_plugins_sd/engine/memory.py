"""Memory that runs out: told from other faults, given back, and said in words."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

import torch
from moviellm import InputError

_SIGNS = (
    "DefaultCPUAllocator",
    "not enough memory",
    "out of memory",
    "allocate memory",
    "ALLOC_FAILED",
    "could not create a primitive",
    "could not create a memory",
    "could not execute a primitive",
)
"""What PyTorch says when memory ran out and it raises no exception of its own.

The last three are oneDNN's, which draws on a processor: it names the step that failed and keeps
the reason, memory nearly always, to itself.
"""


def is_out_of_memory(error: BaseException) -> bool:
    """Whether an error says that memory ran out, on a GPU or in main memory."""
    if isinstance(error, torch.OutOfMemoryError | MemoryError):
        return True
    return isinstance(error, RuntimeError) and any(sign in str(error) for sign in _SIGNS)


@contextmanager
def fitting(what: str, *, hint: str) -> Iterator[None]:
    """Say in a sentence what does not fit into memory while the context lasts.

    Args:
        what: The sentence's subject.
        hint: What to do about it.

    Raises:
        InputError: Memory ran out.
    """
    try:
        yield
    except (RuntimeError, MemoryError) as error:
        if not is_out_of_memory(error):
            raise
        raise InputError(f"{what} does not fit into memory.", hint=hint) from error


def release_memory() -> None:
    """Give back what is held and no longer used."""
    gc.collect()
    if torch.cuda.is_available():
        torch.cuda.empty_cache()
