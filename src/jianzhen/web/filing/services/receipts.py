"""Receipts: what anybody who has the number may check, and the picture that leads there."""

from __future__ import annotations

import io
from collections.abc import Mapping

import qrcode  # type: ignore[import-untyped]  # has no types
from qrcode.image.svg import SvgPathImage  # type: ignore[import-untyped]

from jianzhen.contract import TABLES
from jianzhen.web.filing.models import Submission
from jianzhen.web.filing.services.receiving import latest_of
from jianzhen.web.filing.states import TAKEN
from jianzhen.web.scope.net import whole_table

_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V", "-": "", " ": ""})
_GROUP = 5


def shown(number: str) -> str:
    """A number in groups that people can read to each other."""
    return "-".join(number[start : start + _GROUP] for start in range(0, len(number), _GROUP))


def typed(text: str) -> str:
    """What somebody typed as a number."""
    return text.upper().translate(_READ_AS)


def found(text: str) -> Mapping[str, object] | None:
    """What the public page says of a receipt: nothing that tells whose it is or what stands in it."""
    with whole_table("anybody may check a receipt whose number they have"):
        one = Submission.objects.filter(number=typed(text), state__in=TAKEN).first() if typed(text) else None
        if one is None:
            return None
        latest = latest_of(one)
        return {
            "number": shown(one.number or ""),
            "accepted_at": one.accepted_at,
            "digest": one.digest,
            "version": one.version,
            "tables": [{"facts": TABLES.get(table["table"]), "rows": table["rows"]} for table in one.tables],
            "state": one.state_title,
            "superseded": latest is not None and latest.version > one.version,
        }


def picture(address: str) -> bytes:
    """A QR code as SVG."""
    out = io.BytesIO()
    qrcode.make(address, image_factory=SvgPathImage, border=2).save(out)
    return out.getvalue()
