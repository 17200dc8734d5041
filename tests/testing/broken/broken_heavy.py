"""A declaration that drags the heavy part along."""

import numpy
from broken_plugins import _broken

heavy = _broken("painter", "heavy", summary=f"Needs numpy {numpy.__version__}.")
