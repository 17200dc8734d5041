"""Feature files as two trainers read them, written opcode by opcode and never loaded here.

LLaMA-VID and Video-ChatGPT load their features with `pickle.load`. The features of a film of two
hours have five gigabytes, so they are streamed into the pickle instead of being held; and a pickle
made by numpy 2 names ``numpy._core``, which the numpy of these trainers does not have, so
``numpy.core.multiarray`` is named, which every numpy has.
"""

from __future__ import annotations

import pickle
import struct
from collections.abc import Iterable
from pathlib import Path
from typing import IO, TYPE_CHECKING

from moviellm.exporting import whole_file

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Features = NDArray[np.float16]


def write_array(path: Path, parts: Iterable[Features], shape: tuple[int, ...]) -> None:
    """Write a bare float16 array, as Video-ChatGPT reads it.

    Args:
        path: The new file.
        parts: The array's rows in order, in arrays of any length.
        shape: The whole array's shape.

    Raises:
        ValueError: The parts do not make up the shape.
    """
    with whole_file(path) as draft, draft.open("wb") as out:
        out.write(pickle.PROTO + b"\x04")
        _array(out, parts, shape)
        out.write(pickle.STOP)


def write_movie(path: Path, parts: Iterable[Features], shape: tuple[int, ...], inputs: str) -> None:
    """Write ``{"feats": array, "inputs": text}``, as LLaMA-VID's stage 3 reads it.

    Args:
        path: The new file.
        parts: The features of the frames in order, in arrays of any length.
        shape: Frames, tokens a frame, width.
        inputs: One ``<image>`` a frame, each followed by what is said then.

    Raises:
        ValueError: The parts do not make up the shape.
    """
    with whole_file(path) as draft, draft.open("wb") as out:
        out.write(pickle.PROTO + b"\x04" + pickle.EMPTY_DICT + pickle.MARK + _text("feats"))
        _array(out, parts, shape)
        out.write(_text("inputs") + _text(inputs) + pickle.SETITEMS + pickle.STOP)


def _array(out: IO[bytes], parts: Iterable[Features], shape: tuple[int, ...]) -> None:
    """The opcodes of ``_reconstruct(ndarray, (0,), b"b")`` and of its state."""
    size = 2
    for length in shape:
        size *= length
    out.write(
        _global("numpy.core.multiarray", "_reconstruct")
        + _global("numpy", "ndarray")
        + _int(0)
        + pickle.TUPLE1
        + pickle.SHORT_BINBYTES
        + b"\x01b"
        + pickle.TUPLE3
        + pickle.REDUCE
        + pickle.MARK
        + _int(1)
        + pickle.MARK
        + b"".join(map(_int, shape))
        + pickle.TUPLE
        + _global("numpy", "dtype")
        + _text("<f2")
        + pickle.TUPLE1
        + pickle.REDUCE
        + pickle.NEWFALSE
        + pickle.BINBYTES8
        + struct.pack("<Q", size)
    )
    written = sum(out.write(part.astype("<f2", copy=False).tobytes()) for part in parts)
    if written != size:
        raise ValueError(f"{written} bytes of features instead of {size} for the shape {shape}")
    out.write(pickle.TUPLE + pickle.BUILD)


def _global(module: str, name: str) -> bytes:
    return pickle.GLOBAL + f"{module}\n{name}\n".encode()


def _int(number: int) -> bytes:
    return pickle.BININT + struct.pack("<i", number)


def _text(text: str) -> bytes:
    data = text.encode()
    return pickle.BINUNICODE + struct.pack("<I", len(data)) + data
