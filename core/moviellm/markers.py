"""The markers of the plugin contract (no module is named ``hookimpl``: it would hide the marker).

``hookimpl`` marks a method of a plugin that answers a hook of `moviellm.hookspecs`;
``hookspec`` marks the specification itself and is for the core alone.
"""

from __future__ import annotations

import pluggy

PROJECT = "moviellm"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)

__all__ = ["hookimpl"]
