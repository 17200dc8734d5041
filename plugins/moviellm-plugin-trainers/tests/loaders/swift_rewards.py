"""Run the reward that a page tells to register with ms-swift, on right and on wrong answers."""

import json
import re
import sys
from pathlib import Path

from swift.rewards import orms

page, rows = (Path(name).read_text(encoding="utf-8") for name in sys.argv[1:])
exec(re.search(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)[1])
columns = [json.loads(line) for line in rows.splitlines()]
given = {key: [row[key] for row in columns] for key in columns[0] if key != "messages"}
made = orms["moviellm"]()
print("ROW", json.dumps(made(given["solution"], **given)))
print("ROW", json.dumps(made(["I do not know."] * len(columns), **given)))
