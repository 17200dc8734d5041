"""Components on GPUs get worker processes of their own, each with its own GPUs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from moviellm.engine.workers.gpus import places, visible_gpus

from .conftest import IN_THREADS

SMALL = {"chapters": 1, "scenes": 1, "frames": 4}


@pytest.fixture
def stages() -> dict[str, str]:
    return IN_THREADS


@pytest.fixture(autouse=True)
def no_gpus(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Hide the machine's own GPUs; returns a folder on PATH for another ``nvidia-smi``."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.delenv("CUDA_VISIBLE_DEVICES", raising=False)
    program = folder / "nvidia-smi"
    program.write_text("#!/bin/sh\necho 'No devices were found' >&2\nexit 6\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


@pytest.fixture
def machine(no_gpus: Path):
    """Give the machine so many GPUs: `machine(2)`."""

    def with_gpus(count: int) -> None:
        lines = [f"GPU {n}: NVIDIA A100-SXM4-40GB (UUID: GPU-5f1{n})" for n in range(count)]
        program = no_gpus / "nvidia-smi"
        program.write_text('#!/bin/sh\n[ "$1" = -L ] || exit 2\ncat <<END\n')
        with program.open("a") as file:
            file.write("\n".join([*lines, "END", ""]))

    return with_gpus


@pytest.fixture
def placed(produce, tmp_path):
    """Run a painter that tells where it was placed; returns (process, devices) of its calls."""

    def run_it(use="one-gpu", *, together=1, **changes):
        log = tmp_path / "log"
        report = produce(painter={"use": use, "log": str(log), "together": together}, **changes)
        assert report.state == "finished"
        return [tuple(line.split()) for line in log.read_text().splitlines()]

    return run_it


def test_every_gpu_has_a_process_and_each_gets_orders(machine, placed):
    machine(2)
    calls = placed(together=2, workers=1)
    assert {devices for _, devices in calls} == {"0", "1"}
    assert len({process for process, _ in calls}) == 2


def test_one_film_is_painted_on_all_gpus(machine, placed):
    machine(2)
    calls = placed(together=2, themes=["a lighthouse"], shape=SMALL)
    assert sorted(devices for _, devices in calls) == ["0", "1"]


def test_a_component_may_need_several_gpus(machine, placed):
    machine(5)
    calls = placed("two-gpus", together=2)
    assert {devices for _, devices in calls} == {"0,1", "2,3"}


def test_the_user_chooses_among_the_gpus(machine, placed, monkeypatch):
    machine(8)
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "3,GPU-5f16")
    assert {devices for _, devices in placed(together=2)} == {"3", "GPU-5f16"}


def test_without_a_gpu_there_is_one_process_and_the_variable_is_left_alone(placed):
    calls = placed(workers=4, themes=[f"film {n}" for n in range(4)])
    assert {devices for _, devices in calls} == {"unset"}
    assert len({process for process, _ in calls}) == 1


def test_a_driver_that_lists_nothing_is_no_gpu():
    assert visible_gpus() == ()


@pytest.mark.parametrize(
    ("variable", "found"),
    [
        ("", ()),
        ("-1", ()),
        ("0,-1,1", ("0",)),
        (" 2 , 0", ("2", "0")),
    ],
)
def test_the_variable_is_read_as_cuda_reads_it(monkeypatch, machine, variable, found):
    machine(4)
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", variable)
    assert visible_gpus() == found


@pytest.mark.parametrize(("gpus", "each", "count"), [(8, 1, 8), (8, 3, 2), (1, 2, 1), (0, 1, 1)])
def test_no_gpu_is_shared_and_there_is_always_a_process(gpus, each, count):
    found = places([str(n) for n in range(gpus)], each)
    assert len(found) == count
    named = [gpu for place in found for gpu in place.get("CUDA_VISIBLE_DEVICES", "").split(",")]
    assert len(set(named)) == len(named)
