"""Print every sample of a WebDataset export as `webdataset` reads it, with hashes for bytes.

    read_webdataset.py EXPORT [WORKERS]

With WORKERS so many processes of PyTorch's `DataLoader` read side by side.
"""

import hashlib
import json
import sys
from pathlib import Path

import webdataset

if __name__ == "__main__":
    folder, workers = Path(sys.argv[1]), int((*sys.argv[2:], 0)[0])
    index = json.loads((folder / "shards.json").read_text())
    for split, found in index["splits"].items():
        urls = [str(folder / shard["url"]) for shard in found["shards"]]
        samples = webdataset.WebDataset(urls, shardshuffle=False)
        if workers:
            samples = webdataset.WebLoader(samples, batch_size=None, num_workers=workers)
        for sample in samples:
            parts = {name: data for name, data in sample.items() if not name.startswith("__")}
            row = json.loads(parts.pop("json"))
            hashes = {name: hashlib.sha256(data).hexdigest() for name, data in parts.items()}
            found = {"split": split, "key": sample["__key__"], "media": hashes, "row": row}
            print(json.dumps(found))
