"""What a call that ended was billed, as far as that is known."""

from __future__ import annotations

from moviellm.component import Reply
from moviellm.engine.journal.records import CallRow
from moviellm.errors import Cancelled, PluginError, was_sent

_INTERRUPTED = (TimeoutError, Cancelled)


def bill_of(error: BaseException) -> tuple[bool, float | None]:
    """Return whether a failed call was billed, and its price if known.

    An exception says so by an attribute ``usd``: a price, or None for an unknown one. Without it
    the call was not billed, except that nobody knows after a time-out or an interruption.
    """
    if not was_sent(error):
        return False, None
    if not hasattr(error, "usd"):
        return isinstance(error, _INTERRUPTED) or not isinstance(error, Exception), None
    usd = error.usd
    usable = isinstance(usd, int | float) and not isinstance(usd, bool) and 0 <= usd < float("inf")
    return True, float(usd) if usable else None


class _BrokenReplyError(PluginError):
    usd: float | None = None


def checked(reply: object, call: CallRow) -> Reply:
    """Return what a component brought back, if it is a reply.

    Raises:
        PluginError: It is none; it counts as billed at the worst price.
    """
    fault = ""
    if not isinstance(reply, Reply):
        fault = f"{type(reply).__name__} instead of a Reply"
    elif not isinstance(reply.data, bytes):
        fault = f"a Reply whose data is {type(reply.data).__name__}, not bytes"
    elif reply.usd is not None and not 0 <= reply.usd < float("inf"):
        fault = f"a Reply that costs {reply.usd} US dollars"
    if fault or not isinstance(reply, Reply):
        raise _BrokenReplyError(
            f"A paid call of {call.stage} {call.component} returned {fault}.",
            hint="Report it to the plugin's author; the call counts at its worst price.",
        )
    return reply
