"""The clips of a film joined as they are, where they are what the video would be."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.video.stream import VideoStream
from moviellm import Context
from moviellm.film import Clip, Film

from moviellm_plugin_video.clip_reel import opened
from moviellm_plugin_video.config import VideoOptions
from moviellm_plugin_video.mark import Mark
from moviellm_plugin_video.pictures import Canvas


class JoinedClips:
    """A video stream made of the packets of clips: nothing is encoded again.

    Args:
        mp4: A new container.
        film: A film whose clips can be joined (`joins`).
        context: Where they are read from.

    Attributes:
        mark: Has seen every clip that was joined.
    """

    def __init__(self, mp4: OutputContainer, film: Film, context: Context) -> None:
        assert film.clips is not None
        self.mark = Mark()
        self._clips, self._film, self._context = film.clips.clips, film.id, context
        with _read(self._clips[0], film.id, context) as first:
            self._stream = mp4.add_stream_from_template(first.streams.video[0])
        self._tick = Fraction(1, self._clips[0].rate)
        self._stream.time_base = self._tick

    def packets(self) -> Iterator[Packet[VideoStream]]:
        """Yield the packets of all clips in the order of time, each with its duration in ticks.

        Raises:
            Cancelled: The run was asked to stop.
            FilmError: A clip cannot be opened.
            StorageError: A clip cannot be read.
        """
        tick = 0
        for number, clip in enumerate(self._clips, start=1):
            self._context.progress(number, len(self._clips))
            data = self._context.blobs.get(clip.digest)
            self.mark.see(data)
            with opened(data, clip, self._film) as container:
                for packet in container.demux(video=0):
                    if packet.size:
                        self._context.check()
                        packet.stream, packet.time_base = self._stream, self._tick
                        packet.pts = packet.dts = tick
                        packet.duration = 1
                        tick += 1
                        yield packet


def joins(film: Film, context: Context, options: VideoOptions, canvas: Canvas) -> bool:
    """Whether the clips of a film, one after the other, are the video that is asked for.

    They are H.264 of one size, rate and encoder, shown in the order in which they are stored; and
    no other quality is asked for.
    """
    clips = film.clips.clips if film.clips else ()
    like: set[tuple[str, Fraction | int, int, int]] = {
        (clip.media_type, clip.rate, clip.width, clip.height) for clip in clips
    }
    wanted: tuple[str, Fraction | int, int, int] = (
        "video/mp4",
        options.rate,
        canvas.width,
        canvas.height,
    )
    if options.codec != "h264" or options.quality or options.preset or like != {wanted}:
        return False
    heads = set()
    for clip in clips:
        context.check()
        with _read(clip, film.id, context) as container:
            heads.add(_head(container))
    return len(heads) == 1 and heads.isdisjoint({b""})


def _read(clip: Clip, film: str, context: Context) -> InputContainer:
    return opened(context.blobs.get(clip.digest), clip, film)


def _head(container: InputContainer) -> bytes:
    """What a decoder must know before the first packet; nothing where packets cannot be joined."""
    stream = container.streams.video[0]
    packets = [packet for packet in container.demux(stream) if packet.size]
    in_order = all(packet.pts == packet.dts for packet in packets)
    if stream.codec_context.name != "h264" or not in_order or not packets[0].is_keyframe:
        return b""
    return bytes(stream.codec_context.extradata or b"")
