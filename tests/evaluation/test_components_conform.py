"""Every exporter keeps its contract with the core."""

import pytest
from moviellm.testing import ExporterSuite


class TestLmmsEval(ExporterSuite):
    plugin = "lmms-eval"


@pytest.mark.slow
class TestVideoMME(ExporterSuite):
    plugin = "video-mme"


@pytest.mark.slow
class TestMLVU(ExporterSuite):
    plugin = "mlvu"


@pytest.mark.slow
class TestLongVideoBench(ExporterSuite):
    plugin = "longvideobench"


@pytest.mark.slow
class TestCinePile(ExporterSuite):
    plugin = "cinepile"
