"""An animator that may go wrong in the middle of a clip."""

from __future__ import annotations

import errno
import os
import signal
from pathlib import Path

import simplejpeg
from moviellm import Context, hookimpl
from moviellm.film import Animation, BoxRun, SeenEvent, ShotSlate, Track
from moviellm.motion import ClipEncoder

from moviellm_engine_cast.config import Stirred
from moviellm_engine_cast.impl import misbehave
from moviellm_engine_cast.spoiled import spoiled

RATE = 12


class Stir:
    """Holds key frames; the log gets a line a clip that is whole."""

    def __init__(self, config: Stirred) -> None:
        self._config = config

    @hookimpl
    def moviellm_animate(self, shot: ShotSlate, context: Context) -> object:
        clip = ClipEncoder(*shot.size, RATE)
        for number, frame in enumerate(shot.frames):
            data = context.blobs.get(frame.picture.digest)
            pixels = simplejpeg.decode_jpeg(data) // 2 + frame.slate.seed % 100
            clip.add(pixels.astype("uint8"), times=frame.count(RATE))
            if number == 0 and shot.shot == self._config.on and self._config.fault:
                wrong = self._fail(context)
                if wrong is not None:
                    return wrong
        runs = (BoxRun(0, clip.count, 2, 3, 4, 5),)
        made = Animation(
            clip.data(), "video/mp4", RATE, clip.count, *shot.size,
            (Track(entity="ann", runs=runs),),
            tuple(SeenEvent(event=event.id, first=0, stop=clip.count) for event in shot.events),
        )  # fmt: skip
        if self._config.log:
            with Path(self._config.log).open("a") as log:
                seeds = ",".join(str(frame.slate.seed) for frame in shot.frames)
                log.write(f"{shot.shot} {seeds}\n")
        return spoiled("animator", made)

    def _fail(self, context: Context) -> object:
        if self._config.fault == "full":
            raise OSError(errno.ENOSPC, "No space left on device", "/scratch/clip.mp4")
        if self._config.fault != "kill once":
            return misbehave(self._config.fault, context)
        mark = Path(f"{self._config.log}.killed")
        if not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return None
