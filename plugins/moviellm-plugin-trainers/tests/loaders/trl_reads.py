"""Read an export with TRL's own collators and a tiny processor, and print what they give back."""

import json
import os
import sys
from pathlib import Path

from datasets import Image, List, load_dataset
from moviellm_plugin_trainers.checkers import reward
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import CLIPImageProcessor, LlavaProcessor, PreTrainedTokenizerFast
from trl.trainer.dpo_trainer import DataCollatorForVisionPreference
from trl.trainer.sft_trainer import DataCollatorForVisionLanguageModeling

TEMPLATE = (
    "{% for message in messages %}{{ message['role'] }}: "
    "{% for part in message['content'] %}"
    "{% if part['type'] == 'image' %}<image>{% else %}{{ part['text'] }}{% endif %}"
    "{% endfor %}\n{% endfor %}{% if add_generation_prompt %}assistant: {% endif %}"
)


def processor():
    letters = Tokenizer(models.WordLevel({"<unk>": 0, "<pad>": 1, "<image>": 2}, "<unk>"))
    letters.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=letters, pad_token="<pad>", unk_token="<unk>",
        extra_special_tokens={"image_token": "<image>"},
    )  # fmt: skip
    size = {"height": 28, "width": 28}
    pictures = CLIPImageProcessor(size={"shortest_edge": 28}, crop_size=size)
    return LlavaProcessor(
        pictures, tokenizer, patch_size=14, vision_feature_select_strategy="default",
        num_additional_image_tokens=1, chat_template=TEMPLATE,
    )  # fmt: skip


def loaded(name):
    rows = load_dataset("json", data_files=f"{name}.jsonl", split="train")
    return rows.cast_column("images", List(Image()))


folder = sys.argv[1]
os.chdir(folder)
made = processor()
collators = {
    "train": DataCollatorForVisionLanguageModeling(made),
    "train_preference": DataCollatorForVisionPreference(made),
}
for name, collate in collators.items():
    if not Path(f"{name}.jsonl").exists():
        continue
    for row in loaded(name):
        kept = {key: value for key, value in row.items() if key != "images"}
        batch = collate([dict(row)])
        pixels, tokens = batch["pixel_values"], batch["input_ids"]
        told = {
            "name": name, "row": kept, "images": len(row["images"]), "batch": len(tokens),
            "pixels": list(pixels.shape), "tokens": int((tokens == 2).sum()),
        }  # fmt: skip
        print("ROW", json.dumps(told))
rows = loaded("train_reward").remove_columns("images")
right = [[{"role": "assistant", "content": text}] for text in rows["solution"]]
columns = {key: rows[key] for key in rows.column_names if key not in ("prompt",)}
print("ROW", json.dumps({"name": "train_reward", "rewards": reward(right, **columns)}))
