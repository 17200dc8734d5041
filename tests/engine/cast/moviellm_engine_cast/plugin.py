"""Names only."""

from __future__ import annotations

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
    capabilities=Capabilities(paid=True, offline=False), without_effect=frozenset({"ledger"}),
)  # fmt: skip
board = Component(
    name="plain-board", stage="director", summary="One shot a scene.",
    implementation=f"{_IMPL}:Board", config=f"{_CONFIG}:Faults", capabilities=_PROCESS,
)  # fmt: skip
hum = Component(name="hum", stage="voice", summary="Hums.", implementation=f"{_IMPL}:Hum")
flat = Component(
    name="flat", stage="painter", summary="A picture of one colour.",
    implementation=f"{_IMPL}:Flat", config=f"{_CONFIG}:Paint", capabilities=_PROCESS,
    without_effect=frozenset({"naps", "log"}),
)  # fmt: skip
picky = Component(
    name="picky", stage="critic", summary="Likes even seeds.", implementation=f"{_IMPL}:Picky"
)
plain = Component(
    name="plain", stage="captioner", summary="Names every frame.",
    implementation=f"{_IMPL}:Plain", config=f"{_CONFIG}:Faults", capabilities=_PROCESS,
)  # fmt: skip
listing = Component(
    name="list", stage="exporter", summary="One line a film.", implementation=f"{_IMPL}:Listing",
    config=f"{_CONFIG}:Faults",
)  # fmt: skip
ear = Component(
    name="ear", stage="hooks", summary="Writes down what it is told.",
    implementation=f"{_IMPL}:Ear", config=f"{_CONFIG}:Notebook",
)  # fmt: skip
stamp = Component(
    name="stamp", stage="hooks", summary="Adds a byte to every picture.",
    implementation=f"{_IMPL}:Stamp",
)  # fmt: skip
