"""The part of the net that a request comes from; only the proxy in front is believed."""

import pytest
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from weft.web.network import network_of


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.0/24"),
        ("203.0.113.255", "203.0.113.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("::ffff:203.0.113.9", "203.0.113.0/24"),
        ("127.0.0.1", ""),
        ("::1", ""),
        ("::ffff:127.0.0.1", ""),
        ("172.17.0.1", ""),
        ("172.32.0.1", "172.32.0.0/24"),
        ("10.255.255.255", ""),
        ("11.0.0.0", "11.0.0.0/24"),
        ("192.168.1.9", ""),
        ("::ffff:192.168.1.9", ""),
        ("100.64.0.1", ""),
        ("fd00::1", ""),
        ("fe80::1%eth0", ""),
        ("", ""),
        ("unix:", ""),
    ],
)
def test_an_address_is_one_of_its_network(settings: Settings, address: str, network: str) -> None:
    settings.SECURE_PROXY_SSL_HEADER = None
    asked = RequestFactory().get("/", REMOTE_ADDR=address, headers={"X-Forwarded-For": "198.51.100.1"})

    assert network_of(asked) == network


@pytest.mark.parametrize(
    ("said", "network"),
    [
        ("1.1.1.1, 203.0.113.9", "203.0.113.0/24"),
        ("203.0.113.9", "203.0.113.0/24"),
        ("203.0.113.9, 10.0.0.2", ""),
        ("2001:db8::1%odd", "2001:db8::/48"),
        ("", ""),
        ("nobody", ""),
    ],
)
def test_behind_a_proxy_only_its_own_last_word_counts(settings: Settings, said: str, network: str) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    asked = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": said})

    assert network_of(asked) == network
