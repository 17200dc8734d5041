"""A bound on what a server may send: nobody's memory is filled by an answer.

Answers are unpacked here and not by the transport, which unpacks without end: a thousand bytes
may stand for a million.
"""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterator
from typing import Any

from moviellm_plugins_gpt.calls.outcomes import Hopeless

MOST_BYTES = 64 << 20
"""Of one answer: the largest pictures have half of that, texts a thousandth."""

MOST_BATCH_BYTES = 1 << 30
"""Of the answers of a batch, which are fetched in one file."""

ENCODINGS = "gzip, deflate"
"""What is asked for, and unpacked; the others are not in Python's own library."""

_PIECE = 1 << 20
_ANY_HEADER = 47


async def bound(response: Any) -> None:
    """Let the body of a response end with an error where it grows too large: a response hook.

    Raises:
        Hopeless: It is packed in a way that was not asked for.
    """
    most = MOST_BATCH_BYTES if response.request.method == "GET" else MOST_BYTES
    packed = response.headers.get("content-encoding", "identity").strip().lower()
    if packed not in {"identity", "gzip", "x-gzip", "deflate", ""}:
        raise Hopeless(
            f"The server packs its answers by `{packed[:40]}`, which was not asked for.",
            hint=f"Let the server, or the gateway before it, send them plain or by {ENCODINGS}.",
        )
    if "content-encoding" in response.headers:
        del response.headers["content-encoding"]
    plain = packed in {"identity", ""}
    response.stream = _stream(response.stream, most, packed=not plain)


def _stream(inner: Any, most: int, *, packed: bool) -> Any:
    import httpx2

    class BoundedStream(httpx2.AsyncByteStream):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            size = 0
            pieces = _unpacked(inner) if packed else inner
            async for piece in pieces:
                size += len(piece)
                if size > most:
                    raise _too_large(most)
                yield piece

        async def aclose(self) -> None:
            await inner.aclose()

    return BoundedStream()


async def _unpacked(inner: Any) -> AsyncIterator[bytes]:
    unpacking = zlib.decompressobj(_ANY_HEADER)
    async for piece in inner:
        left = piece
        while left and not unpacking.eof:
            yield unpacking.decompress(left, _PIECE)
            left = unpacking.unconsumed_tail
    yield unpacking.flush(_PIECE)


def _too_large(most: int) -> Hopeless:
    return Hopeless(
        f"The server's answer is larger than {most >> 20} MiB, which no answer of a model is.",
        hint="Check `base_url` and what stands before the server.",
        billed=True,
    )
