"""PyAV, which encodes and decodes clips and sound: an extra, since most runs have no animator."""

from __future__ import annotations

from moviellm.errors import InputError


def require_pyav() -> None:
    """Refuse to work with clips or sound where PyAV is not installed.

    Raises:
        InputError: It is not.
    """
    try:
        import av  # noqa: F401
    except ImportError as error:
        raise InputError(
            f"Moving pictures and sound need PyAV, which cannot be imported: {error}.",
            hint="pip install 'moviellm[motion]'",
        ) from error
