"""One small, deterministic component a stage, all named ``fake``.

Nobody sees them in ``plugins list``: `moviellm.testing.fakes_installed` puts them within reach of
a test's pipeline for as long as it runs.
"""
