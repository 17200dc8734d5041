"""Read an export with LLaMA-Factory, decode its videos, and print what it gives back."""

import json
import sys

from llamafactory.data.loader import _load_single_dataset
from llamafactory.data.mm_plugin import get_mm_plugin
from llamafactory.data.parser import get_dataset_list
from llamafactory.hparams import DataArguments, ModelArguments
from transformers import Seq2SeqTrainingArguments

folder, *names = sys.argv[1:]
data = DataArguments(dataset_dir=folder, template="qwen2_vl", preprocessing_num_workers=1)
model = ModelArguments(model_name_or_path="none")
training = Seq2SeqTrainingArguments(output_dir=f"{folder}/../trained", use_cpu=True)
plugin = get_mm_plugin("qwen2_vl", image_token="<|image_pad|>", video_token="<|video_pad|>")
limits = {
    "image_max_pixels": 768 * 768, "image_min_pixels": 32 * 32,
    "video_max_pixels": 256 * 256, "video_min_pixels": 16 * 16,
    "video_fps": 2.0, "video_maxlen": 128,
}  # fmt: skip
decoded = {}
for attributes in get_dataset_list(names, folder):
    for row in _load_single_dataset(attributes, model, data, training):
        said = [*row["_prompt"], *row["_response"][:1]]
        if said:
            plugin._validate_messages(said, [], row["_videos"], [])
        for video in row["_videos"]:
            if video not in decoded:
                decoded[video] = len(plugin._regularize_videos([video], **limits)["videos"][0])
        told = {
            "prompt": row["_prompt"], "response": row["_response"], "videos": row["_videos"],
            "frames": [decoded[video] for video in row["_videos"]],
        }  # fmt: skip
        print("ROW", json.dumps(told))
