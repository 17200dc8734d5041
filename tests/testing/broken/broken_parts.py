"""Components that break their contract, each in one way, and are otherwise the kit's fakes."""

import ctypes
import json
import os
import random
import socket
import sys
import time
from contextlib import suppress
from itertools import count
from pathlib import Path

from moviellm import Reply, hookimpl
from moviellm.film import Box, Caption, Preference, Sound, Verdict
from moviellm.testing.fakes.captioner.config import FakeCaptionerConfig
from moviellm.testing.fakes.captioner.impl import FakeCaptioner
from moviellm.testing.fakes.director.config import FakeDirectorConfig
from moviellm.testing.fakes.director.impl import FakeDirector
from moviellm.testing.fakes.voice.config import FakeVoiceConfig
from moviellm.testing.fakes.voice.impl import FakeVoice
from moviellm.testing.fakes.writer.config import FakeWriterConfig
from moviellm.testing.fakes.writer.impl import FakeWriter
from moviellm.testing.films.pictures import tiny_picture


def retold(brief, context, title):
    play = FakeWriter(FakeWriterConfig()).moviellm_write(brief, context)
    return play.model_copy(update={"title": str(title)})


class ReturnsADict:
    @hookimpl
    def moviellm_write(self, brief, context):
        return {"film": brief.id}


class IgnoresTheSeed:
    @hookimpl
    def moviellm_write(self, brief, context):
        return FakeWriter(FakeWriterConfig()).moviellm_write(
            brief.model_copy(update={"seed": 1}), context
        )


class GlobalRandom:
    @hookimpl
    def moviellm_write(self, brief, context):
        return retold(brief, context, random.random())


class ReadsTheClock:
    @hookimpl
    def moviellm_write(self, brief, context):
        return retold(brief, context, time.time_ns())


class HashOrder:
    @hookimpl
    def moviellm_write(self, brief, context):
        return retold(brief, context, " ".join({"a", "b", "c", "d", "e", "f", "g", "h"}))


class BreaksTheLedger:
    @hookimpl
    def moviellm_write(self, brief, context):
        play = FakeWriter(FakeWriterConfig()).moviellm_write(brief, context)
        return play.model_copy(update={"opening": ("place(ada)=away", "place(ben)=hall")})


class ChokesOnThemes:
    @hookimpl
    def moviellm_write(self, brief, context):
        return retold(brief, context, brief.theme.encode("ascii").decode())


class RemarksInAscii(FakeWriter):
    def __init__(self):
        super().__init__(FakeWriterConfig())


class SecretlyPaid:
    @hookimpl
    def moviellm_write(self, brief, context):
        reply = context.calls.buy(
            {"theme": brief.theme},
            worst_usd=0.01,
            send=lambda: Reply(data=b"The Lantern", usd=0.01),
        )
        return retold(brief, context, f"{reply.data.decode()} {brief.seed}")


class NeverBuys(FakeWriter):
    def __init__(self):
        super().__init__(FakeWriterConfig())


class _Painter:
    @hookimpl
    def moviellm_paint(self, slates, context):
        for number, slate in enumerate(slates):
            yield self.paint(slate, number, context)


class MutatesInput(_Painter):
    def paint(self, slate, number, context):
        object.__setattr__(slate, "prompt", slate.prompt + ", masterpiece")
        return tiny_picture(slate)


class DependsOnBatch:
    def __init__(self):
        self._painted = count()

    @hookimpl
    def moviellm_paint(self, slates, context):
        painted = count()
        for slate in slates:
            seed = slate.seed + next(painted)
            yield tiny_picture(slate.model_copy(update={"seed": seed}))


class ContextSeed(_Painter):
    def paint(self, slate, number, context):
        return tiny_picture(slate.model_copy(update={"seed": slate.seed + context.seed}))


class Unmarked(_Painter):
    def paint(self, slate, number, context):
        picture = tiny_picture(slate)
        data = picture.data.replace(b"algorithmicMedia", b"digitalCapture  ")
        return type(picture)(data, "jpg", picture.width, picture.height, picture.boxes)


class BoxOutside(_Painter):
    def paint(self, slate, number, context):
        picture = tiny_picture(slate)
        boxes = tuple(
            Box(entity=box.entity, x=90, y=0, width=20, height=9) for box in picture.boxes
        )
        return type(picture)(picture.data, "jpg", picture.width, picture.height, boxes)


class Hangs(_Painter):
    def paint(self, slate, number, context):
        time.sleep(3_600)


class Exits(_Painter):
    def paint(self, slate, number, context):
        sys.exit(5)


class ExitsHard(_Painter):
    def paint(self, slate, number, context):
        os._exit(0)


class Segfaults(_Painter):
    def paint(self, slate, number, context):
        ctypes.string_at(0)


class PhonesHome(FakeCaptioner):
    def __init__(self):
        super().__init__(FakeCaptionerConfig())
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", 9), timeout=1)


class UntrueCaption:
    @hookimpl
    def moviellm_caption(self, film, context):
        notes = FakeCaptioner(FakeCaptionerConfig()).moviellm_caption(film, context)
        lie = Caption(
            id="lie", level="film", target=film.id, start_ms=0, end_ms=100, text="The map is gone.",
            facts=("location(map)=gone",),
        )  # fmt: skip
        return notes.model_copy(update={"captions": (*notes.captions, lie)})


class HalfWritten:
    @hookimpl
    def moviellm_export(self, films, target, context):
        try:
            for film in films:
                with (target / f"{film.id}.bin").open("wb") as out:
                    for picture in film.footage.pictures:
                        out.write(context.blobs.get(picture.digest))
        except Exception as error:  # noqa: BLE001 - the fault under test
            context.log.warning("Skipped: %s", error)
        (target / "index.json").write_text("[]")
        return True


class TrustsLeftovers:
    @hookimpl
    def moviellm_export(self, films, target, context):
        with (target / "rows.jsonl").open("a") as out:
            for film in films:
                out.write(json.dumps(film.id) + "\n")
                out.flush()
        return True


class WritesOutside:
    @hookimpl
    def moviellm_export(self, films, target, context):
        (target.parent / "log.txt").write_text("started")
        (target / "films.json").write_text(json.dumps([film.id for film in films]))
        return True


class WritesElsewhere:
    @hookimpl
    def moviellm_export(self, films, target, context):
        stray = Path("/var/tmp") / f"moviellm-stray-{os.getpid()}"
        stray.write_text("a cache of its own")
        stray.unlink()
        (target / "films.json").write_text(json.dumps([film.id for film in films]))
        return True


class TrustsTitles:
    @hookimpl
    def moviellm_export(self, films, target, context):
        for film in films:
            name = film.screenplay.title.replace("/", "_")[:90]
            (target / f"{film.id}.html").write_text(f"<h1>{film.screenplay.overview}</h1>")
            (target / f"{name}.txt").write_text(film.id)
        (target / "index.json").write_text("[]")
        return True


class ForgetsFrames:
    @hookimpl
    def moviellm_direct(self, brief, screenplay, context):
        board = FakeDirector(FakeDirectorConfig()).moviellm_direct(brief, screenplay, context)
        last = board.shots[-1]
        shorter = last.model_copy(update={"frames": last.frames[:-1]})
        return board.model_copy(update={"shots": (*board.shots[:-1], shorter), "cues": ()})


class WrongLength:
    @hookimpl
    def moviellm_voice(self, screenplay, storyboard, context):
        sounds = FakeVoice(FakeVoiceConfig()).moviellm_voice(screenplay, storyboard, context)
        return [Sound(sound.data, sound.duration_ms + 500) for sound in sounds]


class InventsFacts:
    @hookimpl
    def moviellm_critique(self, slates, paintings, context):
        return [Verdict(score=0.5, missing=("location(map)=gone",)) for _ in paintings]


class JudgesInOneBreath:
    @hookimpl
    def moviellm_critique(self, slates, paintings, context):
        return [Verdict(score=0.5) for _ in paintings]

    @hookimpl
    def moviellm_judge(self, comparisons, context):
        return [Preference(better="first")]


class JudgesInSecret(NeverBuys):
    @hookimpl
    def moviellm_judge(self, comparisons, context):
        return [Preference(better="tie") for _ in comparisons]


class SwallowsResults:
    @hookimpl(wrapper=True)
    def moviellm_direct(self, brief, screenplay, context):
        yield


class LooseOptions(FakeWriter):
    def __init__(self, config):
        super().__init__(FakeWriterConfig())


class NeedsAKey(LooseOptions):
    pass


class WrongFields(LooseOptions):
    pass


class TwoLines(NeverBuys):
    pass


class ResumesAFilm(NeverBuys):
    pass


class MovesNoPictures(NeverBuys):
    pass


class Heavy(_Painter):
    def paint(self, slate, number, context):
        return tiny_picture(slate)
