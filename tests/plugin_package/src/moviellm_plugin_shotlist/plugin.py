"""What this distribution brings: an exporter and an observer."""

from moviellm import Capabilities, Component

shotlist = Component(
    name="shotlist",
    stage="exporter",
    implementation="moviellm_plugin_shotlist.impl:Shotlist",
    config="moviellm_plugin_shotlist.config:ShotlistConfig",
    summary="One CSV of shots a film: times, camera, first caption.",
    capabilities=Capabilities(deterministic=True, offline=True),
    docs="https://example.org/shotlist",
)

logbook = Component(
    name="logbook",
    stage="hooks",
    implementation="moviellm_plugin_shotlist.impl:Logbook",
    summary="Keeps logbook.txt in the run's folder.",
)
"""It takes no options."""
