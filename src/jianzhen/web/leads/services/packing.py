"""Handing out evidence packages, on record with the digest of their seal."""

from __future__ import annotations

from django.db import transaction

from jianzhen.report.evidence import pack
from jianzhen.report.results import Results
from jianzhen.seal.pack import seal_digest
from jianzhen.web import audit
from jianzhen.web.accounts.asked import Asked
from jianzhen.web.leads.models import Lead
from jianzhen.words import Words


def pack_for(request: Asked, results: Results, lead: Lead) -> bytes:
    """The package of a lead, the same as ``jianzhen evidence pack`` makes."""
    content = pack(results, lead.key)
    with transaction.atomic():
        audit.record(
            "lead.evidence_taken", actor=request.user, request=request, target=lead,
            after={"seal": seal_digest(content), "bytes": len(content)},
            words=Words("下载{target}的证据包", "took the evidence package of {target}"),
        )  # fmt: skip
    return content
