"""Opens a real report in Chromium, from disk, as an officer does."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.report_data import HOSTILE

from jianzhen.report import html
from jianzhen.report.results import Results

try:
    from playwright import sync_api as playwright
except ImportError:
    playwright = None

pytestmark = pytest.mark.browser


def program(*names: str) -> str:
    """The first of these programs that is installed; without one the test is skipped, in CI it fails."""
    return next(filter(None, map(shutil.which, names)), None) or absent(" / ".join(names))


def absent(what: str) -> str:
    """Skip, or fail where everything has to run."""
    told = f"{what} is not installed: scripts/system-packages.sh test, make install"
    if os.environ.get("JIANZHEN_REQUIRE_REAL_DATA") == "1":
        pytest.fail(told)
    pytest.skip(told)


@pytest.mark.parametrize(("required", "outcome"), [("1", pytest.fail.Exception), ("", pytest.skip.Exception)])
def test_a_missing_program_is_never_passed_over_where_everything_runs(
    monkeypatch: pytest.MonkeyPatch, required: str, outcome: type[BaseException]
) -> None:
    monkeypatch.setenv("JIANZHEN_REQUIRE_REAL_DATA", required)
    with pytest.raises(outcome, match="no-such-program"):
        program("no-such-program")


@pytest.fixture(scope="module")
def browser() -> Iterator[playwright.Browser]:
    if playwright is None:
        absent("playwright")
    chromium = program("chromium", "chromium-browser", "google-chrome")
    with playwright.sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield found
        found.close()


@pytest.fixture(scope="module")
def lazy_report(run_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same report as a page of many leads stores it."""
    path = tmp_path_factory.mktemp("lazy") / "report.html"
    target = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(html, "EAGER", 0)
        html.write_report(Results(run_folder), target)
    path.write_text(target.getvalue(), encoding="utf-8")
    return path


@pytest.fixture(params=["eager", "lazy"])
def report(request: pytest.FixtureRequest, run_folder: Path, lazy_report: Path) -> Path:
    return lazy_report if request.param == "lazy" else run_folder / "report.html"


class Window:
    """A page and everything the browser complained about."""

    def __init__(self, browser: playwright.Browser, path: Path, width: int = 1440) -> None:
        self.page = browser.new_page(viewport={"width": width, "height": 900})
        self.said: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.said.append(request.url) if request.url[:5] != "file:" else None)
        self.page.goto(path.as_uri())

    def __enter__(self) -> playwright.Page:
        return self.page

    def __exit__(self, *_: object) -> None:
        self.page.close()
        assert self.said == []


def open_leads(page: playwright.Page) -> None:
    for summary in page.query_selector_all("details.one > summary"):
        summary.click()


def test_a_lead_opens_with_its_parts_and_picture(browser, report: Path) -> None:
    with Window(browser, report) as page:
        page.click(".list tbody tr:nth-child(2)")
        lead = page.wait_for_selector("details.one[open]")
        assert len(lead.query_selector_all(".part")) == 9
        assert lead.query_selector("figure svg rect, figure svg polyline")
        assert lead.query_selector(".lawtable")
        assert page.url.split("#")[1] == lead.get_attribute("id")


def test_an_address_with_a_lead_opens_it(browser, report: Path, results: Results) -> None:
    name = results.leads[-1].lead_id[:12]
    with Window(browser, report) as page:
        page.goto(f"{report.as_uri()}#{name}")
        page.reload()
        assert page.is_visible(f'[id="{name}"] .part.law')


def test_chinese_first_and_english_at_a_click(browser, report: Path) -> None:
    with Window(browser, report) as page:
        assert page.get_attribute("html", "lang") == "zh-CN"
        assert page.is_visible("text=条线索")
        page.click(".list tbody tr")
        page.click("#language")
        assert page.get_attribute("html", "lang") == "en"
        assert not page.is_visible("text=条线索")
        assert page.is_visible("h3:has-text('The law on that day')")
        assert page.eval_on_selector_all(".zh", "all => all.every(one => one.getClientRects().length === 0)")
        page.click("#language")
        assert page.is_visible("text=条线索")


def test_filters_by_grade_rule_and_text(browser, report: Path, results: Results) -> None:
    with Window(browser, report) as page:

        def shown() -> int:
            return sum(row.is_visible() for row in page.query_selector_all(".list tbody tr"))

        total = shown()
        assert total == len(results.leads)
        page.select_option("#rule", "person_two_places")
        assert shown() == 1
        page.fill("#text", "没有这样的词")
        assert shown() == 0
        assert page.is_visible("#nothing")
        page.fill("#text", "")
        page.select_option("#rule", "")
        page.click("[data-grade=middle][aria-pressed]")
        assert shown() == sum(lead.grade == "middle" for lead in results.leads)
        page.click("[data-grade=middle][aria-pressed]")
        assert shown() == total


def test_the_keyboard_walks_the_list(browser, report: Path, results: Results) -> None:
    with Window(browser, report) as page:
        for key in ("j", "j", "j", "k"):
            page.keyboard.press(key)
        assert page.get_attribute(".list tr.current", "data-lead") == results.leads[1].lead_id[:12]
        page.keyboard.press("Enter")
        assert page.wait_for_selector("details.one[open]").get_attribute("id") == results.leads[1].lead_id[:12]
        page.keyboard.press("/")
        page.keyboard.type("jk")
        assert page.input_value("#text") == "jk"
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement === document.body")


def test_hostile_text_stays_text(browser, report: Path) -> None:
    with Window(browser, report) as page:
        title = page.title()
        open_leads(page)
        assert page.title() == title
        assert HOSTILE in page.inner_text(".list")
        assert HOSTILE in page.inner_text("#leads")


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_nothing_scrolls_sideways(browser, report: Path, width: int) -> None:
    with Window(browser, report, width) as page:
        open_leads(page)
        for _ in range(2):
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            page.click("#language")


def test_labels_of_pictures_stay_on_a_phone(browser, report: Path) -> None:
    with Window(browser, report, 390) as page:
        open_leads(page)
        out = page.eval_on_selector_all(
            "figure svg text",
            """all => all.filter(one => one.getClientRects().length)
                .filter(one => { const box = one.getBoundingClientRect(); return box.left < 0 || box.right > 390; })
                .map(one => one.textContent)""",
        )
        assert out == []


def test_print_holds_every_lead_unfolded(browser, report: Path, results: Results, tmp_path: Path) -> None:
    pdftotext = program("pdftotext")
    with Window(browser, report) as page:
        page.pdf(path=str(tmp_path / "report.pdf"), prefer_css_page_size=True)
    done = subprocess.run([pdftotext, "-layout", tmp_path / "report.pdf", "-"], capture_output=True, check=True)
    text = done.stdout.decode()
    for lead in results.leads:
        assert lead.lead_id in text
    assert text.count("jianzhen evidence pack") == len(results.leads)
    assert "参考线" in text
    assert "English" not in text  # the buttons stay on the screen
