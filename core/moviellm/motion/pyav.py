"""PyAV, which encodes and decodes clips: an extra, since most runs have no animator."""

from __future__ import annotations

from moviellm.errors import InputError


def require_pyav() -> None:
    """Refuse to work with clips where PyAV is not installed.

    Raises:
        InputError: It is not.
    """
    try:
        import av  # noqa: F401
    except ImportError as error:
        raise InputError(
            f"Moving pictures need PyAV, which cannot be imported: {error}.",
            hint="pip install 'moviellm[motion]'",
        ) from error
