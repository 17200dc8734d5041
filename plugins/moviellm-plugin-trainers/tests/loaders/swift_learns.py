"""Print what ms-swift learns of each row, with its own template and mask; videos are left out."""

import json
import sys
from pathlib import Path

from swift.dataset import load_dataset
from swift.model import get_processor
from swift.template import get_template
from tiny_models import QWEN_SIGNS, byte_tokenizer
from transformers import Qwen2Config

path, made = sys.argv[1:]
folder = Path(made)
tokenizer = byte_tokenizer(*QWEN_SIGNS, pad="<|endoftext|>", end="<|im_end|>")
tokenizer.save_pretrained(folder)
Qwen2Config(architectures=["Qwen2ForCausalLM"]).save_pretrained(folder)
processor = get_processor(made, model_type="qwen2")
template = get_template(processor, template_type="qwen2_5")
template.set_mode("train")
dataset, _ = load_dataset([path], strict=True, num_proc=1)
for row in dataset:
    row = {key: value for key, value in row.items() if key not in ("videos", "rejected_response")}
    row["messages"] = [
        {**one, "content": one["content"].replace("<video>", "")} for one in row["messages"]
    ]
    labels = template.encode(row)["labels"]
    learned = tokenizer.decode([one for one in labels if one != -100])
    print("ROW", json.dumps({"learned": learned}))
