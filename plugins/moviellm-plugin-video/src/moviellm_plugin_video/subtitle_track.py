"""The dialogue of a film as a subtitle stream (3GPP timed text, ``mov_text``)."""

from __future__ import annotations

import struct
from collections import deque
from fractions import Fraction

import langcodes
from av.container import OutputContainer
from av.packet import Packet
from av.subtitles.stream import SubtitleStream
from moviellm.film import Film, Span

from moviellm_plugin_video.lines import lines_in_time

_MILLISECOND = Fraction(1, 1000)
_MOST_BYTES = 0xFFFF
_STYLE = b"""\
[Script Info]
ScriptType: v4.00+
PlayResX: 384
PlayResY: 288

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, \
Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, \
Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
Style: Default,Arial,16,&Hffffff,&Hffffff,&H0,&H0,0,0,0,0,100,100,0,0,1,1,0,2,10,10,10,0

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""


class SubtitleTrack:
    """Shows lines of dialogue; those that overlap stand below each other.

    Args:
        mp4: A new container.
        film: A film with dialogue.
    """

    def __init__(self, mp4: OutputContainer, film: Film) -> None:
        stream: SubtitleStream = mp4.add_stream("mov_text")
        stream.codec_context.subtitle_header = _STYLE
        stream.time_base = stream.codec_context.time_base = _MILLISECOND
        stream.metadata["language"] = language(film.brief.language)
        names = {person.id: person.name for person in film.screenplay.cast}
        self._mp4, self._stream = mp4, stream
        self._waiting = deque(lines_in_time(film.storyboard.cues, names))

    def until(self, seconds: Fraction) -> None:
        """Write the lines that begin before a moment of the film."""
        while self._waiting and self._waiting[0][0].start_ms < seconds * 1000:
            self._write(*self._waiting.popleft())

    def end(self, seconds: Fraction) -> None:
        """Write the lines that are left in a film of this length."""
        while self._waiting:
            self._write(*self._waiting.popleft())

    def _write(self, span: Span, text: str) -> None:
        data = text.encode()[:_MOST_BYTES].decode(errors="ignore").encode()
        packet = Packet(struct.pack(">H", len(data)) + data)
        packet.stream, packet.time_base = self._stream, _MILLISECOND
        packet.pts = packet.dts = span.start_ms
        packet.duration = span.length_ms
        self._mp4.mux(packet)


def language(tag: str) -> str:
    """Return the three letters of ISO 639-2 for a BCP 47 tag; ``und`` where there are none."""
    try:
        return langcodes.Language.get(tag).to_alpha3()
    except (LookupError, ValueError):
        return "und"
