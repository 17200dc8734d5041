"""The audit: how much of an exam can be passed without seeing the films.

Baselines that see only words are trained on some families of films and tested on the others. What
they answer above chance is given away by the words. That is a lower bound: a stronger model finds
more.
"""

from moviellm.audit.baselines import VIEWS, View
from moviellm.audit.exam import Audit, Score, TableLine, audit_items, steps
from moviellm.audit.item import AuditItem
from moviellm.audit.leaks import Leak
from moviellm.audit.reading import read_items

__all__ = [
    "VIEWS",
    "Audit",
    "AuditItem",
    "Leak",
    "Score",
    "TableLine",
    "View",
    "audit_items",
    "read_items",
    "steps",
]
