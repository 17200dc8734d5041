"""Print every sample of an MDS export as MosaicML Streaming reads it, with hashes for bytes.

    read_mds.py EXPORT FOLDER

Then write the same samples into FOLDER by Streaming's own writer.
"""

import hashlib
import json
import sys
from pathlib import Path

from streaming import MDSWriter, StreamingDataset
from streaming.base.format.mds.encodings import JSON


def as_written(self: JSON, value: object) -> bytes:
    """JSON as the exporter spells it: the container is compared, not the blanks in the JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


JSON.encode = as_written

if __name__ == "__main__":
    folder, copy = Path(sys.argv[1]), Path(sys.argv[2])
    for index in sorted(folder.glob("*/index.json")):
        split = index.parent.name
        dataset = StreamingDataset(
            local=str(folder), split=split, batch_size=1, shuffle=False, validate_hash="sha256"
        )
        shard = json.loads(index.read_text())["shards"][0]
        columns = dict(zip(shard["column_names"], shard["column_encodings"], strict=True))
        (media,) = columns.keys() - {"id", "meta"}
        with MDSWriter(
            columns=columns,
            out=str(copy / split),
            hashes=["sha256"],
            size_limit=shard["size_limit"],
        ) as writer:
            for number in range(len(dataset)):
                sample = dataset[number]
                writer.write(sample)
                hashes = {media: hashlib.sha256(sample[media]).hexdigest()}
                found = {"split": split, "key": sample["id"], "media": hashes}
                print(json.dumps({**found, "row": sample["meta"]}))
