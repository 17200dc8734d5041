"""The exporter keeps to what every exporter into shards does."""

from __future__ import annotations

import pytest
from container_contract import ContainerContract, KilledExports


class TestWebDataset(ContainerContract):
    to = "webdataset"


@pytest.mark.slow
class TestKilledWebDataset(KilledExports):
    to = "webdataset"
    first = "train-000000.tar"
