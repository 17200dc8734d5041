"""A whole page in one file, under a content security policy that allows just what is in it.

Styles and scripts stand inline and are named by their hash, since ``'self'`` under ``file://``
would be any file of the disk. Pictures lie beside the page.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from importlib.resources import files

from moviellm.pages.markup import Html, escape, fill, join

BASE_STYLE = files("moviellm.pages").joinpath("base.css").read_text(encoding="utf-8")
"""Colours, type and common parts of every page, light and dark."""

_PAGE = """\
<!doctype html>
<html lang="$language">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="$policy">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="MovieLLM">
<title>$title</title>
<link rel="icon" href="data:image/svg+xml,$icon">
$styles
</head>
<body>
$body
$data
$scripts
</body>
</html>
"""

_ICON = (
    "%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E"
    "%3Crect width='32' height='32' rx='7' fill='%23b4431f'/%3E"
    "%3Cpath d='M6 22l7-9 5 6 3-4 5 7z' fill='%23fdf6ea'/%3E"
    "%3Ccircle cx='22' cy='10' r='3' fill='%23f3c98b'/%3E%3C/svg%3E"
)


def document(
    *,
    title: str,
    body: Html,
    styles: Sequence[str] = (BASE_STYLE,),
    scripts: Sequence[str] = (),
    data: object = None,
    language: str = "en",
    media: bool = False,
) -> str:
    """Return a page.

    Args:
        title: What the browser shows as its name.
        body: All of the page, without data and scripts.
        styles: Style sheets.
        scripts: Scripts, run in order at the end of the page.
        data: JSON for the scripts, which find it as the text of the element ``data``.
        language: BCP 47 tag of the page.
        media: Whether clips and sounds lie beside it, as pictures do.
    """
    return fill(
        _PAGE,
        language=language,
        policy=_policy(styles, scripts, media=media),
        title=title,
        icon=Html(_ICON),
        styles=join((Html(f"<style>{style}</style>") for style in styles), "\n"),
        body=body,
        data=Html("") if data is None else _data(data),
        scripts=join((Html(f"<script>{script}</script>") for script in scripts), "\n"),
    )


def _policy(styles: Sequence[str], scripts: Sequence[str], *, media: bool) -> Html:
    rules = [
        "default-src 'none'",
        "img-src 'self' data:",
        *(["media-src 'self'"] if media else []),
        f"style-src {_hashes(styles)}",
        f"script-src {_hashes(scripts)}",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
    ]
    return escape("; ".join(rules))


def _hashes(texts: Sequence[str]) -> str:
    hashes = (base64.b64encode(hashlib.sha256(t.encode()).digest()).decode() for t in texts)
    return " ".join(f"'sha256-{digest}'" for digest in hashes) or "'none'"


def _data(value: object) -> Html:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    safe = text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
    return Html(f'<script type="application/json" id="data">{safe}</script>')
