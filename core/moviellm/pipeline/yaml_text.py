"""Plain data out as YAML that `moviellm.pipeline.loader` reads as the same data."""

from __future__ import annotations

import re
from typing import Any

import yaml

_NUMBER = re.compile(r"[-+.]?[0-9]")
"""How what the loader takes for a number begins; PyYAML, which knows YAML 1.1, leaves ``1e5`` and
``0o17`` without quotes."""

_BREAK = re.compile("[\x85\u2028\u2029\ufeff]")
"""What PyYAML reads as the end of a line, or not at all, unless it stands in double quotes."""


def yaml_text(data: Any) -> str:
    """Return data as YAML: keys sorted, no aliases, text in quotes wherever it needs them."""
    return yaml.dump(data, Dumper=_Dumper, sort_keys=True, allow_unicode=True)


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        """Write equal values out: the loader refuses aliases."""
        return True


def _text(dumper: _Dumper, text: str) -> yaml.Node:
    style = '"' if _BREAK.search(text) else "'" if _NUMBER.match(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


_Dumper.add_representer(str, _text)
