"""What a call that ended was billed, as far as that is known."""

from __future__ import annotations

from collections.abc import Mapping

from moviellm.component import Reply
from moviellm.engine.journal.records import CallRow
from moviellm.engine.paid_calls.budget import is_amount
from moviellm.errors import Cancelled, PluginError, text_of, unsent, was_sent

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
    return True, price_of(error)


def price_of(ended: object) -> float | None:
    """Return the price that a reply or an exception tells; None where it tells no amount."""
    usd = getattr(ended, "usd", None)
    return float(usd) if is_amount(usd) else None


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
    elif reply.usd is not None and not is_amount(reply.usd):
        fault = f"a Reply that costs {text_of(reply.usd)} US dollars"
    elif not _counts(reply.usage):
        fault = "a Reply whose usage is no table of counts"
    if fault or not isinstance(reply, Reply):
        raise _BrokenReplyError(
            f"A paid call of {call.stage} {call.component} returned {fault}.",
            hint="Report it to the plugin's author; the call counts at its worst price.",
        )
    return reply


def _counts(usage: object) -> bool:
    return isinstance(usage, Mapping) and all(
        isinstance(name, str) and isinstance(count, int) for name, count in usage.items()
    )


def check_worst(call: CallRow) -> None:
    """See that a component names an amount, or None, as the worst price of a call.

    Raises:
        PluginError: It names something else; nothing is sent.
    """
    if call.reserved_usd is not None and not is_amount(call.reserved_usd):
        with unsent():
            raise PluginError(
                f"A paid call of {call.stage} {call.component} may cost "
                f"{text_of(call.reserved_usd)}, which is no amount of US dollars.",
                hint="Report it to the plugin's author; nothing was sent.",
            )
