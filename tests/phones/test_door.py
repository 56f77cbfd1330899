"""The door: which address phones are sent to, and the code that says it; names that look alike."""

from __future__ import annotations

import pytest
import segno

from spacequiz.phones.door import HERE, Address, draw_qr, list_addresses, make_url, sort_addresses
from spacequiz.phones.seats import (
    clean_guest,
    find_free,
    find_skeleton,
    make_code,
    make_token,
    name_seat,
)


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        ({}, [HERE]),
        ({"lo": HERE}, [HERE]),
        ({"eth0": "10.0.0.4", "wlan0": "192.168.1.5"}, ["192.168.1.5", "10.0.0.4", HERE]),
        (
            {"a": "172.31.0.1", "b": "203.0.113.7", "c": "172.32.0.1", "d": "10.1.1.1"},
            ["10.1.1.1", "172.31.0.1", "203.0.113.7", "172.32.0.1", HERE],
        ),
        ({"docker0": "192.168.9.1", "wlan0": "172.20.0.2"}, ["172.20.0.2", "192.168.9.1", HERE]),
        ({"tailscale0": "100.101.1.1", "en0": "10.0.0.2"}, ["10.0.0.2", "100.101.1.1", HERE]),
        ({"x": "100.64.0.1", "en0": "9.9.9.9"}, ["9.9.9.9", "100.64.0.1", HERE]),
        ({"x": "169.254.3.3", "en0": "9.9.9.9"}, ["9.9.9.9", "169.254.3.3", HERE]),
        (
            {"vEthernet (WSL)": "172.17.0.1", "utun3": "10.8.0.2", "Wi-Fi": "192.168.0.2"},
            ["192.168.0.2", "10.8.0.2", "172.17.0.1", HERE],
        ),
    ],
)
def test_the_address_that_phones_can_reach_comes_first(
    found: dict[str, str], wanted: list[str]
) -> None:
    assert list(sort_addresses(Address(a, name) for name, a in found.items())) == wanted


def test_this_machine_has_an_address() -> None:
    assert list_addresses()[-1] == HERE


@pytest.mark.parametrize("quiet", [2, 4])
def test_the_code_is_drawn_as_it_is(quiet: int) -> None:
    url = make_url("192.168.178.123", 7777, "BCDF")
    assert url == url.upper()
    lines = draw_qr(url, quiet)
    upper, lower = "▀█", "▄█"
    rows = [[c in ink for c in line] for line in lines for ink in (upper, lower)]
    code = segno.make_qr(url, error="m")
    wanted = [list(map(bool, row)) for row in code.matrix_iter(border=quiet)]
    assert rows[: len(wanted)] == wanted
    # It fits a terminal of 80 by 24, beside what to do.
    assert len(lines) <= 17
    assert len(lines[0]) <= 33


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ann", "ANN"),
        ("Ann", "А n n".replace("А", "A")),
        ("Anna", "\u0410nna"),
        ("Olaf", "0laf"),
        ("Ill", "lIl"),
        ("Zoë", "zoe"),
        ("Bob", "B.o.b"),
        ("Max", "Ｍａｘ"),
    ],
)
def test_names_that_look_alike_are_one(one: str, other: str) -> None:
    assert find_skeleton(one) == find_skeleton(other)
    free = find_free(other, {find_skeleton(one)})
    assert free
    assert find_skeleton(free) != find_skeleton(one)


@pytest.mark.parametrize("name", ["李雷", "Борис", "سارة", "Łucja", "🦊", "O'Neil", "Ана Мария"])
def test_names_of_all_scripts_stay(name: str) -> None:
    assert clean_guest(name) == name
    assert find_skeleton(name)


def test_a_token_leads_to_its_seat_and_no_seat_to_its_token() -> None:
    token = make_token()
    assert name_seat(token) == name_seat(token)
    assert name_seat(token) != name_seat(make_token())
    assert name_seat(token) not in token


def test_an_evening_keeps_its_letters() -> None:
    assert make_code("12") == make_code("12")
    assert len({make_code(str(n)) for n in range(50)}) > 45
    assert all(len(make_code(str(n))) == 4 and make_code(str(n)).isupper() for n in range(50))
