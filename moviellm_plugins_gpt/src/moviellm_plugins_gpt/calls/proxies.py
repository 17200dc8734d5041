"""The proxy on the way to a server, as the environment names it; loopback is asked directly."""

from __future__ import annotations

import base64
import ipaddress
import os
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from moviellm_plugins_gpt.calls.outcomes import PROXY_HINT, Unsent

_SCHEMES = ("http", "https")


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy.

    Attributes:
        url: Its address, with the user and password if there are any.
    """

    url: str

    def __str__(self) -> str:
        """Its address for messages, without user and password."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"

    @property
    def headers(self) -> dict[str, str]:
        """The header by which it is shown the user and password, if there are any."""
        parts = urlsplit(self.url)
        if parts.username is None:
            return {}
        shown = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        return {"Proxy-Authorization": f"Basic {base64.b64encode(shown.encode()).decode()}"}


def proxy_for(address: str) -> Proxy | None:
    """Return the proxy through which an address is asked; None where it is asked directly.

    Raises:
        Unsent: What the environment names is no proxy of a known kind.
    """
    parts = urlsplit(address)
    host = parts.hostname or ""
    if is_loopback(host) or proxy_bypass(host) or _is_in_a_network(host):
        return None
    named = getproxies()
    variable = parts.scheme if named.get(parts.scheme) else "all"
    url = (named.get(variable) or "").strip()
    if not url:
        return None
    url = url if "://" in url else f"http://{url}"
    found = Proxy(url)
    try:
        usable = urlsplit(url).hostname and urlsplit(url).port != 0
    except ValueError:
        usable = False
    if not usable or urlsplit(url).scheme not in _SCHEMES:
        raise Unsent(
            f"{variable.upper()}_PROXY names {found if usable else 'what is no address'}, and only "
            "proxies with http:// or https:// are known",
            PROXY_HINT,
        )
    return found


def is_loopback(host: str) -> bool:
    """Whether a host is this machine itself, which no proxy reaches."""
    name = host.rstrip(".").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _is_in_a_network(host: str) -> bool:
    """Whether NO_PROXY lists a network (10.0.0.0/8) that a host is in."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    listed = os.environ.get("no_proxy") or os.environ.get("NO_PROXY") or ""
    for entry in listed.split(","):
        try:
            if "/" in entry and address in ipaddress.ip_network(entry.strip(), strict=False):
                return True
        except ValueError:
            continue
    return False
