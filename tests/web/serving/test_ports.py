from __future__ import annotations

import socket

from jianzhen.web.serving.ports import free_port, is_free


def test_a_taken_port_is_passed_over() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert not is_free("127.0.0.1", port)
        found = free_port("127.0.0.1", port)
    assert found > port
    assert is_free("127.0.0.1", port)
