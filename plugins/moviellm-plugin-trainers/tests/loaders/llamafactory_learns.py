"""Print what LLaMA-Factory learns of each row of a dataset, with its own template and mask."""

import json
import sys
from pathlib import Path

from llamafactory.data.loader import _load_single_dataset
from llamafactory.data.parser import get_dataset_list
from llamafactory.data.processor import SupervisedDatasetProcessor
from llamafactory.data.template import get_template_and_fix_tokenizer
from llamafactory.hparams import DataArguments, ModelArguments
from tiny_models import tiny_qwen_processor
from transformers import AutoProcessor, Seq2SeqTrainingArguments

folder, name, made, cutoff = sys.argv[1:]
processor = AutoProcessor.from_pretrained(tiny_qwen_processor(Path(made)))
for key, value in {
    "image_max_pixels": 768 * 768, "image_min_pixels": 32 * 32, "image_do_pan_and_scan": False,
    "video_max_pixels": 256 * 256, "video_min_pixels": 16 * 16, "video_fps": 2.0,
    "video_maxlen": 128, "crop_to_patches": False, "use_audio_in_video": False,
}.items():  # fmt: skip
    setattr(processor, key, value)
data = DataArguments(dataset_dir=folder, template="qwen2_vl", cutoff_len=int(cutoff))
template = get_template_and_fix_tokenizer(processor.tokenizer, data)
model = ModelArguments(model_name_or_path="none")
training = Seq2SeqTrainingArguments(output_dir=f"{made}/trained", use_cpu=True)
(attributes,) = get_dataset_list([name], folder)
rows = _load_single_dataset(attributes, model, data, training)
encode = SupervisedDatasetProcessor(template, processor.tokenizer, processor, data)
for row in rows:
    made = encode.preprocess_dataset({key: [value] for key, value in row.items()})
    (ids,), (labels,) = made["input_ids"], made["labels"]
    learned = [one for one in labels if one != -100]
    told = {"learned": processor.tokenizer.decode(learned), "tokens": len(ids)}
    print("ROW", json.dumps(told))
