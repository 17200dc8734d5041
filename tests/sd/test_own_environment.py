"""Each distribution paints with what it declares, and nothing else of this repository."""

from __future__ import annotations

import json

from environments import Environment

SD, SDXL = "moviellm_plugins_sd", "plugins/moviellm-plugin-sdxl"


def paint(alone: Environment, tmp_path, **painter) -> None:
    films = {"themes": ["A lantern"], "shape": {"chapters": 1, "scenes": 1, "frames": 2}}
    painter = {"steps": 4, "size": [64, 64], **painter}
    file = tmp_path / "film.yaml"
    text = {"moviellm": 1, "films": films, "painter": painter, "exporters": ["frames"]}
    file.write_text(json.dumps(text))
    alone.run("-m", "moviellm", "run", file, "--out", tmp_path / "run")
    assert len(list(tmp_path.glob("run/export/frames/*/frames/*.jpg"))) == 2
    alone.run("-m", "moviellm", "verify", tmp_path / "run")


def test_sd_on_its_own_paints_a_film_with_everything(
    on_its_own, tmp_path, tiny_sd, adapters, image_encoder, loras
):
    alone = on_its_own(SD)
    paint(
        alone,
        tmp_path,
        use="sd",
        model=str(tiny_sd),
        style={"images": 1, "image_steps": 1, "steps": 2, "size": 64},
        ip_adapter={"file": str(adapters["sd"]), "image_encoder": str(image_encoder)},
        loras=[{"file": str(loras["sd"])}],
    )


def test_sdxl_on_its_own_paints_a_film_with_its_refiner(
    on_its_own, tmp_path, tiny_sdxl, tiny_refiner
):
    alone = on_its_own(SD, SDXL)
    refiner = {"model": str(tiny_refiner)}
    paint(alone, tmp_path, use="sdxl", model=str(tiny_sdxl), refiner=refiner)
