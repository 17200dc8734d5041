"""The how-to of a local server names the port that the server uses."""

import re
from pathlib import Path

ROOT = next(up for up in Path(__file__).resolve().parents if (up / "core" / "moviellm").is_dir())


def test_the_how_to_asks_at_the_port_that_its_server_is_told():
    page = (ROOT / "docs/how-to/write-with-a-local-server.md").read_text()
    own = page[page.index("## Try it without a server") :]
    (told,) = re.findall(r"\$ python \S+local_model\.py (\d+)", own)
    (asked,) = re.findall(r"base_url: http://127\.0\.0\.1:(\d+)/v1", own)
    assert told == asked
