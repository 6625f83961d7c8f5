"""Whether a port is free, asked before the web server tries for it."""

from __future__ import annotations

import socket

_TRIES = 100


def is_free(host: str, port: int) -> bool:
    """Whether somebody could listen there now; an address that is not of this machine is left to the web server."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As the web server does: a port whose last connections are still closing is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def free_port(host: str, wanted: int) -> int:
    """The wanted port, or the next that is free.

    Raises:
        OSError: None of the next hundred is free.
    """
    for port in range(wanted, min(wanted + _TRIES, 65536)):
        if is_free(host, port):
            return port
    raise OSError(f"no port from {wanted} on is free at {host}")
