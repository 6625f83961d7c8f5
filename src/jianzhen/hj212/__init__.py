"""HJ 212 codec for the editions 2005, 2017 and 2025: bytes in, messages and diagnostics out; no sockets.

`Framer` cuts a stream into packets, `decode` reads one, `encode` writes one; `readings` gives typed values and
`decode_columns` (module ``columns``) decodes many packets at once into Arrow tables.
"""

from __future__ import annotations

from jianzhen.hj212.assumptions import Assumptions
from jianzhen.hj212.cipher import NO_KEYS, Keyring
from jianzhen.hj212.convert import ConvertError, convert
from jianzhen.hj212.decode import decode, decode_all, decode_stream
from jianzhen.hj212.diagnostics import CATALOGUE, Diagnostic, Severity
from jianzhen.hj212.encode import EncodeError, encode
from jianzhen.hj212.framer import Frame, Framer, cut
from jianzhen.hj212.keyfile import KeyFileError, read_keys
from jianzhen.hj212.message import Crc, Length, Message, Packet, flag_of
from jianzhen.hj212.parts import Joiner, encode_parts
from jianzhen.hj212.readings import Reading, cycle_of, number_of, readings

__all__ = [
    "CATALOGUE",
    "NO_KEYS",
    "Assumptions",
    "ConvertError",
    "Crc",
    "Diagnostic",
    "EncodeError",
    "Frame",
    "Framer",
    "Joiner",
    "KeyFileError",
    "Keyring",
    "Length",
    "Message",
    "Packet",
    "Reading",
    "Severity",
    "convert",
    "cut",
    "cycle_of",
    "decode",
    "decode_all",
    "decode_stream",
    "encode",
    "encode_parts",
    "flag_of",
    "number_of",
    "read_keys",
    "readings",
]
