"""Print what `huggingface_hub` and `datasets` read from a folder's dataset card.

python read_card.py FOLDER
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from datasets.info import DatasetInfosDict
from datasets.utils.metadata import MetadataConfigs
from huggingface_hub import DatasetCard


def main() -> None:
    card = DatasetCard.load(Path(sys.argv[1]) / "README.md")
    configs = MetadataConfigs.from_dataset_card_data(card.data)
    infos = DatasetInfosDict.from_dataset_card_data(card.data)
    print(
        json.dumps(
            {
                "data": card.data.to_dict(),
                "text": card.text,
                "default": configs.get_default_config_name(),
                "configs": sorted(configs),
                "features": {name: str(info.features) for name, info in infos.items()},
                "rows": {
                    name: {split: told.num_examples for split, told in info.splits.items()}
                    for name, info in infos.items()
                },
            },
            default=str,
        )
    )


main()
