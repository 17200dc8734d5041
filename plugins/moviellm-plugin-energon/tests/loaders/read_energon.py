"""Print every sample of an Energon export as Megatron Energon reads it, with hashes for bytes."""

import hashlib
import json
import sys
from pathlib import Path

import yaml
from megatron.energon import (
    Cooker,
    DefaultTaskEncoder,
    Sample,
    WorkerConfig,
    basic_sample_keys,
    edataclass,
    get_loader,
    get_val_dataset,
    stateless,
)


@edataclass
class FoundSample(Sample):
    media: dict
    row: dict


@stateless
def cook(sample: dict) -> FoundSample:
    parts = {name: data for name, data in sample.items() if not name.startswith("__")}
    row = json.loads(parts.pop("json"))
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in parts.items()}
    return FoundSample(**basic_sample_keys(sample), media=hashes, row=row)


class Encoder(DefaultTaskEncoder[FoundSample, FoundSample, FoundSample, FoundSample]):
    cookers = (Cooker(cook),)
    decoder = None

    @stateless
    def batch(self, samples):
        return samples


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    splits = yaml.safe_load((folder / ".nv-meta" / "split.yaml").read_text())["split_parts"]
    for split in splits:
        dataset = get_val_dataset(
            folder,
            split_part=split,
            worker_config=WorkerConfig(rank=0, world_size=1, num_workers=0),
            batch_size=1,
            task_encoder=Encoder(),
        )
        for (sample,) in get_loader(dataset):
            key = sample.__key__.rpartition("/")[2]
            name = "validation" if split == "val" else split
            found = {"split": name, "key": key, "media": sample.media, "row": sample.row}
            print(json.dumps(found))
