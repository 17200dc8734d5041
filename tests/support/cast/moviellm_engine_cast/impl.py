"""What the cast does."""

from __future__ import annotations

import asyncio
import ctypes
import errno
import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import simplejpeg
from moviellm import Context, FilmError, Reply, hookimpl
from moviellm.film import (
    Annotations,
    Brief,
    Caption,
    Chapter,
    Cue,
    Depiction,
    Event,
    Evidence,
    Figure,
    Film,
    KeyFrame,
    Painting,
    Person,
    Place,
    Question,
    Scene,
    Screenplay,
    Shot,
    Slate,
    Sound,
    Storyboard,
    Verdict,
    derive_seed,
)
from moviellm.manifest import write_manifest
from moviellm.marking import DRAWN, embed, xmp_packet

from moviellm_engine_cast.config import (
    Device,
    Faults,
    Notebook,
    Paint,
    Press,
    Shop,
    Style,
    Tint,
)
from moviellm_engine_cast.spoiled import spoiled


class Odd(FilmError):
    """Holds what no process can be told, and has no text."""

    def __init__(self) -> None:
        super().__init__(object())
        self.message = lambda: None

    def __str__(self) -> str:
        raise RuntimeError("nor has this")


RAISED: dict[str, Callable[[], BaseException]] = {
    "raise": lambda: RuntimeError("the typewriter is jammed"),
    "film": lambda: FilmError("No story comes to mind.", hint="Try another theme."),
    "sys.exit": lambda: SystemExit(3),
    "cancel": asyncio.CancelledError,
    "interrupt": KeyboardInterrupt,
    "odd": Odd,
}


def leave_child(*, in_group: bool = True) -> None:
    """Fork a process that sleeps on; the file `CAST_CHILDREN` tells which."""
    child = os.fork()
    if not child:
        if not in_group:
            os.setsid()
        with Path(os.environ["CAST_CHILDREN"]).open("a") as file:
            file.write(f"{os.getpid()}\n")
        time.sleep(3600)
        os._exit(0)
    while f"{child}\n" not in Path(os.environ["CAST_CHILDREN"]).read_text():
        time.sleep(0.01)


def break_disk(fault: str) -> None:
    """Let nothing become durable any more in this process."""

    def fsync(fd: int) -> None:
        if fault == "slow disk":
            time.sleep(3600)
        raise TypeError("the disk is of paper")

    os.fsync = fsync


def misbehave(fault: str, context: Context) -> object:
    """Do what a broken plugin does; what is returned is of the wrong type."""
    if fault.startswith("child, "):
        leave_child()
        return misbehave(fault.removeprefix("child, "), context)
    if fault in RAISED:
        raise RAISED[fault]()
    match fault:
        case "child elsewhere":
            leave_child(in_group=False)
            os._exit(3)
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "stop":
            os.kill(os.getpid(), signal.SIGSTOP)
        case "record":
            context.record("lamp", object())
        case "hang":
            time.sleep(3600)
        case "exit":
            os._exit(3)
        case "segfault":
            ctypes.string_at(0)
    return "something else"


def remark(context: Context, config: Faults) -> None:
    """Log as is asked for, at every level."""
    if config.remark:
        context.log.debug("%s, for the maker", config.remark)
        context.log.info("%s goes on", config.remark)
        context.log.warning("%s is odd", config.remark)


def play(brief: Brief, line: str = "Well?") -> Screenplay:
    """Ann and Bob look at each other, in as many scenes as are asked for."""
    shape = brief.shape
    chapters = []
    for c in range(shape.chapters):
        scenes = []
        for s in range(shape.scenes):
            name = f"c{c + 1}s{s + 1}"
            events = (
                Event(id=f"{name}.look", verb="look", agent="ann", person="bob", prose="She looks"),
                Event(id=f"{name}.say", verb="say", agent="ann", line=line, prose="She asks."),
            )
            scenes.append(
                Scene(id=name, title=name, place="room", frames=shape.frames, events=events)
            )
        chapters.append(Chapter(id=f"c{c + 1}", title=f"Chapter {c + 1}", scenes=tuple(scenes)))
    return Screenplay(
        film=brief.id, title="Two People", overview=brief.theme[:100], genre="Drama",
        cast=(Person(id="ann", name="Ann"), Person(id="bob", name="Bob")),
        places=(Place(id="room", name="the room", kind="room"),),
        opening=("place(ann)=room", "place(bob)=room"), chapters=tuple(chapters),
    )  # fmt: skip


class Tale:
    def __init__(self, config: Faults) -> None:
        self._config = config

    @hookimpl
    def moviellm_write(self, brief: Brief, context: Context) -> Screenplay:
        if self._config.fault and self._config.on in brief.theme:
            if self._config.fault == "pid":
                Path(os.environ["CAST_CHILDREN"]).write_text(f"{os.getpid()}\n")
            elif self._config.fault.startswith("chdir "):
                os.chdir(self._config.fault.removeprefix("chdir "))
            elif self._config.fault == "long":
                return play(brief).model_copy(update={"overview": "Long. " * 10_000})
            else:
                return misbehave(self._config.fault, context)
        return spoiled("writer", play(brief))


class PaidTale:
    def __init__(self, config: Shop) -> None:
        self._config = config

    @hookimpl
    def moviellm_write(self, brief: Brief, context: Context) -> Screenplay:
        context.record("prices", f"{self._config.usd} US dollars a call")
        lines = [self._buy(context, brief, n) for n in range(self._config.calls)]
        return play(brief, " ".join(lines))

    @hookimpl
    def moviellm_estimate(self, brief: Brief) -> float | None:
        usd = self._config.worst_usd
        return None if usd is None else usd * self._config.calls

    def _buy(self, context: Context, brief: Brief, number: int) -> str:
        def send() -> Reply:
            if self._config.ledger:
                with Path(self._config.ledger).open("a") as file:
                    file.write(f"{brief.id} {number}\n")
            if self._config.fault == "timeout":
                raise TimeoutError
            time.sleep(self._config.seconds)
            return Reply(data=f"Line {number}.".encode(), usd=self._config.usd)

        request = {"theme": brief.theme, "number": number}
        reply = context.calls.buy(request, worst_usd=self._config.worst_usd, send=send)
        return reply.data.decode()


class Board:
    def __init__(self, config: Faults) -> None:
        self._config = config

    @hookimpl
    def moviellm_direct(self, brief: Brief, screenplay: Screenplay, context: Context) -> Storyboard:
        if self._config.fault and self._config.on in brief.theme:
            return misbehave(self._config.fault, context)
        shots, cues, index = [], [], 0
        figures = (Figure(person="ann", x=0.3), Figure(person="bob", x=0.7))
        for scene in screenplay.scenes():
            frames = []
            for n in range(scene.frames):
                index += 1
                frames.append(
                    KeyFrame(
                        id=f"f{index:04d}", index=index, start_ms=(index - 1) * 2000,
                        duration_ms=2000, after=scene.events[-1].id,
                        depiction=Depiction(place="room", figures=figures),
                        prompt="Ann looks at Bob.",
                        seed=derive_seed(context.seed, scene.id, n),
                    )
                )  # fmt: skip
            shots.append(Shot(id=f"s.{scene.id}", scene=scene.id, camera={}, frames=tuple(frames)))
            start = frames[0].start_ms
            cues.append(
                Cue(
                    id=f"u.{scene.id}", event=scene.events[-1].id, speaker="ann",
                    text=scene.events[-1].line, start_ms=start, end_ms=start + 500,
                )
            )  # fmt: skip
        board = Storyboard(film=screenplay.film, shots=tuple(shots), cues=tuple(cues))
        return spoiled("director", board)


class Hum:
    def __init__(self, config: Faults) -> None:
        self._config = config

    @hookimpl
    def moviellm_voice(
        self, screenplay: Screenplay, storyboard: Storyboard, context: Context
    ) -> Sequence[Sound]:
        if self._config.fault == "text":
            return [Sound(cue.text, 3_000) for cue in storyboard.cues]
        sounds = [Sound(b"RIFF\0\0\0\0WAVE" + cue.id.encode(), 3_000) for cue in storyboard.cues]
        return spoiled("voice", sounds)


@cache
def jpeg(shade: int) -> bytes:
    return embed(simplejpeg.encode_jpeg(np.full((16, 16, 3), shade, np.uint8)), xmp_packet(DRAWN))


class Flat:
    def __init__(self, config: Paint) -> None:
        self._config = config

    @hookimpl
    def moviellm_paint(self, slates: Sequence[Slate], context: Context) -> Iterator[Painting]:
        if "disk" in self._config.fault:
            break_disk(self._config.fault)
        elif self._config.fault:
            return misbehave(self._config.fault, context)
        remark(context, self._config)
        return (self._one(slate) for slate in slates[self._config.skips :])

    def _one(self, slate: Slate) -> Painting:
        time.sleep(self._config.naps)
        if self._config.log:
            with Path(self._config.log).open("a") as file:
                file.write(f"{slate.seed}\n")
        data = jpeg(self._config.shade) + slate.seed.to_bytes(8)
        (painting,) = spoiled("painter", [Painting(data, "jpg", 16, 16)])
        return painting


class Tinted(Flat):
    """Paints in the shade that a file holds."""

    def __init__(self, config: Tint) -> None:
        shade = int(Path(config.file).read_text())
        super().__init__(Paint(shade=shade, log=config.log))

    @hookimpl
    def moviellm_paint(self, slates: Sequence[Slate], context: Context) -> Iterator[Painting]:
        context.record("brush", "wide")
        yield from super().moviellm_paint(slates, context)


class Styled:
    """Paints in a shade that it learns once; the log tells which process did what."""

    def __init__(self, config: Style) -> None:
        self._config = config

    @hookimpl
    def moviellm_paint(self, slates: Sequence[Slate], context: Context) -> Iterator[Painting]:
        self._note("asks")
        shade = context.keep({"keyword": self._config.keyword}, self._learn)
        for slate in slates:
            yield Painting(jpeg(shade[0]) + slate.seed.to_bytes(8), "jpg", 16, 16)

    def _learn(self, folder: Path) -> bytes:
        checkpoint = folder / "checkpoint"
        if checkpoint.exists():
            self._note("resumes")
            return checkpoint.read_bytes()
        checkpoint.write_bytes(bytes([len(self._config.keyword)]))
        self._note("learns")
        while len({line.split()[1] for line in self._lines()}) < self._config.together:
            time.sleep(0.01)
        if self._config.first == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if self._config.first == "hang":
            time.sleep(3600)
        return checkpoint.read_bytes()

    def _note(self, what: str) -> None:
        with Path(self._config.log).open("a") as file:
            file.write(f"{what} {os.getpid()}\n")

    def _lines(self) -> list[str]:
        return Path(self._config.log).read_text().splitlines()


class Placed:
    """Tells in its log in which process and on which GPUs it paints."""

    def __init__(self, config: Device) -> None:
        self._config = config

    @hookimpl
    def moviellm_paint(self, slates: Sequence[Slate], context: Context) -> Iterator[Painting]:
        log = Path(self._config.log)
        with log.open("a") as file:
            file.write(f"{os.getpid()} {os.environ.get('CUDA_VISIBLE_DEVICES', 'unset')}\n")
        while len(set(log.read_text().splitlines())) < self._config.together:
            time.sleep(0.01)
        return (Painting(jpeg(9) + s.seed.to_bytes(8), "jpg", 16, 16) for s in slates)


class Picky:
    @hookimpl
    def moviellm_critique(
        self, slates: Sequence[Slate], paintings: Sequence[Painting], context: Context
    ) -> Sequence[Verdict]:
        verdicts = [
            Verdict(score=1.0 if slate.seed % 2 == 0 else 0.1, comment=str(len(painting.data)))
            for slate, painting in zip(slates, paintings, strict=True)
        ]
        return spoiled("critic", verdicts)


class Sour:
    @hookimpl
    def moviellm_critique(
        self, slates: Sequence[Slate], paintings: Sequence[Painting], context: Context
    ) -> Sequence[Verdict]:
        return [Verdict(score=slate.seed % 50 / 101) for slate in slates]


class Plain:
    def __init__(self, config: Faults) -> None:
        self._config = config

    @hookimpl
    def moviellm_caption(self, film: Film, context: Context) -> Annotations:
        if self._config.fault and self._config.on in film.brief.theme:
            return misbehave(self._config.fault, context)
        captions = tuple(
            Caption(
                id=f"k{frame.index:04d}", level="frame", target=frame.id,
                start_ms=frame.start_ms, end_ms=frame.end_ms, text=frame.prompt,
            )
            for frame in film.storyboard.frames()
        )  # fmt: skip
        notes = Annotations(film=film.id, captions=captions, questions=(self._ask(film),))
        return spoiled("captioner", notes)

    def _ask(self, film: Film) -> Question:
        first, cue = next(film.storyboard.frames()), film.storyboard.cues[0]
        return Question(
            id="q0001", kind="who_said", question=f"Who says {cue.text!r}?", answer="Ann",
            evidence=Evidence(frames=(first.id,), cues=(cue.id,), spans_ms=(first.span, cue.span)),
            hops=1, certificate_ms=first.duration_ms, program=f"who_said({cue.event})",
        )  # fmt: skip


class Listing:
    def __init__(self, config: Faults) -> None:
        self._config = config

    @hookimpl
    def moviellm_export(self, films: Iterable[Film], target: Path, context: Context) -> bool:
        remark(context, self._config)
        with (target / "films.txt").open("w") as file:
            for film in films:
                pictures = [context.blobs.get(p.digest) for p in film.footage.pictures]
                whole = sum(map(len, pictures))
                file.write(f"{film.id} {film.brief.theme!r} {len(pictures)} {whole}\n")
                if self._config.fault:
                    return misbehave(self._config.fault, context)
        write_manifest(target)
        return True


class Parts:
    """Writes a file a film, unless it stands there; the log tells which were written."""

    def __init__(self, config: Press) -> None:
        self._config = config

    @hookimpl
    def moviellm_export(self, films: Iterable[Film], target: Path, context: Context) -> bool:
        self._wait_until_heard(0)
        for number, film in enumerate(films):
            self._wait_until_heard(number)
            part = target / f"{film.id}.{self._config.ending}"
            if number == self._config.after:
                self._fail(context)
            if self._config.pause:
                time.sleep(self._config.pause)
                context.progress(number, number + 1)
            if not part.exists():
                draft = target / "draft"
                draft.write_text(film.brief.theme)
                draft.rename(part)
                with Path(self._config.log).open("a") as log:
                    log.write(f"{film.brief.theme}\n")
        write_manifest(target)
        return True

    def _wait_until_heard(self, number: int) -> None:
        while self._config.heard and int(Path(self._config.heard).read_text() or -1) < number:
            time.sleep(0.01)

    def _fail(self, context: Context) -> None:
        match self._config.fault:
            case "full":
                raise OSError(errno.ENOSPC, "No space left on device")
            case "raise":
                raise RuntimeError("the paper is torn")
            case "hang":
                time.sleep(3600)
            case "listen":
                while not context.cancelled():
                    time.sleep(0.05)
                with Path(self._config.log).open("a") as log:
                    log.write("stopped\n")
                context.check()
            case "kill":
                mark = Path(f"{self._config.log}.killed")
                if not mark.exists():
                    mark.touch()
                    os.kill(os.getpid(), signal.SIGKILL)


class Ear:
    def __init__(self, config: Notebook) -> None:
        self._config = config

    def _note(self, what: str) -> None:
        if self._config.fail:
            raise RuntimeError("the pencil broke")
        if self._config.hang:
            time.sleep(3600)
        with Path(self._config.path).open("a") as file:
            file.write(what + "\n")

    @hookimpl
    def moviellm_run_started(self, start: object) -> None:
        self._note(f"started {start.films} {start.resumed}")

    @hookimpl
    def moviellm_step_finished(self, step: object) -> None:
        self._note(f"step {step.stage} {step.items}")

    @hookimpl
    def moviellm_film_finished(self, film: object) -> None:
        self._note(f"film {film.state}")

    @hookimpl
    def moviellm_run_finished(self, run: object) -> None:
        self._note(f"finished {run.state} {run.films}")


class Stamp:
    @hookimpl(wrapper=True)
    def moviellm_paint(self, slates: Sequence[Slate], context: Context) -> object:
        paintings = yield
        return [Painting(p.data + b"!", p.format, p.width, p.height, p.boxes) for p in paintings]
