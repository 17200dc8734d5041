"""Both painters pass the conformance kit, by tiny models and the real code path."""

from __future__ import annotations

import pytest
from moviellm.testing import examine


@pytest.fixture
def options(tiny_sd, tiny_sdxl, tiny_refiner, adapters, image_encoder):
    """Options by which a painter does all that it can in little time."""

    def of(painter: str) -> dict[str, object]:
        model = tiny_sd if painter == "sd" else tiny_sdxl
        adapter = {"file": str(adapters[painter]), "image_encoder": str(image_encoder)}
        found = {"model": str(model), "steps": 4, "ip_adapter": adapter}
        return found if painter == "sd" else {**found, "refiner": {"model": str(tiny_refiner)}}

    return of


@pytest.mark.slow
@pytest.mark.parametrize("painter", ["sd", "sdxl"])
def test_it_keeps_its_contract(painter, options):
    examination = examine("painter", painter, options=options(painter), time_limit_s=240)
    assert [f"{f.check}: {f.what}" for f in examination.findings if f.failed] == []
