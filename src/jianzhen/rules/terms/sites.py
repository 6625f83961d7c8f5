"""Where laboratories are."""

from __future__ import annotations

import ibis

from jianzhen.rules.verdict import Table

ONE_SITE_DEGREES = 0.005
"""Sites of a laboratory closer than this (some 500 m) count as one place."""


def laboratory_sites(organizations: Table, certificates: Table, certificate_sites: Table) -> Table:
    """The one place of each laboratory: its certified site, else its registered address; several sites give none.

    Returns:
        ``org_id``, ``lon``, ``lat`` (missing when there are several), ``registered`` (only the registered address).
    """
    owners = certificates.select(site_cert="cert_no", site_org="org_id")
    joined = certificate_sites.join(owners, certificate_sites.cert_no == owners.site_cert)
    known = joined.filter(joined.lon.notnull() & joined.lat.notnull())
    certified = known.group_by("site_org").aggregate(
        west=known.lon.min(), south=known.lat.min(), east=known.lon.max(), north=known.lat.max()
    )
    registered = organizations.select("org_id", own_lon="lon", own_lat="lat")
    both = registered.outer_join(certified, registered.org_id == certified.site_org)
    one = (both.east - both.west <= ONE_SITE_DEGREES) & (both.north - both.south <= ONE_SITE_DEGREES)
    none = both.site_org.isnull()
    return both.select(
        org_id=both.org_id.fill_null(both.site_org),
        lon=ibis.cases((none, both.own_lon), (one, both.west)),
        lat=ibis.cases((none, both.own_lat), (one, both.south)),
        registered=none,
    )
