"""The declarations of every exporter of this package: names only, nothing heavy."""

from __future__ import annotations

from moviellm import Capabilities, Component

_PACKAGE = "moviellm_plugin_evaluation"
_ENCODES = Capabilities(seeded=False, runs_in="process", resumes=True)


def _exporter(name: str, place: str, config: str, summary: str, version: int = 2) -> Component:
    return Component(
        name=name,
        stage="exporter",
        implementation=f"{_PACKAGE}.{place}",
        config=f"{_PACKAGE}.config:{config}",
        summary=summary,
        output_version=version,
        capabilities=_ENCODES,
        docs="docs/how-to/evaluate-with-lmms-eval.md",
    )


def _shape(name: str, place: str, called: str, version: int = 2) -> Component:
    return _exporter(
        name,
        f"shapes.{place}",
        "BenchmarkConfig",
        f"Held-out films as rows and videos in the shape of {called}.",
        version,
    )


lmms_eval = _exporter(
    "lmms-eval",
    "task.impl:LmmsEvalExporter",
    "LmmsEvalConfig",
    "Held-out films as a task of lmms-eval: accuracy by kind, evidence length and hops.",
)
video_mme = _shape("video-mme", "video_mme:VideoMMEExporter", "Video-MME")
mlvu = _shape("mlvu", "mlvu:MLVUExporter", "MLVU")
longvideobench = _shape(
    "longvideobench", "longvideobench:LongVideoBenchExporter", "LongVideoBench", version=3
)
cinepile = _shape("cinepile", "cinepile:CinePileExporter", "CinePile")
