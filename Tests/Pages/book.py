"""Prints the book of a course with a browser: it has all titles, more sheets than lessons, and says nothing in the console."""

import asyncio
import re
import subprocess
import sys
from pathlib import Path

from playwright.async_api import async_playwright

from built import RUNNER, folder_for_all

SETTINGS = """title: A small course
description: Two lessons
authors: [Ada Lovelace]
formats: [html, markdown, book]
"""
FIRST = """# The first lesson

See [the second](second.md#further) and [](#fig-loss).[^1]

```swift-dt id=loss caption="The loss falls"
Chart(title: "C", x: "x", y: "y", Series("s", [2, 1]))
```

[^1]: A note at the end.
"""
SECOND = """# Another lesson

## Further

```swift-dt id=gain caption="The gain rises"
Slider("k", [1, 2]) { k in Chart(title: "D", x: "x", y: "y", Series("s", [1, k])) }
```

Here is [](#fig-gain), after [the first](first.md).
"""
# What the print has; running titles and the contents repeat the titles of lessons.
TEXTS = ("A small course", "Ada Lovelace", "Contents", "List of figures", "Figure 1: The loss falls", "Figure 2: The gain rises",
         "A note at the end.", "Here is Figure 2")
TITLES = ("The first lesson", "Another lesson")
BROKEN = """() => [...document.querySelectorAll('a[href^="#"]')].map(link => link.hash.slice(1))
  .filter(id => !document.getElementById(decodeURIComponent(id)))"""


def build(folder):
    (folder / "lessons/en").mkdir(parents=True)
    (folder / "lessons.yml").write_text(SETTINGS)
    (folder / "lessons/en/first.md").write_text(FIRST)
    (folder / "lessons/en/second.md").write_text(SECOND)
    done = subprocess.run([RUNNER, "build"], cwd=folder, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"the book is not made: {done.stdout}{done.stderr}")
    return folder / "output/en/book.html"


async def printed(book, file):
    """Prints the book, and gives what the browser complained of."""
    problems = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", chromium_sandbox=False)
        tab = await browser.new_page()
        tab.on("console", lambda message: problems.append(f"console message: {message.text}"))
        tab.on("pageerror", lambda error: problems.append(f"script error: {error}"))
        await tab.goto(book.as_uri())
        problems += [f"no place for the link to '{id}'" for id in await tab.evaluate(BROKEN)]
        await tab.pdf(path=file, format="A4", prefer_css_page_size=True)
        await browser.close()
    return problems


def sheets(file):
    text = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True).stdout
    return [re.sub(r"\s+", " ", sheet) for sheet in text.split("\f")[:-1]]


def main():
    with folder_for_all() as folder:
        problems = asyncio.run(printed(build(folder), folder / "book.pdf"))
        found = sheets(folder / "book.pdf")
    problems += [f"no sheet has '{text}'" for text in TEXTS if not any(text in sheet for sheet in found)]
    # In the contents, above the lesson's sheet, and in its heading.
    problems += [f"'{title}' has no sheet with its title above" for title in TITLES
                 if not any(sheet.count(title) >= 2 for sheet in found)]
    if len(found) <= len(TITLES) + 1:
        problems.append(f"{len(found)} sheets for {len(TITLES)} lessons")
    print("\n".join(problems) or f"book: {len(found)} sheets, no problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
