"""Looks at served pages with a browser: what they can do works under their policy, and a script that got in does not run."""

import sys
from pathlib import Path

from playwright.async_api import async_playwright

from built import problems_when_served

LESSON = """# Served

<img name="querySelectorAll" src="a.png"> <img name="body"> <img name="currentScript">
<b id="page.strip">x</b> <b id="page.resume">x</b> <b id="page.facts">x</b> <b class="contents"><a href="#%E0%A4%A">x</a></b>

```swift
let answer = {answer}
```
"""
PAPER = "getComputedStyle(document.documentElement).backgroundColor"
BOX = """(() => {
  const edge = (selector, side) => document.documentElement.querySelector(selector).getBoundingClientRect()[side];
  const [top, bottom] = ["top", "bottom"].map(side => edge("pre[role=status]", side));
  return {
    top, bottom, bar: edge(".bar", "bottom"), page: edge("body > .page", "top"),
    isAbove: top >= edge(".bar", "bottom") && bottom <= edge("body > .page", "top"),
    isSeen: top >= edge(".bar", "bottom") && bottom > top && top < innerHeight,
  };
})()"""
INJECTED = """<script>window.ran = 1</script><img src="x" onerror="window.ran = 2"><script src="/en/evil.js"></script>
<a id="link" href="javascript:window.ran = 3">x</a></body>"""


async def look(address, folder):
    """What is wrong with the served pages of a folder."""
    problems = []

    def expect(holds, what):
        if not holds:
            problems.append(what)

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", chromium_sandbox=False)
        context = await browser.new_context(permissions=["clipboard-read", "clipboard-write"])
        tab = await context.new_page()
        tab.on("pageerror", lambda error: problems.append(f"script error: {error}"))
        await tab.goto(address + "en/a.html", wait_until="domcontentloaded")

        before = await tab.evaluate(PAPER)
        await tab.locator("button.colours").click()
        expect(await tab.evaluate(PAPER) != before, "the button of colours does nothing")
        await tab.locator("button.copy").first.click()
        copied = await tab.evaluate("navigator.clipboard.readText()")
        expect("let answer = 41" in copied, f"copied: {copied!r}")

        await tab.keyboard.press("/")
        await tab.locator("dialog.search input").fill("serv")
        try:
            await tab.locator("dialog.search li a").first.wait_for(timeout=10_000)
        except Exception:
            problems.append("the search finds nothing")
        await tab.keyboard.press("Escape")

        (folder / "lessons/en/a.md").write_text(LESSON.replace("{answer}", "42"))
        try:
            await tab.get_by_text("let answer = 42").wait_for(timeout=30_000)
        except Exception:  # Playwright's own timeout
            problems.append("the page is not loaded again")
        (folder / "lessons/en/a.md").write_text("```swift-dt fail fail\n1\n```\n")
        try:
            await tab.locator("pre[role=status]").wait_for(timeout=30_000)
        except Exception:
            problems.append("what is wrong is not shown")
        # At once, since what changes on the page may scroll it.
        box = await tab.evaluate("(scrollTo(0, 0), " + BOX + ")")
        expect(box["isAbove"], f"what is wrong is not shown above the page: {box}")
        box = await tab.evaluate("(scrollTo(0, 400), " + BOX + ")")
        expect(box["isSeen"], f"what is wrong goes away when readers scroll: {box}")

        page = folder / "output/en/a.html"
        (folder / "output/en/evil.js").write_text("window.ran = 4")
        page.write_text(page.read_text().replace("</body>", INJECTED))
        # The page that is open may load itself anew at this moment, which would break off another call for it.
        await tab.close()
        tab = await context.new_page()
        await tab.goto(address + "en/a.html", wait_until="domcontentloaded")
        await tab.evaluate("document.getElementById('link').click()")
        await tab.wait_for_timeout(1000)
        expect(await tab.evaluate("window.ran === undefined"), f"a script ran: {await tab.evaluate('window.ran')}")
        await browser.close()
    return problems


def main():
    problems = problems_when_served(LESSON.replace("{answer}", "41"), "The lessons are at", look)
    print("\n".join(problems) or "served pages: no problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
