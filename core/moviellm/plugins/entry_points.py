"""Which object has this name: stevedore, without its cache and without its silence.

stevedore's own list comes from a file that is stale after a reinstall and loses the distribution,
and a failure to load is only logged unless a callback says otherwise.
"""

from __future__ import annotations

from importlib.metadata import EntryPoint
from typing import Any, NoReturn

from stevedore import NamedExtensionManager


class _OneEntryPoint(NamedExtensionManager[Any]):
    def __init__(self, wanted: EntryPoint) -> None:
        self._wanted = wanted
        super().__init__(
            wanted.group,
            [wanted.name],
            on_load_failure_callback=_raise,
            on_missing_entrypoints_callback=None,
        )

    def list_entry_points(self) -> list[EntryPoint]:
        """Return the entry point that was chosen, of whichever distribution."""
        return [self._wanted]


def load_object(wanted: EntryPoint) -> Any:
    """Import and return the object that an entry point names.

    Raises:
        Exception: Whatever the plugin's module raises, unchanged.
    """
    return _OneEntryPoint(wanted).extensions[0].plugin


def _raise(manager: object, entry: EntryPoint, error: BaseException) -> NoReturn:
    raise error
