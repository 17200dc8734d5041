"""The exporter keeps to what every exporter into shards does."""

from __future__ import annotations

import pytest
from container_contract import ContainerContract, KilledExports


class TestMds(ContainerContract):
    to = "mds"


@pytest.mark.slow
class TestKilledMds(KilledExports):
    to = "mds"
    first = "train/shard.00000.mds"
