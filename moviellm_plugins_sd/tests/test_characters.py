"""People kept alike: portraits painted once and kept, seen where each person stands."""

from __future__ import annotations

import io
import shutil

import pytest
import torch
from moviellm import InputError
from moviellm.film import Camera, Figure
from moviellm.testing import MemoryKeep, make_context
from moviellm_plugins_sd.engine.reference_bands import reference_bands
from PIL import Image
from safetensors.torch import load_file, save_file
from tiny_painters import PAINTERS


def never(folder):
    raise AssertionError("it was kept")


@pytest.fixture
def adapter(adapters, image_encoder):
    def options(name, **more):
        return {"file": str(adapters[name]), "image_encoder": str(image_encoder), **more}

    return options


def placed(slate, *xs, size="medium"):
    """The slate with so many people of its cast at these places."""
    figures = tuple(Figure(person=p.id, x=x) for p, x in zip(slate.cast, xs, strict=False))
    depiction = slate.depiction.model_copy(update={"figures": figures})
    cast = slate.cast[: len(figures)]
    return slate.model_copy(
        update={"depiction": depiction, "cast": cast, "camera": Camera(size=size)}
    )


@pytest.fixture(scope="module")
def pair(board):
    return next(slate for slate in board if len(slate.cast) == 2)


@pytest.mark.parametrize("name", PAINTERS)
def test_everybody_is_painted_once_on_a_portrait(painter, board, adapter, name):
    keep = MemoryKeep()
    made = painter(name, ip_adapter=adapter(name))
    list(made.moviellm_paint(board, make_context(keep=keep)))
    people = {person.id for slate in board for person in slate.cast}
    assert len(keep.made) == len(people)
    for request in keep.made:
        data = keep(request, never)
        assert Image.open(io.BytesIO(data)).size == (64, 64)
        assert b"trainedAlgorithmicMedia" in data
    again = painter(name, ip_adapter=adapter(name))
    list(again.moviellm_paint(board[:1], make_context(keep=keep)))
    assert len(keep.made) == len(people)


@pytest.mark.slow
def test_a_portrait_is_asked_for_by_sheet_style_and_model_and_by_no_name(painter, board, adapter):
    keep = MemoryKeep()
    list(painter("sd", ip_adapter=adapter("sd")).moviellm_paint(board, make_context(keep=keep)))
    names = {person.name for slate in board for person in slate.cast}
    for request in keep.made:
        assert {"made", "files", "options", "sheet", "style"} <= set(request)
        assert not [name for name in names if name in str(request)]


@pytest.mark.slow
def test_a_portrait_is_kept_when_other_options_change(painter, pair, adapter):
    keep = MemoryKeep()

    def paint(**options):
        made = painter("sd", **{"steps": 4, "ip_adapter": adapter("sd"), **options})
        list(made.moviellm_paint([pair], make_context(keep=keep)))
        return len(keep.made)

    assert paint() == 2
    assert paint(ip_adapter=adapter("sd", scale=0.9), size=(96, 64), retries=1) == 2
    assert paint(steps=5) == 4


@pytest.mark.slow
def test_a_portrait_that_no_safety_checker_saw_is_not_used_where_one_is_wanted(
    painter, pair, adapter
):
    keep = MemoryKeep()
    for safety in (False, True, False):
        made = painter("sd", ip_adapter=adapter("sd"), safety=safety)
        list(made.moviellm_paint([pair], make_context(keep=keep)))
    assert len(keep.made) == 4


@pytest.mark.parametrize("name", PAINTERS)
def test_a_frame_follows_the_portraits_of_its_people(paint, pair, adapter, name):
    wording = paint(name, [pair])
    kept = paint(name, [pair], ip_adapter=adapter(name, scale=0.8))
    weak = paint(name, [pair], ip_adapter=adapter(name, scale=0.2))
    assert len({*wording, *kept, *weak}) == 3
    assert paint(name, [pair], ip_adapter=adapter(name, scale=0.0)) == wording


@pytest.mark.parametrize("name", PAINTERS)
def test_where_people_stand_matters(paint, pair, adapter, name):
    slates = [placed(pair, 0.2, 0.8), placed(pair, 0.8, 0.2), placed(pair, 0.1, 0.4)]
    assert len(set(paint(name, slates, ip_adapter=adapter(name)))) == 3


@pytest.mark.parametrize("name", PAINTERS)
def test_a_frame_without_people_is_painted_as_without_an_adapter(paint, pair, adapter, name):
    nobody = placed(pair).model_copy(update={"prompt": "An empty room."})
    mixed = paint(name, [pair, nobody, pair], ip_adapter=adapter(name))
    assert mixed[1:2] == paint(name, [nobody])
    assert mixed[0] == mixed[2]


def test_a_mask_is_a_band_around_somebody_and_bands_do_not_overlap(pair):
    one, two = (person.id for person in pair.cast)
    assert reference_bands(placed(pair)) == {}
    assert reference_bands(placed(pair, 0.5, size="close")) == {one: (0, 8)}
    assert reference_bands(placed(pair, 0.5, size="wide")) == {one: (3, 5)}
    assert reference_bands(placed(pair, 0.0, size="wide")) == {one: (0, 2)}
    assert reference_bands(placed(pair, 0.75, 0.25)) == {two: (0, 4), one: (4, 8)}
    for xs in ((0.5, 0.5), (0.0, 0.0), (1.0, 1.0), (0.1, 0.2), (0.95, 0.9)):
        (_, end), (start, _) = reference_bands(placed(pair, *xs)).values()
        assert 0 < end <= start < 8


def test_more_than_two_people_are_kept_by_wording(pair):
    third = pair.cast[0].model_copy(update={"id": "third"})
    crowd = pair.model_copy(
        update={
            "cast": (*pair.cast, third),
            "depiction": pair.depiction.model_copy(
                update={"figures": (*pair.depiction.figures, Figure(person="third"))}
            ),
        }
    )
    assert reference_bands(crowd) == {}


def test_an_adapter_of_another_model_is_refused(paint, board, adapter):
    with pytest.raises(InputError, match="cannot be put on this model"):
        paint("sd", board[:1], ip_adapter=adapter("sdxl"))


def test_a_file_that_is_no_adapter_is_refused(paint, board, loras, image_encoder):
    options = {"file": str(loras["sd"]), "image_encoder": str(image_encoder)}
    with pytest.raises(InputError, match="cannot be put on this model"):
        paint("sd", board[:1], ip_adapter=options)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda held: held.pop("ip_adapter.1.to_k_ip.weight"), "`ip_adapter.1.to_k_ip.weight`"),
        (lambda held: held.update({"ip_adapter.99.to_k_ip.weight": torch.zeros(2)}), "no place"),
        (lambda held: held.pop("image_proj.norm.bias"), "tensors are missing"),
        (lambda held: held.update({"image_proj.proj.weight": torch.zeros(128, 24)}), "24 numbers"),
        (lambda held: held.update({"image_proj.proj.0.weight": torch.zeros(9, 9)}), "recogniser"),
    ],
    ids=["missing", "unknown", "missing of its projection", "another encoder", "of a face"],
)
def test_an_adapter_that_does_not_fit_is_refused(paint, board, adapter, tmp_path, change, said):
    options = adapter("sd")
    change(held := load_file(options["file"]))
    save_file(held, file := tmp_path / "changed.safetensors")
    with pytest.raises(InputError, match=said) as caught:
        paint("sd", board[:1], ip_adapter={**options, "file": str(file)})
    assert str(file) in caught.value.message


def test_an_image_encoder_that_lacks_a_tensor_is_refused(paint, board, adapter, tmp_path):
    options = adapter("sd")
    folder = shutil.copytree(options["image_encoder"], tmp_path / "encoder")
    held = load_file(folder / "model.safetensors")
    held.pop(name := sorted(held)[0])
    save_file(held, folder / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(InputError, match=f"`{name}` is missing") as caught:
        paint("sd", board[:1], ip_adapter={**options, "image_encoder": str(folder)})
    assert f"{folder} (option `ip_adapter.image_encoder`)" in caught.value.message
