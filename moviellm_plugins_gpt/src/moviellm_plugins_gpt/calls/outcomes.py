"""What can come of one attempt at a call that brought no answer.

    CallFailed
    ├── RateLimited          too many requests or tokens in this minute
    ├── Overloaded           5xx, 529
    │   └── Unreached        no server there
    ├── TimedOut             no whole answer before the deadline; perhaps billed
    ├── Broken               a 200 that is no answer: HTML, cut JSON, cut stream; perhaps billed
    ├── QuotaSpent           the account has no money left
    ├── KeyRejected          a wrong key, no access to the model
    │   └── KeyMissing       no key at all
    ├── NotThere             no such model, another address
    │   └── BatchGone        a batch that was handed in is not known any more
    ├── ServerDown           many calls failed one after another
    └── BadRequest           the request is wrong: the question gets no answer

Which are tried again, and which end the run, stands in `retry`.

An exception with an attribute ``usd`` counts as billed (None: at an unknown price, so at its
worst); those without one cost nothing. (`moviellm.component.Calls.buy`)
"""

from __future__ import annotations

from collections.abc import Mapping

from moviellm import BudgetError, InputError, RunError


class CallFailed(Exception):  # noqa: N818 - an outcome, told as one
    """One attempt at a call brought no answer.

    Args:
        said: What the server or the network said, in a sentence.
        wait: How long the server asks to wait, in seconds; None when it does not say.

    Attributes:
        headers: Of the answer, with names in lower case; empty where there was none.
        slows: Whether fewer calls at once would have helped.
    """

    slows = False

    def __init__(self, said: str, wait: float | None = None) -> None:
        super().__init__(said)
        self.said = said
        self.wait = wait
        self.headers: Mapping[str, str] = {}


class RateLimited(CallFailed):
    """Too many requests or tokens in this minute."""

    slows = True


class Overloaded(CallFailed):
    """The server has too much to do."""

    slows = True


class Unreached(Overloaded):
    """Nothing listens there, or there is no such host."""

    def error(self, address: str) -> RunError:
        """Return the error that stops the run when it stays so: it is no film's fault.

        Args:
            address: Where the server should be.
        """
        return RunError(
            f"There is no server at {address}: {self.said}",
            hint="Start it, or check `base_url`, and run again: everything paid for is kept.",
        )


class TimedOut(CallFailed):
    """No whole answer before the deadline. The provider may have billed it."""

    slows = True
    usd: float | None = None


class Broken(CallFailed):
    """A success that is no answer. The provider may have billed it."""

    usd: float | None = None


class QuotaSpent(CallFailed):
    """The account has no money left."""

    def error(self) -> BudgetError:
        """Return the error that stops the run."""
        return BudgetError(
            f"The provider's account has no quota left: {self.said}",
            hint="Add credit at the provider and run again: everything paid for is kept.",
        )


class KeyRejected(CallFailed):
    """A wrong key, or no access to the model."""

    def error(self) -> InputError:
        """Return the error that stops the run."""
        return InputError(
            f"The provider does not accept the key: {self.said}",
            hint="Put a valid key with access to the model into the environment variable that "
            "`key_env` names (by default OPENAI_API_KEY or ANTHROPIC_API_KEY) and run again.",
        )


class KeyMissing(KeyRejected):
    """There is no key.

    Args:
        variable: The environment variable that should hold it.
    """

    def __init__(self, variable: str) -> None:
        super().__init__(f"the environment variable {variable} is not set")
        self.variable = variable

    def error(self) -> InputError:
        """Return the error that stops the run."""
        return InputError(
            f"There is no key for the provider: {self.said}.",
            hint=f"Set {self.variable} to your key, or name another variable in `key_env`.",
        )


class NotThere(CallFailed):
    """No such model, or no such address: every other question would be answered so."""

    def error(self) -> InputError:
        """Return the error that stops the run."""
        return InputError(
            f"The provider has no such model, or is at another address: {self.said}",
            hint="Check `model` and `base_url` (where OpenAI's protocol is spoken, the address of "
            "most servers ends with /v1), and `mode`: few servers of one's own take batches.",
        )


class BatchGone(NotThere):
    """A batch that was handed in is not there.

    Args:
        ticket: The batch.
        said: What the server said.
    """

    def __init__(self, ticket: str, said: str) -> None:
        super().__init__(said)
        self.ticket = ticket

    def error(self) -> InputError:
        """Return the error that stops the run."""
        return InputError(
            f"The batch {self.ticket}, which an earlier run handed in, is not there: {self.said}",
            hint="Take the key of the account that handed it in; if the batch is gone for good, "
            "`mode: sync` asks its calls anew.",
        )


class ServerDown(CallFailed):
    """Many calls failed one after another, and single ones after that."""

    def error(self) -> RunError:
        """Return the error that stops the run."""
        return RunError(
            f"The server only fails: {self.said}",
            hint="Run again when it works: everything paid for is kept.",
        )


class BadRequest(CallFailed):
    """The request is wrong.

    Args:
        said: What the server said.
        filtered: Whether the provider's content filter refused it.
    """

    def __init__(self, said: str, *, filtered: bool = False) -> None:
        super().__init__(said)
        self.filtered = filtered
