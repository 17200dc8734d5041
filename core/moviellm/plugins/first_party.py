"""Which distribution of this project brings a name that is not installed."""

from __future__ import annotations

_BROUGHT_BY: dict[str, dict[str, str]] = {
    "writer": {
        "openai": "moviellm-plugins-gpt",
        "anthropic": "moviellm-plugins-gpt",
    },
    "director": {
        "openai": "moviellm-plugins-gpt",
        "anthropic": "moviellm-plugins-gpt",
    },
    "captioner": {
        "openai": "moviellm-plugins-gpt",
        "anthropic": "moviellm-plugins-gpt",
    },
    "critic": {
        "openai": "moviellm-plugins-gpt",
        "anthropic": "moviellm-plugins-gpt",
    },
    "voice": {
        "espeak": "moviellm-plugin-voices",
        "kokoro": "moviellm-plugin-voices",
        "openai-speech": "moviellm-plugins-gpt",
    },
    "painter": {
        "openai-image": "moviellm-plugins-gpt",
        "sd": "moviellm-plugins-sd",
        "sdxl": "moviellm-plugin-sdxl",
    },
    "exporter": {
        "mp4": "moviellm-plugin-video",
        "subtitles": "moviellm-plugin-video",
        "webdataset": "moviellm-plugin-webdataset",
        "hf": "moviellm-plugin-hf",
        "energon": "moviellm-plugin-energon",
        "mds": "moviellm-plugin-mds",
        **dict.fromkeys(
            ("lmms-eval", "video-mme", "mlvu", "longvideobench", "cinepile"),
            "moviellm-plugin-evaluation",
        ),
        **dict.fromkeys(
            (
                "llava", "qwen-vl", "internvl", "ms-swift", "llamafactory", "sharegpt4video",
                "videochat-flash", "llama-vid", "video-chatgpt", "trl",
            ),
            "moviellm-plugin-trainers",
        ),
    },
}  # fmt: skip


def distribution_for(stage: str, name: str) -> str:
    """Return the distribution that brings this name, or an empty string."""
    return _BROUGHT_BY.get(stage, {}).get(name, "")


def names_for(stage: str) -> list[str]:
    """Return the names that this project's distributions bring to a stage."""
    return list(_BROUGHT_BY.get(stage, {}))
