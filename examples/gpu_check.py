"""Prove an installation: load a real checkpoint, learn a style, paint a film, measure it.

    python examples/gpu_check.py stabilityai/stable-diffusion-xl-base-1.0 --revision COMMIT \
        --clip clip-vit-base-patch32

It prints a report: versions, load time, seconds a picture, memory, the loss of the style before and
after, and adjacent frames beside the paper's numbers. The checks are those of the test suite, which
runs them on tiny models: the same code paints there. Exit code 1 says that one of them failed.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import platform
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import IO, Any

import yaml
from moviellm import MovieLLMError
from pydantic import ValidationError

PACKAGES = ("moviellm", "moviellm-plugins-sd", "torch", "diffusers", "transformers", "accelerate")
PIPELINE = """\
moviellm: 1
films:
  themes: [A lighthouse keeper finds a map]
  shape: {{chapters: 1, scenes: 1, frames: {frames}}}
painter: {painter}
exporters: [frames]
"""
failed: list[str] = []


def main() -> None:
    """Run all checks and print the report."""
    told = arguments()
    painter = {
        "use": told.painter,
        "model": told.model,
        **({"revision": told.revision} if told.revision else {}),
        **told.options,
        "style": told.style,
    }
    try:
        check_packages(told.painter)
        check_model(painter)
        told.out.mkdir(parents=True)
    except PackageNotFoundError as error:
        sys.exit(f"{error.name} is not installed here.\n`pip install {error.name}` brings it.")
    except (MovieLLMError, ValidationError, OSError) as error:
        sys.exit(str(error))
    check_film(told, painter)
    if told.clip:
        check_measures(told)
    else:
        say("adjacent frames", "not measured: give --clip")
    print(f"\nFAILED: {', '.join(failed)}" if failed else "\nEverything works.")
    sys.exit(bool(failed))


def check_packages(painter: str) -> None:
    """Report what is installed."""
    say("python", platform.python_version())
    for package in (*PACKAGES, *(["moviellm-plugin-sdxl"] if painter == "sdxl" else [])):
        say(package, version(package))


def check_model(painter: dict[str, Any]) -> None:
    """Load the model, paint one picture twice, and one with more words than an encoder reads."""
    configured = painter_of(painter)  # wrong options are told before torch is imported
    import numpy
    from moviellm_plugins_sd.engine.model import PictureSpec
    from moviellm_plugins_sd.engine.silence import silence_libraries

    silence_libraries()
    began = time.monotonic()
    model = configured.load(logging.getLogger("gpu_check"))
    say("device", device_name(model.device))
    say("model loaded", f"{time.monotonic() - began:.1f} s, in {model.dtype}")
    take = PictureSpec("A lighthouse on a cliff at dusk.", seed=7, size=model.size_of(None))
    first = model.draw([take]).pixels
    began = time.monotonic()
    second = model.draw([take]).pixels
    say("one picture", f"{time.monotonic() - began:.2f} s at {take.size[0]} x {take.size[1]}")
    prove("the same seed paints the same pixels", bool(numpy.array_equal(first, second)))
    prove("the picture is neither black nor broken", bool(numpy.ptp(first) > 0.05))
    long = f"{take.prompt} {'Waves, clouds, gulls and rocks, all of them far away. ' * 12}"
    ends = [model.draw([replace(take, prompt=long + end)]).pixels for end in ("Red.", "Blue.")]
    prove("a long prompt is read to its end", not numpy.array_equal(*ends))
    if model.device.type == "cuda":
        import torch

        say("memory of the process", gigabytes(torch.cuda.max_memory_allocated()))
        del model
        torch.cuda.empty_cache()


def painter_of(options: dict[str, Any]) -> Any:
    """The painter, configured as a pipeline configures it."""
    given = {name: value for name, value in options.items() if name != "use"}
    if options["use"] == "sd":
        from moviellm_plugins_sd.config import StableDiffusion
        from moviellm_plugins_sd.sd.impl import StableDiffusionPainter

        return StableDiffusionPainter(StableDiffusion.model_validate(given))
    from moviellm_plugin_sdxl.config import StableDiffusionXL
    from moviellm_plugin_sdxl.impl import StableDiffusionXLPainter

    return StableDiffusionXLPainter(StableDiffusionXL.model_validate(given))


def check_film(told: argparse.Namespace, painter: dict[str, Any]) -> None:
    """Paint a film; kill the run when it has learned the style, and run it again."""
    from moviellm_plugins_sd.style.embedding import training_record

    style = painter_of(painter).config.style
    learns = style is not None and style.embedding is None
    file, log = told.out / "check.yaml", told.out / "killed.log"
    file.write_text(PIPELINE.format(frames=told.frames, painter=json.dumps(painter)))
    run = told.out / "run"
    started = time.monotonic()
    with (
        memory_watched("memory while learning"),
        log.open("w") as output,
        moviellm("run", file, "--out", run, output=output) as process,
    ):
        while process.poll() is None and not begun(run, learns):
            time.sleep(0.05)
    learned, learning = style_of(run), time.monotonic() - started
    if learns:
        prove("a style is learned", learned is not None, log.read_text())
    if learned is not None:
        loss = training_record(learned)["loss"]
        say("style learned", f"{learning:.0f} s, loading and pictures included")
        say("loss of the style", f"{loss['before']:.5f} before, {loss['after']:.5f} after")
    started = time.monotonic()
    with (
        memory_watched("memory while painting"),
        moviellm("run", file, "--out", run) as process,
    ):
        text, _ = process.communicate()
    seconds = time.monotonic() - started
    prove("a killed run goes on to its end", process.returncode == 0, text)
    if learned is not None:
        prove("what was learned is kept", style_of(run) == learned)
    say("a picture of the film", f"{seconds / told.frames:.2f} s, loading and writing included")


def style_of(run: Path) -> bytes | None:
    """The style that a run has learned; None before it has."""
    for record in run.glob("kept/*.json"):
        if json.loads(record.read_text())["request"]["made"] == "style":
            return record.with_suffix(".bytes").read_bytes()
    return None


def begun(run: Path, learns: bool) -> bool:
    """Whether a run is where it is to be killed: its style is learned, or something is stored."""
    return style_of(run) is not None if learns else any(run.glob("store/packs/**/*"))


def check_measures(told: argparse.Namespace) -> None:
    """Hold adjacent frames against each other, and beside the paper's ablation."""
    words = ["measure", told.out / "run", "--model", told.clip, "--json", "--device", told.device]
    words += ["--revision", told.clip_revision] if told.clip_revision else []
    words += ["--lpips", told.lpips] if told.lpips else []
    with moviellm(*words, errors=subprocess.PIPE) as process:
        text, trouble = process.communicate()
    prove("the film is measured", process.returncode == 0, trouble)
    if process.returncode:
        return
    found = json.loads(text)
    paper = found["paper"][-1]
    for name, key, beside in (
        ("adjacent frames, CLIP score", "adjacent", paper["clip"]),
        ("adjacent frames, LPIPS", "lpips", paper["lpips"]),
        ("the same person again", "same_person", None),
    ):
        mean = found["all"][key]["mean"]
        value = "not measured: give --lpips" if mean is None else f"{mean:.4f}"
        say(name, value if beside is None else f"{value}   (the paper: {beside:.4f})")


@contextmanager
def moviellm(
    *words: object, output: IO[str] | int = subprocess.PIPE, errors: int = subprocess.STDOUT
) -> Iterator[subprocess.Popen[str]]:
    """Run a command in a process group of its own, which does not outlive the context."""
    with subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "moviellm", *map(str, words)],
        stdout=output,
        stderr=errors,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            stop(process)


def stop(process: subprocess.Popen[str]) -> None:
    """Kill a command with its workers, as a power failure would."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)


@contextmanager
def memory_watched(name: str) -> Iterator[None]:
    """Report the most memory of the GPU that was in use meanwhile, by whichever process."""
    import torch

    if not torch.cuda.is_available():
        yield
        return
    most, over = [0], threading.Event()

    def watch() -> None:
        while not over.wait(0.1):
            free, whole = torch.cuda.mem_get_info()
            most[0] = max(most[0], whole - free)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()
        say(name, gigabytes(most[0]))


def device_name(device: Any) -> str:
    """The device in words."""
    import torch

    if device.type != "cuda":
        return f"{device.type} ({platform.machine()}): slow; this is no check of a GPU"
    whole = torch.cuda.get_device_properties(device).total_memory
    return f"{torch.cuda.get_device_name(device)}, {gigabytes(whole)}, CUDA {torch.version.cuda}"


def gigabytes(count: int) -> str:
    """Bytes in words."""
    return f"{count / 1e9:.1f} GB"


def say(name: str, value: object) -> None:
    """Print a line of the report."""
    print(f"{name:<30}  {value}", flush=True)


def prove(what: str, held: bool, otherwise: str = "") -> None:
    """Print whether a check held, and what was printed where it did not."""
    print(f"{'ok    ' if held else 'FAILED'}  {what}", flush=True)
    if not held:
        failed.append(what)
        print(otherwise)


def value(text: str) -> Any:
    """What an option says in YAML."""
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError:
        raise argparse.ArgumentTypeError(f"{text!r} is no YAML") from None


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description="Prove a GPU installation of MovieLLM.")
    parser.add_argument("model", help="a folder in diffusers' format, or a hub id with --revision")
    parser.add_argument("--revision", help="commit of a hub id")
    parser.add_argument("--painter", choices=("sd", "sdxl"), default="sdxl")
    parser.add_argument(
        "--options", type=value, default={}, help="other options of the painter, as YAML"
    )
    parser.add_argument("--style", type=value, default="paper", help="the option `style`, as YAML")
    parser.add_argument("--frames", type=int, default=24, help="key frames of the film")
    parser.add_argument("--clip", help="a CLIP model to measure with: folder or hub id")
    parser.add_argument("--clip-revision", help="commit of a hub id")
    parser.add_argument("--lpips", type=Path, help="weights of LPIPS (.safetensors)")
    parser.add_argument("--device", default="auto", help="where to measure: auto, cpu, cuda")
    parser.add_argument("--out", type=Path, default=Path("runs/gpu-check"), help="a new folder")
    told = parser.parse_args()
    if not isinstance(told.options, dict):
        parser.error("--options takes names and values: '{steps: 40, variant: fp16}'")
    if told.out.exists():
        parser.error(f"{told.out} exists; name a new folder with --out")
    return told


if __name__ == "__main__":
    main()
