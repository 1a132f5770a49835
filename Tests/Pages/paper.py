"""Looks at a page as it is printed: code and results are whole, and what authors folded stays folded below its summary."""

import asyncio
import sys

from playwright.async_api import async_playwright

from built import built

LESSON = """# Paper

```swift-dt fold
let hidden = 1
for number in 1...40 { print("line", number) }
```

```swift-dt
Chart(title: "C", x: "x", y: "y", Series("s", [1, 2]))
```

```swift-dt exercise=double
func double(_ x: Int) -> Int { x }
```

```swift-dt solution=double
func double(_ x: Int) -> Int { 2 * x }
```

```swift-dt check=double
claim("three is doubled", double(3), .equals, 6)
```

<details>
<summary>Solution</summary>

The answer is 42.

</details>

<details open>
<summary>Hint</summary>

Look at the digits.

</details>
"""
SEEN = ("hidden", "line 1\n", "line 40", "Solution", "Hint", "Look at the digits.")
UNSEEN = ("The answer is 42.", "Data", "Rest of the output", "Code", "Check")
# The text that has a place on paper.
SHOWN = """() => {
  const texts = document.createTreeWalker(document.querySelector('article'), NodeFilter.SHOW_TEXT)
  let shown = ''
  while (texts.nextNode()) {
    const range = document.createRange()
    range.selectNodeContents(texts.currentNode)
    if (range.getClientRects().length && texts.currentNode.parentElement.checkVisibility()) shown += texts.currentNode.data + '\\n'
  }
  return shown
}"""


async def look(page):
    """What is wrong with the page on paper, with and without its script."""
    problems = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", chromium_sandbox=False)
        for has_script in (True, False):
            tab = await browser.new_page(java_script_enabled=has_script)
            await tab.goto(page.as_uri())
            await tab.emulate_media(media="print")
            if has_script:
                await tab.evaluate("dispatchEvent(new Event('beforeprint'))")
            shown = await tab.evaluate(SHOWN)
            where = "with the script" if has_script else "without scripts"
            problems += [f"{where}, paper has no '{text.strip()}'" for text in SEEN if text not in shown]
            problems += [f"{where}, paper has '{text}'" for text in UNSEEN if text in shown.splitlines()]
        await browser.close()
    return problems


def main():
    with built(LESSON) as page:
        problems = asyncio.run(look(page))
    print("\n".join(problems) or "paper: no problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
