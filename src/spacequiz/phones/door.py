"""The door: on which address the room is open, and the QR code that leads there."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv4Network, ip_address
from typing import TYPE_CHECKING, NamedTuple

import ifaddr
import segno

if TYPE_CHECKING:
    from collections.abc import Iterable

PORT = 7777
"""Where the room is tried first; the next ones where something else listens there."""
PORTS_TRIED = 10
HERE = "127.0.0.1"
_CARRIERS = IPv4Network("100.64.0.0/10")
"""What carriers and some tunnels use."""
_RANGES = ("192.168.", "10.", *(f"172.{n}." for n in range(16, 32)))
# Of containers, virtual machines and tunnels: no phone in the room gets there.
_HIDDEN = re.compile(
    r"docker|^br-|virbr|veth|vmnet|vmware|vbox|virtualbox|hyper-v|wsl|vethernet|podman|lxc|^tun|^tap"
    r"|wireguard|^wg|utun|tailscale|^zt|zerotier|vpn|ppp|loopback",
    re.IGNORECASE,
)


class Address(NamedTuple):
    """Name an address of this machine."""

    address: str
    adapter: str


def list_addresses() -> tuple[str, ...]:
    """Return the addresses under which phones may find this machine, the likeliest first."""
    found = [
        Address(str(ip.ip), f"{adapter.nice_name} {adapter.name}")
        for adapter in ifaddr.get_adapters()
        for ip in adapter.ips
        if ip.is_IPv4
    ]
    return sort_addresses(found)


def sort_addresses(found: Iterable[Address]) -> tuple[str, ...]:
    """Return addresses, the likeliest first; this machine alone comes last."""
    ranked = sorted((_rank(each), n, each.address) for n, each in enumerate(found))
    usable = [a for _, _, a in ranked if not ip_address(a).is_loopback]
    return (*dict.fromkeys(usable), HERE)


def _rank(found: Address) -> int:
    """Return how unlikely an address is: home networks first, then others, then hidden ones."""
    address = IPv4Address(found.address)
    shared = address in _CARRIERS or address.is_link_local
    hidden = bool(_HIDDEN.search(found.adapter)) or shared
    near = [n for n, start in enumerate(_RANGES) if found.address.startswith(start)]
    return (min(near[0], 2) if near else 3) + 10 * hidden


def make_url(address: str, port: int, code: str) -> str:
    """Return the address in capitals, which makes a smaller code; nothing in it tells case."""
    return f"HTTP://{address}:{port}/{code}"


def draw_qr(text: str, quiet: int = 4) -> tuple[str, ...]:
    """Return a QR code as lines of half blocks, in which ink is dark and all else is light.

    Args:
        text: What it says.
        quiet: How many light modules surround it; scanners want four, and manage with two.
    """
    rows = [
        list(map(bool, row)) for row in segno.make_qr(text, error="m").matrix_iter(border=quiet)
    ]
    rows += [[False] * len(rows[0])] * (len(rows) % 2)
    return tuple(
        "".join(_BLOCKS[upper, lower] for upper, lower in zip(rows[n], rows[n + 1], strict=True))
        for n in range(0, len(rows), 2)
    )


_BLOCKS = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
