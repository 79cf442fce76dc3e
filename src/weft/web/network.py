"""The part of the net that a request comes from: for counting, never for keeping."""

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

BITS = {4: 24, 6: 48}
"""So much of an address is one household, office or provider's corner."""
INSIDE = tuple(
    ip_network(each)
    for each in (
        "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16",
        "::1/128", "fc00::/7", "fe80::/10",
    )
)  # fmt: skip
"""Nobody comes from there over the net: it is a proxy in front, which stands for everybody."""


def network_of(request: HttpRequest) -> str:
    """Such as ``192.0.2.0/24``; empty when nobody can say, as behind a proxy that tells no address of the net.

    Only the proxy in front states an address: the last one in its header. What a visitor writes before it is not read.
    """
    said = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        said = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    try:
        address = ip_address(said)
    except ValueError:
        return ""
    mapped = getattr(address, "ipv4_mapped", None) or address
    if any(mapped in each for each in INSIDE):
        return ""
    return str(ip_network((int(mapped), BITS[mapped.version]), strict=False))
