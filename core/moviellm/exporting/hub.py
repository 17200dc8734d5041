"""What dataset hubs take in the front matter of a card: known licences, short names of languages.

A card with other values is refused when it is uploaded. Fields:
https://github.com/huggingface/hub-docs/blob/main/datasetcard.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

LICENCES = frozenset(
    {
        "apache-2.0", "mit", "openrail", "bsd-2-clause", "bsd-3-clause", "cc0-1.0",
        "cc-by-2.0", "cc-by-2.5", "cc-by-3.0", "cc-by-4.0", "cc-by-sa-3.0", "cc-by-sa-4.0",
        "cc-by-nc-2.0", "cc-by-nc-3.0", "cc-by-nc-4.0", "cc-by-nd-4.0",
        "cc-by-nc-nd-3.0", "cc-by-nc-nd-4.0",
        "cc-by-nc-sa-2.0", "cc-by-nc-sa-3.0", "cc-by-nc-sa-4.0",
        "cdla-sharing-1.0", "cdla-permissive-1.0", "cdla-permissive-2.0", "odc-by", "odbl", "pddl",
        "gpl-3.0", "lgpl-3.0", "agpl-3.0", "mpl-2.0", "unlicense",
    }
)  # fmt: skip
"""What the hub knows by name (https://huggingface.co/docs/hub/repositories-licenses)."""


def hub_licence(licence: str | None) -> dict[str, str]:
    """The fields that tell a licence; one that the hub does not know is ``other`` with its name."""
    if licence is None:
        return {}
    name = "-".join(re.findall(r"[a-z0-9.]+", licence.lower()))
    if name in LICENCES:
        return {"license": name}
    return {"license": "other", "license_name": name or "other"}


def hub_languages(tags: Iterable[str]) -> dict[str, list[str]]:
    """The fields that tell BCP 47 tags: languages in two or three letters, and tags in full."""
    full = sorted({tag.strip() for tag in tags if re.fullmatch(r"[A-Za-z0-9-]+", tag.strip())})
    short = sorted({tag.partition("-")[0].lower() for tag in full})
    listed = [tag for tag in short if re.fullmatch(r"[a-z]{2,3}", tag)]
    regional = [tag for tag in full if "-" in tag]
    return ({"language": listed} if listed else {}) | (
        {"language_bcp47": regional} if regional else {}
    )
