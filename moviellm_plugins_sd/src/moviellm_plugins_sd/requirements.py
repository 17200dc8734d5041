"""The heavy packages that this distribution needs, told apart from a plugin that is broken."""

from __future__ import annotations

from importlib.util import find_spec

from moviellm import PluginError

HEAVY_PACKAGES = ("torch", "diffusers", "transformers", "accelerate", "peft", "safetensors", "PIL")


def require(distribution: str, who: str) -> None:
    """See that everything heavy is installed; nothing is imported.

    Args:
        distribution: What pip installs to have it all.
        who: Who needs it, as a sentence begins.

    Raises:
        PluginError: Something is missing; the hint is the pip line.
    """
    missing = [
        name if name != "PIL" else "pillow" for name in HEAVY_PACKAGES if find_spec(name) is None
    ]
    if missing:
        verb = "is" if len(missing) == 1 else "are"
        raise PluginError(
            f"{who} needs {', '.join(missing)}, which {verb} not installed here.",
            hint=f"`pip install {distribution}` brings everything; "
            f"`pip install {' '.join(missing)}` only what is missing.",
        )
