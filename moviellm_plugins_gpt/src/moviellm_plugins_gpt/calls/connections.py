"""What a failure of the network means: whether anything was sent, and whether it may pass."""

from __future__ import annotations

import re

from moviellm_plugins_gpt.calls.error_body import SAID
from moviellm_plugins_gpt.calls.masking import KeyMask
from moviellm_plugins_gpt.calls.outcomes import (
    PROXY_HINT,
    Broken,
    CallFailed,
    TimedOut,
    Unreached,
    Unsent,
)

_CERTIFICATE_HINT = (
    "If the server's certificate is your own, name the file of its authority in SSL_CERT_FILE; if "
    "the server speaks plain HTTP, `base_url` begins with http://."
)
_PROXY_REFUSES = {"ClientProxyConnectionError", "ClientHttpProxyError", "ProxyError"}
_NOT_TRUSTED = {
    "ClientConnectorCertificateError", "ClientConnectorSSLError", "SSLCertVerificationError",
}  # fmt: skip
_UNREACHED = {"ConnectError", "ClientConnectorError", "ConnectionRefusedError", "gaierror"}
_CUT = {"ServerDisconnectedError", "ClientPayloadError", "ClientOSError", "ConnectionResetError"}
_UNSENT_WORDS = re.compile(r"header|newline|null byte|invalid url", re.IGNORECASE)


def of_connection(error: Exception, mask: KeyMask, *, through: str = "") -> CallFailed:
    """Return what an exception of the network means; a cut after sending may have been billed.

    Args:
        error: Of an SDK or its transport.
        mask: Hides the key, which a transport may show with a header that it does not take.
        through: The proxy on the way, for messages; empty without one.
    """
    chain = _chain(error)
    names = {type(one).__name__ for one in chain}
    said = next((str(one) for one in reversed(chain) if str(one)), type(error).__name__)
    said = mask.in_text(said)[:SAID]
    way = f" through the proxy {through}" if through else ""
    if (found := next((one for one in chain if isinstance(one, CallFailed)), None)) is not None:
        return found
    if names & _NOT_TRUSTED:
        return Unsent(f"the connection cannot be trusted ({said})", _CERTIFICATE_HINT)
    if names & _PROXY_REFUSES:
        return Unsent(f"there is no way{way} ({said})", PROXY_HINT)
    if "ClientConnectorError" in names:
        return Unreached(f"the server cannot be reached{way} ({said})")
    if names & _CUT:  # before the next: both SDKs also call it a failure to connect
        return Broken(f"the connection{way} broke ({said})")
    if names & _UNREACHED:
        return Unreached(f"the server cannot be reached{way} ({said})")
    if any("Timeout" in name for name in names):
        return TimedOut(f"no answer in time{way} ({said})")
    if isinstance(chain[-1], UnicodeEncodeError) or (
        isinstance(chain[-1], ValueError) and _UNSENT_WORDS.search(said)
    ):
        return unsent_by(error, mask)
    return Broken(f"the connection{way} broke ({said})")


def unsent_by(error: BaseException, mask: KeyMask) -> Unsent:
    """Return what an exception means that came before anything was sent."""
    said = next((str(one) for one in reversed(_chain(error)) if str(one)), type(error).__name__)
    return Unsent(
        f"the request cannot be written down ({mask.in_text(said)[:SAID]})",
        "Check `base_url`, `headers` and the key for characters that no address or header has.",
    )


def _chain(error: BaseException) -> list[BaseException]:
    """Return an exception and those that it came from, the first of them last."""
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or link.__context__
    return chain
