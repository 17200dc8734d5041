"""What the video exporters declare; nothing heavy is imported here."""

from moviellm import Capabilities, Component

mp4 = Component(
    name="mp4",
    stage="exporter",
    implementation="moviellm_plugin_video.mp4:Mp4Exporter",
    config="moviellm_plugin_video.config:Mp4Config",
    summary="Films as mp4 (H.264 or AV1) with sound, subtitles, chapters, and exact frame spans.",
    output_version=2,
    capabilities=Capabilities(seeded=False, runs_in="process", resumes=True),
    docs="docs/how-to/export-video.md",
)

subtitles = Component(
    name="subtitles",
    stage="exporter",
    implementation="moviellm_plugin_video.subtitles:SubtitlesExporter",
    config="moviellm_plugin_video.config:SubtitlesConfig",
    summary="The dialogue of each film as SRT, WebVTT and ASS with the speakers' names.",
    output_version=2,
    capabilities=Capabilities(seeded=False),
    docs="docs/how-to/export-video.md",
)
