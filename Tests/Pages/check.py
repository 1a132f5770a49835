"""Looks at the pages of a folder with a browser, as readers do, and says what is wrong. See script/test-pages."""

import argparse
import asyncio
import sys
import time
from importlib.resources import files
from pathlib import Path

from playwright.async_api import async_playwright

import links
import validator
from visit import Visitor

ROOT = Path(__file__).resolve().parents[2]
TABS = 3


async def visit_all(paths, folder, browser_path):
    """The visits to pages, in their order."""
    axe = (files("axe_playwright_python") / "axe.min.js").read_text()
    async with async_playwright() as playwright:
        # Only pages of our own are visited, and Chromium's sandbox does not work for root in containers.
        browser = await playwright.chromium.launch(executable_path=browser_path, chromium_sandbox=False)
        tabs = asyncio.Semaphore(TABS)

        async def visit(path):
            async with tabs:
                return await Visitor(browser, axe).visit(path, str(path.relative_to(folder)))

        visits = await asyncio.gather(*map(visit, paths))
        await browser.close()
    return visits


async def problems(folder, browser_path="/usr/bin/chromium"):
    """Everything that is wrong with the pages of a folder, page by page."""
    folder = folder.resolve()
    visits = await visit_all(sorted(folder.rglob("*.html")), folder, browser_path)
    links.check(visits, folder, ROOT / "output")
    await validator.check(visits)
    return len(visits), [problem for visit in visits for problem in visit.findings.problems()]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the pages are")
    folder = parser.parse_args().folder
    start = time.monotonic()
    count, found = asyncio.run(problems(folder))
    for problem in found:
        print(problem)
    if count == 0:
        print(f"{folder}: no pages: there is no HTML file in it")
    print(f"{count} pages, {len(found)} problems, {time.monotonic() - start:.0f} s", file=sys.stderr)
    sys.exit(1 if found or count == 0 else 0)


if __name__ == "__main__":
    main()
