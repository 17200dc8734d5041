"""Every component of every distribution keeps its contract, as the conformance kit examines it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from moviellm.testing import examine
from places import ROOT
from table import FOLDERS, TABLE, Contract, addresses, declared

HEAVY = {
    "PIL", "aiohttp", "anthropic", "av", "diffusers", "megatron", "numpy", "onnxruntime", "openai",
    "pyarrow", "scipy", "skia", "soundfile", "streaming", "torch", "transformers",
}  # fmt: skip
"""What may be imported by what makes something, and by nothing else."""

CONTRACTS = [
    pytest.param(
        contract,
        id="-".join(filter(None, (contract.stage, contract.name, contract.called))),
        marks=[] if contract.plain else pytest.mark.slow,
    )
    for one in TABLE
    for contract in one.contracts
]


@pytest.mark.parametrize("contract", CONTRACTS)
def test_it_keeps_its_contract(contract: Contract, given):
    for module in contract.needs:
        pytest.importorskip(module)
    options = contract.options(given) if callable(contract.options) else contract.options
    examination = examine(contract.stage, contract.name, options=options, time_limit_s=240)
    failed = [finding for finding in examination.findings if finding.failed]
    assert [f"{finding.check}: {finding.what}" for finding in failed] == []


def test_every_distribution_of_the_repository_is_in_the_table():
    found = {file.parent for file in ROOT.glob("*/pyproject.toml")}
    found |= {file.parent for file in ROOT.glob("plugins/*/pyproject.toml")}
    assert {folder.relative_to(ROOT).as_posix() for folder in found} == set(FOLDERS) - {"."}


@pytest.mark.parametrize("one", TABLE, ids=FOLDERS)
def test_every_component_that_is_declared_is_in_the_table(one):
    assert {(contract.stage, contract.name) for contract in one.contracts} == declared(one.folder)


IMPORTING = """
import importlib, json, os, sys, traceback
import moviellm, pydantic

heavy, wanted = json.loads(sys.argv[1])
for folder, (modules, names) in wanted.items():
    if not os.fork():
        try:
            for module in modules:
                importlib.import_module(module)
            for module, name in names:
                importlib.import_module(vars(sys.modules[module])[name].config.split(":")[0])
            print(json.dumps([folder, sorted(sys.modules.keys() & heavy)]), flush=True)
        except BaseException:
            traceback.print_exc()
        os._exit(0)
    os.wait()
"""


@pytest.fixture(scope="module")
def imported():
    """What is imported of the heavy modules where all of a distribution is declared and set."""
    wanted = {
        one.folder: (sorted({module for module, _ in addresses(one.folder)}),
                     sorted(addresses(one.folder)))
        for one in TABLE
    }  # fmt: skip
    told = json.dumps([sorted(HEAVY), wanted])
    done = subprocess.run(
        [sys.executable, "-c", IMPORTING, told], capture_output=True, text=True, check=True
    )
    return dict(map(json.loads, done.stdout.splitlines())), done.stderr


@pytest.mark.parametrize("one", TABLE, ids=FOLDERS)
def test_declaring_and_setting_components_imports_nothing_heavy(one, imported):
    found, errors = imported
    assert found.get(one.folder) == [], errors
