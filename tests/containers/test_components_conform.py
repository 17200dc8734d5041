"""Each exporter passes the conformance kit, for every unit that a sample can be."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest
from moviellm.testing import ExporterSuite


class TestWebDataset(ExporterSuite):
    plugin = "webdataset"


@pytest.mark.slow
class TestWebDatasetOfScenes(ExporterSuite):
    plugin = "webdataset"
    options: ClassVar[dict[str, Any]] = {"sample": "scene", "shard_samples": 2}


@pytest.mark.slow
class TestWebDatasetOfFilms(ExporterSuite):
    plugin = "webdataset"
    options: ClassVar[dict[str, Any]] = {"sample": "film", "shard_samples": 1}


class TestEnergon(ExporterSuite):
    plugin = "energon"
    options: ClassVar[dict[str, Any]] = {"prepare": False}


class TestMds(ExporterSuite):
    plugin = "mds"


@pytest.mark.slow
class TestMdsOfFrames(ExporterSuite):
    plugin = "mds"
    options: ClassVar[dict[str, Any]] = {"sample": "frame"}
