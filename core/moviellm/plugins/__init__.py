"""Which plugins are there, and the objects that their names stand for.

Listing reads metadata alone. `moviellm.plugins.components` calls the selected ones.
"""

from __future__ import annotations

from moviellm.plugins.inspection import list_plugins
from moviellm.plugins.loading import LoadedPlugin, load_command, load_component
from moviellm.plugins.records import PluginRecord

__all__ = ["LoadedPlugin", "PluginRecord", "list_plugins", "load_command", "load_component"]
