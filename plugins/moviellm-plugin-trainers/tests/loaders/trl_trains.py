"""Run the how-to's own calls of TRL on a tiny model, and print what they learn of each row."""

import json
import os
import re
import sys
from pathlib import Path

from tiny_models import tiny_llava

page, folder, model = sys.argv[1:]
code = re.findall(r"^```python\n(.*?)^```$", Path(page).read_text("utf-8"), re.M | re.S)
os.chdir(folder)
made = tiny_llava(Path(model))
for call in code:
    call = re.sub(r'"Qwen/[^"]*"', repr(made), call)
    call = call.replace("Config(", "Config(use_cpu=True, bf16=False, max_steps=1, ")
    call = call.replace("max_completion_length=256", "max_completion_length=4")
    space = {}
    exec(call, space)
    trainer = space["trainer"]
    told = {"trainer": type(trainer).__name__, "steps": trainer.state.global_step}
    if told["trainer"] != "GRPOTrainer":
        told["learned"] = []
        for row in trainer.train_dataset:
            batch = trainer.data_collator([row])
            mask = batch["labels"] != -100 if "labels" in batch else batch["completion_mask"] == 1
            told["learned"].append(
                [
                    trainer.processing_class.tokenizer.decode(ids[learned])
                    for ids, learned in zip(batch["input_ids"], mask, strict=True)
                ]
            )
    print("ROW", json.dumps(told))
