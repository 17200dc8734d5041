"""Every exporter keeps its contract with the core."""

from moviellm.testing import ExporterSuite


class TestLmmsEval(ExporterSuite):
    plugin = "lmms-eval"


class TestVideoMME(ExporterSuite):
    plugin = "video-mme"


class TestMLVU(ExporterSuite):
    plugin = "mlvu"


class TestLongVideoBench(ExporterSuite):
    plugin = "longvideobench"


class TestCinePile(ExporterSuite):
    plugin = "cinepile"
