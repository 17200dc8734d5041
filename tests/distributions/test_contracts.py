"""Every component of every distribution keeps its contract, as the conformance kit examines it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from environments import Environment
from moviellm.testing import examine
from places import ROOT
from table import FOLDERS, TABLE, Contract, addresses, declared

HEAVY = {
    "PIL", "aiohttp", "anthropic", "av", "diffusers", "megatron", "numpy", "openai", "pyarrow",
    "skia", "streaming", "torch", "transformers",
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


@pytest.mark.parametrize("one", TABLE, ids=FOLDERS)
def test_declaring_and_setting_components_imports_nothing_heavy(one):
    modules = sorted({module for module, _ in addresses(one.folder)})
    configs = "for component in components: importlib.import_module(component.config.split(':')[0])"
    code = (
        f"import importlib, sys\n"
        f"modules = [importlib.import_module(name) for name in {modules!r}]\n"
        f"components = [vars(module)[name] for module in modules\n"
        f"              for where, name in {sorted(addresses(one.folder))!r}\n"
        f"              if where == module.__name__]\n"
        f"{configs}\n"
        f"print(sorted({HEAVY!r} & sys.modules.keys()))"
    )
    done = Environment(Path(sys.executable)).run("-c", code)
    assert done.stdout.strip() == "[]"
