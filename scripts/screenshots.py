"""Takes the picture of a real report page for README and docs; ``make run`` has to come first."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
REPORT = ROOT / "demo" / "out" / "report.html"
IMAGES = ROOT / "docs" / "images"
DESK = {"width": 1280, "height": 1500}


def main() -> None:
    """Photograph the first lead of the demonstration."""
    browser_path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not REPORT.is_file() or browser_path is None:
        sys.exit(f"needs {REPORT.relative_to(ROOT)} (make run) and Chromium (scripts/system-packages.sh test)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        page = browser.new_page(viewport=DESK)
        page.goto(REPORT.as_uri())
        page.screenshot(path=IMAGES / "report.png")
        browser.close()


if __name__ == "__main__":
    main()
