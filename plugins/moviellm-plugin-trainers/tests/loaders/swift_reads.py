"""Read an export with ms-swift, and print what it gives back, one JSON row a line."""

import json
import sys

from swift.dataset import load_dataset
from swift.template.template_inputs import TemplateInputs

for path in sys.argv[1:]:
    dataset, _ = load_dataset([path], strict=True, remove_unused_columns=False, num_proc=1)
    for row in dataset:
        inputs = TemplateInputs.from_dict(row)
        rejected = inputs.rejected
        told = {
            "messages": inputs.chosen.messages,
            "videos": inputs.chosen.videos,
            "rejected": rejected and [rejected.messages, rejected.videos],
            **{key: row[key] for key in ("solution", "checker") if key in row},
        }
        print("ROW", json.dumps(told))
