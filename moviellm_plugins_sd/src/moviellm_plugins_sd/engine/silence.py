"""Libraries that neither talk to the screen nor tell the hub who uses them."""

from __future__ import annotations

import os


def silence_libraries() -> None:
    """Silence diffusers and transformers but for errors, and their telemetry.

    To be called before either is imported: the hub's client reads its switch only then.
    """
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    import diffusers
    from transformers.utils import logging

    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    diffusers.utils.logging.set_verbosity_error()
    diffusers.utils.logging.disable_progress_bar()
