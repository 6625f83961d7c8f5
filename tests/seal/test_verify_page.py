"""The page for outsiders, opened from disk in Chromium without a network: it says what Python says."""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.support.proofs import Book, lies, malformed

from jianzhen.seal.merkle.proof import Proof
from jianzhen.seal.merkle.told import check
from jianzhen.seal.merkle.verifier import PAGE

try:
    from playwright import sync_api as playwright
except ImportError:
    playwright = None

pytestmark = pytest.mark.browser
MARKS = {"yes": True, "no": False, "open": None}


def absent(what: str) -> str:
    """Skip, or fail where everything has to run."""
    told = f"{what} is not installed: scripts/system-packages.sh test, make setup-test"
    if os.environ.get("JIANZHEN_REQUIRE_REAL_DATA") == "1":
        pytest.fail(told)
    pytest.skip(told)


@pytest.fixture(scope="module")
def page() -> Iterator[Any]:
    """The page; whatever it asks of the network, or complains about, fails the test."""
    if playwright is None:
        absent("playwright")
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=found or absent("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: asked.append(str(error)))
        page.on("console", lambda message: asked.append(message.text))
        page.goto(PAGE.as_uri())
        yield page
        assert asked == [PAGE.as_uri()]
        browser.close()


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    return Book(tmp_path_factory.mktemp("keys"), 13)


def give(page: Any, proof: bytes, roots: object = None, digest: str = "") -> list[tuple[bool | None, str]]:
    """What the page says of a file, step by step."""

    def file(content: bytes) -> list[dict[str, Any]]:
        return [{"name": "x.json", "mimeType": "application/json", "buffer": content}]

    page.evaluate("show(null)")
    page.locator("#roots").set_input_files(file(json.dumps(roots).encode()) if roots else [])
    page.locator("#digest").fill(digest)
    page.locator("#proof").set_input_files(file(proof))
    page.evaluate("run()")
    found = page.eval_on_selector_all("#steps li", "rows => rows.map(row => [row.className, row.dataset.zh])")
    return [(MARKS[name], text) for name, text in found]


def told(proof: Proof, book: Book, *sizes: int) -> list[tuple[bool | None, str]]:
    return [(step.holds, step.words.zh) for step in check(proof, book.published(*sizes).roots)]


def data(one: object) -> bytes:
    return json.dumps(one, ensure_ascii=False).encode()


def test_the_page_says_what_python_says(page: Any, book: Book) -> None:
    proof = book.prove(5, 7)
    assert give(page, data(proof.plain()), book.published(7, 13).plain()) == told(proof, book, 7, 13)
    assert page.locator("#verdict").get_attribute("class") == "yes"
    assert give(page, data(proof.plain())) == told(proof, book)
    assert page.locator("#verdict").get_attribute("class") == "open"
    assert give(page, data(proof.plain()), book.published(3).plain()) == told(proof, book, 3)
    assert "不予处理线索 〔已删除或未提供〕，因为数据已更正" in page.locator("#fields").inner_text()


def test_no_lie_passes_the_page(page: Any, book: Book) -> None:
    roots = book.published(7, 13)
    for name, lie in lies(book.prove(5, 7).plain()).items():
        said = give(page, data(lie), roots.plain())
        assert False in [holds for holds, _ in said], name
        assert page.locator("#verdict").get_attribute("class") == "no", name
        assert said == told(Proof.read(data(lie)), book, 7, 13), name


def test_what_is_no_proof_file_is_told(page: Any, book: Book) -> None:
    for name, content in malformed(book.prove(5, 7).plain()).items():
        [(holds, text)] = give(page, content)
        assert (holds, text[:10]) == (False, "文件无法读取或不合格"), name


def test_every_entry_of_every_log_passes_the_page(page: Any, tmp_path: Path) -> None:
    for size in (1, 2, 5, 8):
        book = Book(tmp_path / str(size), size)
        for number in range(1, size + 1):
            proof = book.prove(number, (number * 3) % size or 1)
            assert give(page, data(proof.plain()), book.published(size).plain()) == told(proof, book, size)


def test_a_typed_root_is_compared(page: Any, book: Book) -> None:
    proof = data(book.prove(5, 7).plain())
    digest = book.root(13).root
    assert give(page, proof, digest=f" {digest[:32]} {digest[32:].upper()}")[-1][0] is True
    assert page.locator("#verdict").get_attribute("class") == "yes"
    assert give(page, proof, digest="0" * 64)[-1][0] is False
    assert give(page, proof, digest="12")[-1][0] is None


def test_a_hostile_content_is_shown_as_text(page: Any, tmp_path: Path) -> None:
    hostile = json.dumps({"number": 1, "log": "x", "zh": "<img src=x onerror=alert(1)>", "en": "", "apart": {}})
    proof = Book(tmp_path, 1, "x", [hostile]).prove(1)
    give(page, data(proof.plain()))
    assert page.locator("#fields img").count() == 0
    assert "<img" in page.locator("#fields").inner_text()


def test_its_own_hash_is_sha_256(page: Any) -> None:
    numbers = random.Random(1)
    for length in (*range(0, 130, 9), 55, 56, 63, 64, 119, 120, 1000):
        one = numbers.randbytes(length)
        assert page.evaluate("data => sha256(Uint8Array.from(data))", list(one)) == hashlib.sha256(one).hexdigest()


def test_english_is_complete(page: Any, book: Book) -> None:
    give(page, data(book.prove(5, 7).plain()), book.published(7, 13).plain())
    page.locator("#language").click()
    try:
        shown = page.locator("main").inner_text()
        # The entry's own reason stays as it was written.
        assert set(re.findall("[\u4e00-\u9fff]+", shown)) <= {"中文", "数据已更正"}
        assert "Proved" in shown
    finally:
        page.locator("#language").click()


def test_it_works_where_the_browser_cannot_check_signatures(page: Any, book: Book) -> None:
    proof = data(book.prove(5, 7).plain())
    page.evaluate(
        "kept = SubtleCrypto.prototype.importKey;"
        "SubtleCrypto.prototype.importKey = () => Promise.reject(new DOMException('', 'NotSupportedError')); null"
    )
    try:
        said = give(page, proof, book.published(7, 13).plain())
    finally:
        page.evaluate("SubtleCrypto.prototype.importKey = kept; null")
    assert [holds for holds, _ in said] == [True, True, None, None, None, True, True, None, True, True]
    assert page.locator("#verdict").get_attribute("class") == "yes"


def test_the_page_fits_a_phone(page: Any, book: Book) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    give(page, data(book.prove(5, 7).plain()), book.published(7, 13).plain())
    assert page.evaluate("document.documentElement.scrollWidth <= 360")


def test_the_page_holds_everything_itself() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert re.findall(r"https?://|src=|href=|import |url\(", text) == []
    assert "default-src 'none'" in text
