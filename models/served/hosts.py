"""Keeps seekers' texts inside the operator's network: a public address is refused, and looked for at each connect."""

from __future__ import annotations

import ipaddress
import socket

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver
from yarl import URL

CONSENT = "i understand that seekers' texts leave this network"
"""What `models.served.allow_public_host` must say, word for word, before a public server is spoken to."""


class PublicHost(Exception):
    """The server is not inside the operator's network. The message says what to do."""

    def __init__(self, host: str) -> None:
        super().__init__(
            f"{host} is not a private address, and seekers' texts must not leave this network: point models.served.url "
            f'to a server of your own, or set models.served.allow_public_host = "{CONSENT}"'
        )
        self.host = host


def is_private(address: str) -> bool:
    """Whether an IP address is of this machine or of a private network."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    mapped = ip.ipv4_mapped if isinstance(ip, ipaddress.IPv6Address) else None
    ip = mapped or ip
    return ip.is_loopback or ip.is_link_local or (ip.is_private and not ip.is_reserved)


def require_private(url: str) -> None:
    """Refuse a URL that names a public address outright; names are looked at when they are resolved.

    Raises `PublicHost`, or ValueError where it is no URL of a web server.
    """
    parsed = URL(url)
    if parsed.scheme not in {"http", "https"} or not parsed.host:
        raise ValueError(f"models.served.url: {url!r} is not a URL such as http://127.0.0.1:8000")
    try:
        ipaddress.ip_address(parsed.host)
    except ValueError:
        return
    if not is_private(parsed.host):
        raise PublicHost(parsed.host)


class PrivateResolver(AbstractResolver):
    """Resolves names, and refuses one that leads anywhere public, whatever it led to a minute ago."""

    def __init__(self) -> None:
        self._resolver = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The addresses of `host`. Raises `PublicHost`."""
        found = await self._resolver.resolve(host, port, family)
        if not all(is_private(one["host"]) for one in found):
            raise PublicHost(host)
        return found

    async def close(self) -> None:
        """Nothing to close but what it wraps."""
        await self._resolver.close()
