"""From where a request comes, as far as limits are concerned."""

from __future__ import annotations

import ipaddress

HOUSEHOLD = 64
"""Bits of an IPv6 address that tell one line from another: whoever has a line has 2^64 addresses on it."""

LOOPBACK = "loopback"


def network_of(address: str | None) -> str:
    """What is counted as one place: an IPv4 address, or the network of an IPv6 address.

    This machine itself is `LOOPBACK`, under whichever of its addresses; what is no address stands for itself.
    """
    try:
        found = ipaddress.ip_address((address or "").partition("%")[0])
    except ValueError:
        return address or ""
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            found = found.ipv4_mapped
        elif not found.is_loopback:
            return str(ipaddress.ip_network((found, HOUSEHOLD), strict=False))
    return LOOPBACK if found.is_loopback else str(found)
