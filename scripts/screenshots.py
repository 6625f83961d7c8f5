"""Takes the picture of a real report page for README and docs; ``make run`` has to come first."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
REPORT = ROOT / "demo" / "out" / "report.html"
IMAGES = ROOT / "docs" / "images"
LIST = {"width": 1280, "height": 860}
LEAD = {"width": 1280, "height": 1120}


def main() -> None:
    """Photograph the list of leads and the first lead of the demonstration."""
    browser_path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not REPORT.is_file() or browser_path is None:
        sys.exit(f"needs {REPORT.relative_to(ROOT)} (make run) and Chromium (scripts/system-packages.sh test)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        page = browser.new_page(viewport=LIST)
        page.goto(REPORT.as_uri())
        page.screenshot(path=IMAGES / "report.png")
        first = page.locator("a[href^='#']").first.get_attribute("href")
        page = browser.new_page(viewport=LEAD)
        page.goto(f"{REPORT.as_uri()}{first}")
        page.screenshot(path=IMAGES / "lead.png")
        browser.close()


if __name__ == "__main__":
    main()
