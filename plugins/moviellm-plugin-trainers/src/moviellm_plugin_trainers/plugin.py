"""What this distribution declares; nothing heavy is imported here."""

from moviellm import Capabilities, Component


def _exporter(
    name: str,
    implementation: str,
    config: str,
    summary: str,
) -> Component:
    package = "moviellm_plugin_trainers"
    return Component(
        name=name,
        stage="exporter",
        implementation=f"{package}.formats.{implementation}",
        config=f"{package}.config:{config}",
        summary=summary,
        output_version=3,
        capabilities=Capabilities(seeded=False, runs_in="process", resumes=True),
        docs="docs/reference/trainers.md",
    )


llava = _exporter(
    "llava",
    "llava:LlavaExporter",
    "LlavaConfig",
    "Rows and mixture yaml for LLaVA-NeXT and LLaVA-Video, with mp4.",
)
qwen_vl = _exporter(
    "qwen-vl",
    "qwen_vl:QwenVLExporter",
    "QwenVLConfig",
    "Rows and registry for the finetune code of Qwen2-VL to Qwen3-VL, with mp4.",
)
internvl = _exporter(
    "internvl",
    "internvl:InternVLExporter",
    "InternVLConfig",
    "Rows and meta file for InternVL 2 and 3, with mp4 or frame folders.",
)
ms_swift = _exporter(
    "ms-swift",
    "ms_swift:MsSwiftExporter",
    "MsSwiftConfig",
    "Messages for ms-swift: SFT, preference pairs (DPO), rewards (GRPO), with mp4.",
)
llamafactory = _exporter(
    "llamafactory",
    "llamafactory:LlamaFactoryExporter",
    "LlamaFactoryConfig",
    "Messages and dataset_info.json for LLaMA-Factory: SFT and preference pairs, with mp4.",
)
sharegpt4video = _exporter(
    "sharegpt4video",
    "sharegpt4video:ShareGPT4VideoExporter",
    "ShareGPT4VideoConfig",
    "Captions of parts and of the whole, as ShareGPT4Video has them and VILA reads them.",
)
videochat_flash = _exporter(
    "videochat-flash",
    "videochat_flash:VideoChatFlashExporter",
    "VideoChatFlashConfig",
    "Rows and yaml for VideoChat-Flash, with mp4 or frame folders.",
)
llama_vid = _exporter(
    "llama-vid",
    "llama_vid:LlamaVidExporter",
    "LlamaVidConfig",
    "Rows and feature files for LLaMA-VID's stage 3, long videos with their dialogue.",
)
video_chatgpt = _exporter(
    "video-chatgpt",
    "video_chatgpt:VideoChatGPTExporter",
    "VideoChatGPTConfig",
    "Rows and feature files for Video-ChatGPT.",
)
trl = _exporter(
    "trl",
    "trl:TrlExporter",
    "TrlConfig",
    "Prompts and completions with frames as images for TRL: SFT, pairs (DPO), rewards (GRPO).",
)
