"""The pictures of a film as a video stream."""

from __future__ import annotations

from collections.abc import Iterator

from av.container import OutputContainer
from av.packet import Packet
from av.video.frame import PictureType, VideoFrame
from av.video.stream import VideoStream
from moviellm import Context
from moviellm.film import Film, KeyFrame
from moviellm.film.formats import VideoClock

from moviellm_plugin_video.camera import moves
from moviellm_plugin_video.clip_reel import ClipReel
from moviellm_plugin_video.codecs import add_video
from moviellm_plugin_video.config import VideoOptions
from moviellm_plugin_video.lens import Lens
from moviellm_plugin_video.mark import Mark
from moviellm_plugin_video.pictures import Canvas, decode_picture


class PictureTrack:
    """Shows key frames one after the other: their clips, or their pictures where there are none.

    A picture is decoded and converted once, however long it is held.

    Args:
        mp4: A new container.
        film: The film; its footage has pictures.
        context: Where pictures are read from.
        options: Codec, rate and motion.
        clock: Of the film at the options' rate.

    Attributes:
        mark: Has seen every picture and clip that was shown.
    """

    def __init__(
        self,
        mp4: OutputContainer,
        film: Film,
        context: Context,
        options: VideoOptions,
        clock: VideoClock,
    ) -> None:
        self._canvas = Canvas(film.footage)
        self.mark = Mark()
        self._context, self._clock, self._film = context, clock, film.id
        self._stream = add_video(mp4, options, self._canvas.width, self._canvas.height)
        self._tick, self._variable = 1 / options.rate, options.variable_rate
        self._pictures = {picture.frame: picture for picture in film.footage.pictures}
        self._cuts = {shot.frames[0].id for shot in film.storyboard.shots}
        self._moves = moves(film, self._canvas, clock) if options.motion == "kenburns" else {}
        self._reel: ClipReel | None = None
        if film.clips and options.shows_clips:
            self._reel = ClipReel(film, context, self._canvas, options.rate, self.mark)
        self._durations: dict[int, int] = {}

    def packets(self) -> Iterator[Packet[VideoStream]]:
        """Encode the film; packets come in the order of time, each with its duration in ticks.

        Raises:
            Cancelled: The run was asked to stop.
            FilmError: A picture or clip cannot be decoded.
            StorageError: A picture or clip cannot be read.
        """
        for key_frame, run in self._clock.runs():
            self._context.progress(key_frame.index, len(self._pictures))
            for frame in self._shown(key_frame, run):
                self._context.check()
                yield from self._encoded(frame)
        yield from self._encoded(None)

    def _shown(self, key_frame: KeyFrame, run: range) -> Iterator[VideoFrame]:
        """The video frames that show a key frame; decoding can start at the first of a shot."""
        ticks = run[:1] if self._variable else run
        moving = self._reel.frames(key_frame) if self._reel else self._stills(key_frame, ticks)
        for tick, frame in zip(ticks, moving, strict=True):
            cut = tick == run.start and key_frame.id in self._cuts
            frame.pict_type = PictureType.I if cut else PictureType.NONE
            frame.pts, frame.time_base = tick, self._tick
            self._durations[tick] = len(run) if self._variable else 1
            yield frame

    def _stills(self, key_frame: KeyFrame, ticks: range) -> Iterator[VideoFrame]:
        still = self._still(key_frame)
        move = self._moves.get(key_frame.id)
        lens = Lens(still) if move else None
        for tick in ticks:
            yield lens.at(move.window(tick)) if lens and move else still

    def _still(self, key_frame: KeyFrame) -> VideoFrame:
        data = self._context.blobs.get(self._pictures[key_frame.id].digest)
        self.mark.see(data)
        return self._canvas.yuv(decode_picture(data, f"{self._film}, {key_frame.id}"))

    def _encoded(self, frame: VideoFrame | None) -> Iterator[Packet[VideoStream]]:
        for packet in self._stream.encode(frame):
            assert packet.pts is not None
            packet.duration = self._durations.pop(packet.pts)
            yield packet
