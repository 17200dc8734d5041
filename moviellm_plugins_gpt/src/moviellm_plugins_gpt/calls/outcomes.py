"""What can come of one attempt at a call that brought no answer.

    CallFailed
    ├── RateLimited          too many requests or tokens in this minute
    ├── Overloaded           5xx, 529
    │   └── Unreached        no server there
    ├── TimedOut             no whole answer before the deadline; perhaps billed
    ├── Broken               a 200 that is no answer: cut JSON, a cut stream; perhaps billed
    │   └── WebPage          a page for people: another address, unless that one has answered before
    ├── Unsent               what failed before a byte was sent: certificates, proxies, encodings
    ├── SteppedDown          how it was asked is not taken: asked again at once, in another way
    ├── Hopeless             whole, and of a known wrong shape; what every call would be answered
    ├── QuotaSpent           the account has no money left
    ├── KeyRejected          a wrong key, no access to the model
    │   ├── KeyMissing       no key at all
    │   └── KeyUnusable      what no header can carry; nothing is sent
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

PROXY_HINT = (
    "Check HTTPS_PROXY, HTTP_PROXY and ALL_PROXY; NO_PROXY lists the hosts that are asked directly."
)


class CallFailed(Exception):  # noqa: N818 - an outcome, told as one
    """One attempt at a call brought no answer.

    Args:
        said: What the server or the network said, in a sentence.
        wait: How long the server asks to wait, in seconds; None when it does not say.

    Attributes:
        headers: Of the answer, with names in lower case; empty where there was none.
        slows: Whether fewer calls at once would have helped.
        usd: None where the provider may have billed it; else it is not there. The engine's books
            read it.
    """

    slows = False
    usd: float | None

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


class WebPage(Broken):
    """A success that shows a page for people: an address without an API, or a passing gateway."""


class Unsent(CallFailed):
    """Nothing was sent, and no other call could be.

    Args:
        said: What went wrong, in a sentence.
        hint: What to do about it.
    """

    sent = False

    def __init__(self, said: str, hint: str) -> None:
        super().__init__(said)
        self.hint = hint

    def error(self) -> InputError:
        """Return the error that stops the run."""
        return InputError(f"Nothing could be sent: {self.said}", hint=self.hint)


class SteppedDown(CallFailed):
    """The server does not take how it was asked: it is asked again at once, in another way."""


class Hopeless(CallFailed):
    """What every other call would be answered alike, and asking again would not change.

    Args:
        said: What is wrong with the answer, in a sentence.
        hint: What to do about it.
        billed: Whether the provider may have billed it.
    """

    def __init__(self, said: str, hint: str, *, billed: bool = False) -> None:
        super().__init__(said)
        self.hint = hint
        if billed:
            self.usd = None

    def error(self) -> InputError:
        """Return the error that stops the run."""
        return InputError(self.said, hint=self.hint)


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

    def error(self, variable: str | None = None) -> InputError:
        """Return the error that stops the run.

        Args:
            variable: The environment variable that the key was read from; None where none was sent.
        """
        if variable is None:
            return InputError(
                f"The server wants a key, and none was sent: {self.said}",
                hint="Put a key into an environment variable, name that in `key_env`, and run "
                "again.",
            )
        return InputError(
            f"The provider does not accept the key in {variable}: {self.said}",
            hint=f"Put a valid key with access to the model into {variable}, or name another "
            "variable in `key_env`, and run again.",
        )


class KeyMissing(KeyRejected):
    """There is no key.

    Args:
        variable: The environment variable that should hold it.
    """

    sent = False

    def __init__(self, variable: str) -> None:
        super().__init__(f"the environment variable {variable} is not set")
        self.variable = variable

    def error(self, variable: str | None = None) -> InputError:
        """Return the error that stops the run."""
        return InputError(
            f"There is no key for the provider: {self.said}.",
            hint=f"Set {self.variable} to your key, or name another variable in `key_env`.",
        )


class KeyUnusable(KeyRejected):
    """The key holds what no key has.

    Args:
        variable: The environment variable that holds it.
        fault: What it holds.
    """

    sent = False

    def __init__(self, variable: str, fault: str) -> None:
        super().__init__(f"the environment variable {variable} holds {fault}")
        self.variable = variable

    def error(self, variable: str | None = None) -> InputError:
        """Return the error that stops the run."""
        return InputError(
            f"This is no key for the provider: {self.said}. Nothing was sent.",
            hint=f"Set {self.variable} to the key alone, in one line and without quotes.",
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
        codes: The codes that it gave.
        named: The parameters and words of the request that it named.
    """

    def __init__(
        self,
        said: str,
        *,
        filtered: bool = False,
        codes: frozenset[str] = frozenset(),
        named: tuple[str, ...] = (),
    ) -> None:
        super().__init__(said)
        self.filtered = filtered
        self.codes = codes
        self.named = named
