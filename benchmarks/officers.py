"""Many officers at work at once: real requests to a running platform, with the pauses in which people read.

Usage: python benchmarks/officers.py [--url http://127.0.0.1:8000] [--officers 100] [--seconds 60] [--pause 5]
                                     [--account NAME] [--password WORD]

Against the demonstration (``jianzhen demo FOLDER``), whose accounts and password are the defaults. Every officer has a
connection and a session of one's own. Signing in comes before the clock starts: a password costs a tenth of a second
of work on purpose.
"""

from __future__ import annotations

import argparse
import http.client
import random
import re
import statistics
import sys
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode, urlsplit

from jianzhen.web.demo import cast

PAGES = (
    "/",
    "/leads/",
    "/leads/?grade=high",
    f"/leads/?q={quote('检测')}",
    "/leads/?page=2",
    "LEAD",
    "LEAD",
    "/registers/",
    "/registers/instruments/",
    f"/registers/search/?q={quote('检测')}",
    "/me/",
)
"""What an officer opens, in an order of one's own; LEAD is a lead of the first page of the list."""
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
LEADS = re.compile(r'href="(/leads/[0-9a-f]{32}/)"')
GOAL_MS = 1000


@dataclass
class Officer:
    """A browser with a session, and what it measured: milliseconds by page."""

    host: str
    port: int
    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failed: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    cookies: dict[str, str] = field(default_factory=dict)
    leads: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.line = http.client.HTTPConnection(self.host, self.port, timeout=60)

    def ask(self, method: str, address: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        """One request over the connection that is kept open."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = urlencode(form) if form else None
        if form:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": f"http://{self.host}/"}
        answer = self._answer(method, address, body, headers)
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        return answer.status, answer.read().decode()

    def _answer(self, method: str, address: str, body: str | None, headers: dict[str, str]) -> http.client.HTTPResponse:
        try:
            self.line.request(method, address, body, headers)
            return self.line.getresponse()
        except (http.client.RemoteDisconnected, ConnectionError):
            # While the officer was reading the server closed the line; a browser then opens another.
            self.line.close()
            self.line.request(method, address, body, headers)
            return self.line.getresponse()

    def sign_in(self, account: str, password: str) -> None:
        """As a person does it."""
        _, page = self.ask("GET", "/accounts/login/")
        token = TOKEN.search(page)
        assert token, "no sign-in page"
        form = {"csrfmiddlewaretoken": token[1], "login": account, "password": password}
        status, page = self.ask("POST", "/accounts/login/", form)
        assert status == 302, f"{account}: not signed in ({status})"
        self.leads = LEADS.findall(self.ask("GET", "/leads/")[1]) or ["/leads/"]

    def work(self, until: float, pause: float, chance: random.Random) -> None:
        """Open a page, read it, open the next."""
        time.sleep(chance.uniform(0, pause))
        while time.monotonic() < until:
            page = chance.choice(PAGES)
            address = chance.choice(self.leads) if page == "LEAD" else page
            began = time.perf_counter()
            try:
                status, _ = self.ask("GET", address)
            except (OSError, http.client.HTTPException):
                self.line.close()
                status = 0
            if status == 200:
                self.took[page].append((time.perf_counter() - began) * 1000)
            else:
                self.failed[f"{page} {status}"] += 1
            time.sleep(chance.expovariate(1 / pause))


def main() -> None:
    """Let them work, then tell."""
    given = arguments()
    where = urlsplit(given.url)
    officers = [Officer(where.hostname or "127.0.0.1", where.port or 80) for _ in range(given.officers)]
    for officer in officers:
        officer.sign_in(given.account, given.password)
    print(f"{len(officers)} officers signed in; {given.seconds} s of work, {given.pause} s between pages on average")
    until = time.monotonic() + given.seconds
    threads = [
        threading.Thread(target=officer.work, args=(until, given.pause, random.Random(number)))
        for number, officer in enumerate(officers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sys.exit(0 if told(officers, given.seconds) else 1)


def told(officers: list[Officer], seconds: float) -> bool:
    """The figures; whether the goal is met."""
    everything: list[float] = []
    for page in dict.fromkeys(PAGES):
        took = sorted(value for officer in officers for value in officer.took[page])
        everything += took
        if took:
            print(f"{page:36} {len(took):6} p50 {median(took):6.0f} p95 {p95(took):6.0f} max {took[-1]:6.0f} ms")
    everything.sort()
    failed = sum(sum(officer.failed.values()) for officer in officers)
    print(f"{'all':36} {len(everything):6} p50 {median(everything):6.0f} p95 {p95(everything):6.0f} "
          f"max {everything[-1]:6.0f} ms; {len(everything) / seconds:.1f} pages a second; failed {failed}")  # fmt: skip
    for name in sorted({name for officer in officers for name in officer.failed}):
        print(f"  failed: {name}: {sum(officer.failed[name] for officer in officers)}")
    return p95(everything) < GOAL_MS and not failed


def median(took: list[float]) -> float:
    """The middle one."""
    return statistics.median(took)


def p95(took: list[float]) -> float:
    """The value that 95 of 100 do not exceed."""
    return took[min(len(took) - 1, int(0.95 * len(took)))]


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--officers", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pause", type=float, default=5)
    parser.add_argument("--account", default="leader")
    parser.add_argument("--password", default=cast.PASSWORD)
    return parser.parse_args()


if __name__ == "__main__":
    main()
