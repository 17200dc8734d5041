"""The exporter keeps to what every exporter into shards does."""

from __future__ import annotations

from container_contract import ContainerContract


class TestEnergon(ContainerContract):
    to = "energon"
