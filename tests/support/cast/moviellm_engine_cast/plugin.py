"""Names only."""

from __future__ import annotations

from dataclasses import replace

from moviellm import Capabilities, Component

_IMPL, _CONFIG = "moviellm_engine_cast.impl", "moviellm_engine_cast.config"
_PROCESS = Capabilities(runs_in="process")

tale = Component(
    name="tale", stage="writer", summary="Two people look at each other.",
    implementation=f"{_IMPL}:Tale", config=f"{_CONFIG}:Faults", capabilities=_PROCESS,
)  # fmt: skip
paid_tale = Component(
    name="paid-tale", stage="writer", summary="The same, bought call by call.",
    implementation=f"{_IMPL}:PaidTale", config=f"{_CONFIG}:Shop",
    capabilities=Capabilities(paid=True, offline=False),
)  # fmt: skip
tale_in_thread = Component(
    name="tale-in-thread", stage="writer", summary="The same in a thread.",
    implementation=f"{_IMPL}:Tale", config=f"{_CONFIG}:Faults",
)  # fmt: skip
board = Component(
    name="plain-board", stage="director", summary="One shot a scene.",
    implementation=f"{_IMPL}:Board", config=f"{_CONFIG}:Faults", capabilities=_PROCESS,
)  # fmt: skip
hum = Component(
    name="hum", stage="voice", summary="Hums.", implementation=f"{_IMPL}:Hum",
    config=f"{_CONFIG}:Faults",
)  # fmt: skip
flat = Component(
    name="flat", stage="painter", summary="A picture of one colour.",
    implementation=f"{_IMPL}:Flat", config=f"{_CONFIG}:Paint", capabilities=_PROCESS,
)  # fmt: skip
styled = Component(
    name="styled", stage="painter", summary="Learns the shade of the film once.",
    implementation=f"{_IMPL}:Styled", config=f"{_CONFIG}:Style", capabilities=_PROCESS,
)  # fmt: skip
styled_in_thread = Component(
    name="styled-in-thread", stage="painter", summary="The same in a thread.",
    implementation=f"{_IMPL}:Styled", config=f"{_CONFIG}:Style",
)  # fmt: skip
tinted = Component(
    name="tinted", stage="painter", summary="As light as a file says.",
    implementation=f"{_IMPL}:Tinted", config=f"{_CONFIG}:Tint", capabilities=_PROCESS,
    revision=f"{_CONFIG}:tint",
)  # fmt: skip
_DEVICE = {
    "stage": "painter", "summary": "Tells on which GPUs it was placed.",
    "implementation": f"{_IMPL}:Placed", "config": f"{_CONFIG}:Device",
}  # fmt: skip
one_gpu = Component(name="one-gpu", capabilities=Capabilities(runs_in="process", gpus=1), **_DEVICE)
two_gpus = Component(
    name="two-gpus", capabilities=Capabilities(runs_in="process", gpus=2), **_DEVICE
)
picky = Component(
    name="picky", stage="critic", summary="Likes even seeds.", implementation=f"{_IMPL}:Picky"
)
sour = Component(
    name="sour", stage="critic", summary="Likes nothing.", implementation=f"{_IMPL}:Sour"
)
_STIR = {
    "stage": "animator", "summary": "Holds key frames.", "config": f"{_CONFIG}:Stirred",
    "implementation": "moviellm_engine_cast.animating:Stir",
}  # fmt: skip
stir = Component(name="stir", capabilities=_PROCESS, **_STIR)
stir_here = Component(name="stir-here", **_STIR)
drone = Component(
    name="drone", stage="mixer", summary="Lets a drone be heard.", config=f"{_CONFIG}:Stirred",
    implementation="moviellm_engine_cast.mixing:Drone",
)  # fmt: skip
plain = Component(
    name="plain", stage="captioner", summary="Names every frame.",
    implementation=f"{_IMPL}:Plain", config=f"{_CONFIG}:Faults", capabilities=_PROCESS,
)  # fmt: skip
_THRIFT = {
    "stage": "curator", "implementation": "moviellm_engine_cast.curating:Thrifty",
    "config": f"{_CONFIG}:Thrift",
}  # fmt: skip
thrifty = Component(name="thrifty", summary="Keeps every so manieth question.", **_THRIFT)
thrifty_in_process = Component(
    name="thrifty-in-process", summary="The same in a process.", capabilities=_PROCESS, **_THRIFT
)
listing = Component(
    name="list", stage="exporter", summary="One line a film.", implementation=f"{_IMPL}:Listing",
    config=f"{_CONFIG}:Faults",
)  # fmt: skip
pictures = Component(
    name="pictures", stage="exporter", summary="The same in a process.",
    implementation=f"{_IMPL}:Listing", config=f"{_CONFIG}:Faults", capabilities=_PROCESS,
)  # fmt: skip
_PRESS = {
    "stage": "exporter", "implementation": f"{_IMPL}:Parts", "config": f"{_CONFIG}:Press",
}  # fmt: skip
parts = Component(
    name="parts", summary="One file a film; goes on where it was.",
    capabilities=Capabilities(runs_in="process", resumes=True), **_PRESS,
)  # fmt: skip
anew = Component(name="anew", summary="The same, from the start.", capabilities=_PROCESS, **_PRESS)
in_thread = Component(name="in-thread", summary="The same in a thread.", **_PRESS)
ear = Component(
    name="ear", stage="hooks", summary="Writes down what it is told.",
    implementation=f"{_IMPL}:Ear", config=f"{_CONFIG}:Notebook",
)  # fmt: skip
tale_here, board_here, flat_here, plain_here = (
    replace(component, name=f"{component.name}-here", capabilities=Capabilities())
    for component in (tale, board, flat, plain)
)
"""The same in threads of the driver: nothing has to start for them."""

stamp = Component(
    name="stamp", stage="hooks", summary="Adds a byte to every picture.",
    implementation=f"{_IMPL}:Stamp",
)  # fmt: skip
