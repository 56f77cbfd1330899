"""The room: what a host sees of the phones, whatever serves them."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from spacequiz.errors import SpacequizError


class RoomError(SpacequizError):
    """Phones cannot be let in."""


class RoomGuest(NamedTuple):
    """Show somebody who sits in the room."""

    seat: str
    name: str
    team: str
    """The id of the team."""
    here: bool


class RoomWish(NamedTuple):
    """Say how a room is to be opened."""

    address: str = ""
    """Empty for the likeliest of this machine's."""
    port: int = 0
    """0 for the usual one."""
    per_address: int = 0
    """How many phones may come from one address; 0 for the usual number."""


class Room(Protocol):
    """Let phones in, and say who came."""

    locked: bool
    """Whether nobody new is let in."""
    asks_first: bool
    """Whether new guests wait until the host lets them in; let all in who wait once it ends."""

    @property
    def is_open(self) -> bool:
        """Return whether phones are listened to."""

    @property
    def url(self) -> str:
        """Return the address that phones go to, in capitals."""

    @property
    def code(self) -> str:
        """Return the four letters of the room."""

    @property
    def only_here(self) -> bool:
        """Return whether the address is this machine's own, where no phone gets to."""

    @property
    def guests(self) -> tuple[RoomGuest, ...]:
        """Return who sits in the room, in the order of joining."""

    @property
    def waiting(self) -> tuple[RoomGuest, ...]:
        """Return who waits to be let in, whoever came first before the others."""

    def admit(self, seat: str) -> None:
        """Let somebody in who waits."""

    def refuse(self, seat: str) -> None:
        """Turn somebody away who waits; they may ask again."""

    def draw_qr(self, quiet: int = 4) -> tuple[str, ...]:
        """Return the QR code of the address as lines of half blocks."""

    async def open(self) -> None:
        """Listen.

        Raises:
            RoomError: It cannot be done on this machine.
        """

    async def close(self) -> None:
        """Listen no more, and tell the phones."""

    async def next_address(self) -> None:
        """Listen on another address of this machine."""

    def kick(self, seat: str) -> None:
        """Let somebody go; they may join again."""
