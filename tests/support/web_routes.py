"""All routes of the platform, and an address for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.urls import URLPattern, URLResolver, get_resolver, reverse


def patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    """Every pattern, however deep."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one)
        else:
            yield one


def addresses(arguments: Mapping[str, Mapping[str, object]]) -> dict[str, str]:
    """An address by route name; a route that takes something has to be told what."""
    return {str(one.name): reverse(str(one.name), kwargs=arguments.get(str(one.name))) for one in patterns()}
