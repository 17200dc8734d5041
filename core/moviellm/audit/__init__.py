"""The audit: how much of an exam can be passed without seeing the films.

Baselines that see only words, or only a part of a film, are trained on some families of films and
tested on the others. What they answer above chance is given away. That is a lower bound: a stronger
model finds more.
"""

from moviellm.audit.blind_model import BlindModel
from moviellm.audit.data import as_data
from moviellm.audit.exam import Audit, Results, audit_items, steps
from moviellm.audit.item import AuditItem
from moviellm.audit.leaks import Leak
from moviellm.audit.reading import is_run, read_items
from moviellm.audit.tables import Score, TableLine
from moviellm.audit.views import BLIND, VIEWS, View, ViewSpec

__all__ = [
    "BLIND",
    "VIEWS",
    "Audit",
    "AuditItem",
    "BlindModel",
    "Leak",
    "Results",
    "Score",
    "TableLine",
    "View",
    "ViewSpec",
    "as_data",
    "audit_items",
    "is_run",
    "read_items",
    "steps",
]
