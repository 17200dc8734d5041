"""What the studio's exporters declare; nothing heavy is imported here."""

from moviellm import Component

frames = Component(
    name="frames",
    stage="exporter",
    implementation="moviellm.studio.exporters.frames.impl:FramesExporter",
    config="moviellm.studio.exporters.config:FramesConfig",
    summary="Folders of JPEG frames with film, captions, questions and subtitles, and a manifest.",
    output_version=3,
)

gallery = Component(
    name="gallery",
    stage="exporter",
    implementation="moviellm.studio.exporters.gallery.impl:GalleryExporter",
    config="moviellm.studio.exporters.config:GalleryConfig",
    summary="A static site to look at films, their captions and questions; opens from disk.",
    output_version=3,
)
