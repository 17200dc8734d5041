"""Static pages that open from disk: safe templates, and a document with a strict content policy.

An exporter of a third party may use this too; `BASE_STYLE` is the look that all pages share.
"""

from moviellm.pages.document import BASE_STYLE, document
from moviellm.pages.markup import Html, escape, fill, join

__all__ = ["BASE_STYLE", "Html", "document", "escape", "fill", "join"]
