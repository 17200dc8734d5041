"""Speaks one line by eSpeak NG, in a process of its own: a program, imported by nobody.

The library keeps a state from line to line, in which its random numbers and the phase of its
flutter are, and nothing sets it back; in a new process equal lines sound equal. A crash of the
library, which is C, ends this process alone. It needs the standard library only, so the
interpreter is started without packages (``-I -S``).

Reads a JSON object from its input (library, data, voice, pitch, rate, text) and writes one, on a
line, to its output (rate, words), before the samples: 16 bit, one channel.
"""

from __future__ import annotations

import ctypes
import json
import sys
from typing import Any

_SYNCHRONOUS = 2
_NO_EXIT = 0x8000
_UTF8 = 1
_RATE, _PITCH = 1, 3
_END, _WORD = 0, 1
_LONGEST_S = 900
"""No line lasts so long: the library has begun to speak without end."""


class _Id(ctypes.Union):
    _fields_ = (("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8))


class _Event(ctypes.Structure):
    """``espeak_EVENT`` of ``speak_lib.h``."""

    _fields_ = (
        ("type", ctypes.c_int), ("id", ctypes.c_uint), ("text_position", ctypes.c_int),
        ("length", ctypes.c_int), ("audio_position", ctypes.c_int), ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p), ("which", _Id),
    )  # fmt: skip


_CALLBACK = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


def main() -> int:
    """Speak the line that the input asks for."""
    asked = json.load(sys.stdin)
    library = ctypes.CDLL(asked["library"])
    rate = library.espeak_Initialize(_SYNCHRONOUS, 0, asked["data"].encode(), _NO_EXIT)
    if rate <= 0:
        return _failed("the library does not start")
    library.espeak_ng_SetRandSeed(ctypes.c_long(1))
    if library.espeak_SetVoiceByName(asked["voice"].encode()):
        return _failed(f"eSpeak NG has no voice {asked['voice']!r}")
    library.espeak_SetParameter(_RATE, asked["rate"], 0)
    library.espeak_SetParameter(_PITCH, asked["pitch"], 0)
    pieces: list[bytes] = []
    words: list[tuple[int, int, int]] = []
    heard = 0

    def take(samples: Any, count: int, events: Any) -> int:
        nonlocal heard
        if samples and count:
            pieces.append(ctypes.string_at(samples, 2 * count))
            heard += count
        at = 0
        while events[at].type != _END:
            if events[at].type == _WORD:
                one = events[at]
                words.append((one.text_position - 1, one.length, one.audio_position))
            at += 1
        return int(heard > _LONGEST_S * rate)

    callback = _CALLBACK(take)
    library.espeak_SetSynthCallback(callback)
    text = asked["text"].encode()
    if library.espeak_Synth(text, len(text) + 1, 0, 1, 0, _UTF8, None, None):
        return _failed("the library refuses the line")
    if heard > _LONGEST_S * rate:
        return _failed("the library does not come to an end")
    sys.stdout.buffer.write(json.dumps({"rate": rate, "words": words}).encode() + b"\n")
    sys.stdout.buffer.writelines(pieces)
    return 0


def _failed(why: str) -> int:
    sys.stderr.write(why)
    return 1


if __name__ == "__main__":
    sys.exit(main())
