"""Arranges a lesson on its served page with a browser: blocks are added, moved, split and deleted, text is edited where it stands, and
options are chosen; by mouse and by keys, with and without CodeMirror."""

import re
import sys

from playwright.async_api import expect

from built import problems_when_served
from editing import Session
from visitor import in_both_browsers

LESSON = """# Arranged

The first paragraph, with “quotes” and `{swift-dt} 6 * 7`.

<section class="block">An author's own <b>section</b></section>

```swift-dt
let one = 1
print("one is \\(one)")
```

- in a list

  ```swift-dt
  print("in the list")
  ```

| a | b |
|---|---|
| 1 | 2 |

~~~~swift-dt id=two
let two = 2
print("two is \\(two)")
~~~~

Zażółć **gęślą** jaźń.

```swift-dt
print("at last")
```

The end.
"""
ONE = '```swift-dt\nlet one = 1\nprint("one is \\(one)")\n```\n'
TWO = '~~~~swift-dt id=two\nlet two = 2\nprint("two is \\(two)")\n~~~~\n'
LAST = '```swift-dt\nprint("at last")\n```\n'
ELEMENTS = ["heading: Arranged", "paragraph: The first", "list: in a list", "table: a", "paragraph: Zażółć", "paragraph: The end."]
SHOTS = None


class Author(Session):
    """An author who arranges blocks."""

    async def shows(self, *texts):
        """Waits until these are the blocks of the page, which has its buttons."""
        patterns = [re.compile(re.escape(it)) for it in texts]
        await expect(self.tab.locator("section.block pre.code")).to_have_text(patterns, timeout=60_000)
        await self.tab.locator(".edit-more").nth(len(texts) - 1).wait_for(timeout=10_000)

    def has(self, text, what):
        found = self.file.read_text()
        self.expect(found == text, f"{what}: {found!r}")

    async def choose(self, block, item):
        await self.tab.locator(".edit-more").nth(block).click()
        await self.tab.get_by_role("menuitem", name=item).click()

    async def looks(self, name):
        if SHOTS:
            await self.tab.screenshot(path=f"{SHOTS}/{name}-{self.name}.png")


async def finds_all(author):
    """Each block and each element that can be edited is found, whatever HTML the author has."""
    tab = author.tab
    labels = [await it.get_attribute("aria-label") for it in await tab.locator("section.block .edit-open").all()]
    author.expect(labels == [f"Edit block {it}" for it in (1, 2, 3, 4)], f"buttons: {labels}")
    await tab.locator("body").press("e")
    names = []
    for _ in ELEMENTS:
        names.append(await tab.locator(".edit-pencil:focus").get_attribute("aria-label"))
        await tab.keyboard.press("ArrowDown")
    right = len(names) == len(ELEMENTS) and all(it.startswith("Edit the " + start) for it, start in zip(names, ELEMENTS))
    author.expect(right, f"elements: {names}")
    await tab.keyboard.press("Escape")


async def adds_by_keys(author):
    tab = author.tab
    await tab.locator(".edit-more").nth(0).focus()
    await tab.keyboard.press("Enter")
    await author.looks("menu")
    for key in ("End", "Home", "ArrowUp", "ArrowDown", "ArrowDown"):
        await tab.keyboard.press(key)
    await tab.keyboard.press("Enter")
    await tab.locator(".edit textarea:focus").wait_for(state="attached", timeout=10_000)
    await tab.keyboard.type('print("new")')
    await author.looks("new")
    await tab.keyboard.press("Control+Enter")
    await author.shows("one is", 'print("new")', "in the list", "two is", "at last")
    author.has(LESSON.replace(ONE, ONE + '\n```swift-dt\nprint("new")\n```\n'), "a block was added")
    await tab.locator(".edit-open[data-edits='block 1']:focus").wait_for(timeout=10_000)


async def deletes(author):
    """A deleted block comes back by one button, also after the page was loaded again."""
    await author.choose(1, "Delete")
    await author.shows("one is", "in the list", "two is", "at last")
    author.has(LESSON, "a block was deleted")
    await author.tab.get_by_role("button", name="Undo").click()
    await author.shows("one is", 'print("new")', "in the list", "two is", "at last")
    await author.choose(1, "Delete")
    await author.shows("one is", "in the list", "two is", "at last")
    await author.looks("deleted")
    author.has(LESSON, "a block was deleted again")


async def moves(author):
    tab = author.tab
    await author.choose(2, "Move down")
    await author.shows("one is", "in the list", "at last", "two is")
    author.has(LESSON.replace(TWO, "@").replace(LAST, TWO).replace("@", LAST), "a block was moved down")
    author.expect(await tab.get_by_role("button", name="Undo").count() == 0, "a move offers to undo a deletion")
    await author.choose(3, "Move up")
    await author.shows("one is", "in the list", "two is", "at last")
    author.has(LESSON, "a block was moved down and up")
    await author.choose(0, "Move down")
    await author.sees("do not stand in the same lists and quotes", "a move into a list")
    author.has(LESSON, "a move was refused")
    await tab.locator(".edit-more").nth(0).click()
    off = await tab.get_by_role("menuitem", name="Move up").get_attribute("aria-disabled")
    author.expect(off == "true", "the first block can be moved up")
    await tab.keyboard.press("Escape")
    await tab.locator(".edit-more[aria-expanded=false]:focus").wait_for(timeout=5_000)


async def splits(author):
    tab = author.tab
    await tab.locator("section.block .edit-open").nth(2).click()
    await tab.locator(".edit textarea:focus").wait_for(state="attached", timeout=10_000)
    for key in ("Control+Home", "End", "Control+Shift+Minus"):
        await tab.keyboard.press(key)
    await author.shows("one is", "in the list", "let two", "two is", "at last")
    right = LESSON.replace(TWO, '~~~~swift-dt\nlet two = 2\n~~~~\n\n~~~~swift-dt id=two\nprint("two is \\(two)")\n~~~~\n')
    author.has(right, "a block was split")
    await author.edit(3, "two is", "it is")
    await author.run()
    await author.shows("one is", "in the list", "let two", "it is", "at last")
    author.file.write_text(LESSON)
    await author.shows("one is", "in the list", "two is", "at last")


async def edits_elements(author):
    tab = author.tab
    await tab.get_by_text("jaźń").hover()
    await author.looks("pencil")
    await tab.locator(".edit-pencil").click()
    await author.put("**gęślą**", "*gęślą*")
    await author.looks("element")
    await author.run()
    await tab.locator("em", has_text="gęślą").wait_for(timeout=60_000)
    author.has(LESSON.replace("**gęślą**", "*gęślą*"), "a paragraph was edited")
    await tab.locator(".edit-pencil:focus").wait_for(timeout=10_000)
    await tab.keyboard.press("Enter")
    await author.put("jaźń.", "jaźń.\n\n```")
    await author.run()
    await author.sees("with this text the text around it would change", "a paragraph that swallows what follows")
    author.has(LESSON.replace("**gęślą**", "*gęślą*"), "an edit was refused")
    await author.put("jaźń.\n\n```", "jaźń.\n\nAnother.")
    # The author of another editor changed something else.
    author.file.write_text(author.file.read_text().replace("The end.", "This is the end."))
    await author.run()
    await tab.locator("article > p", has_text="Another.").wait_for(timeout=60_000)
    right = LESSON.replace("**gęślą** jaźń.", "*gęślą* jaźń.\n\nAnother.").replace("The end.", "This is the end.")
    author.has(right, "both edits stay")
    author.file.write_text(LESSON)
    await tab.locator("strong", has_text="gęślą").wait_for(timeout=60_000)
    await author.shows("one is", "in the list", "two is", "at last")


async def chooses_options(author):
    tab = author.tab
    await tab.locator("section.block .edit-open").nth(2).click()
    await tab.locator(".edit-options summary").click()
    author.expect(await tab.get_by_label("id", exact=True).input_value() == "two", "the options are not those of the fence")
    await tab.get_by_label("fold", exact=True).check()
    author.expect(await tab.get_by_label("invisible", exact=True).is_disabled(), "options contradict each other")
    await tab.get_by_label("id", exact=True).fill("2")
    await tab.keyboard.press("Control+Enter")
    await tab.locator(".edit-refused", has_text="needs a name").wait_for(timeout=10_000)
    invalid = await tab.locator("[aria-invalid=true]:focus").get_attribute("aria-label")
    author.expect(invalid == "id", f"the wrong option is not in focus, but {invalid}")
    await author.looks("options")
    await tab.get_by_label("id", exact=True).fill("zwei")
    await tab.get_by_label("caption", exact=True).fill("Nothing but two")
    await tab.keyboard.press("Control+Enter")
    await tab.locator("figcaption", has_text="Nothing but two").wait_for(timeout=60_000)
    author.has(LESSON.replace("id=two", 'id=zwei fold caption="Nothing but two"'), "options were chosen")


async def meets_another(author):
    """A change of a file that is another one by now changes nothing."""
    tab, file = author.tab, author.file
    await tab.evaluate("addEventListener('lessons-reload', event => event.preventDefault())")
    await tab.locator(".edit-more").nth(0).click()
    other = file.read_text().replace("one = 1", "one = 10")
    file.write_text(other)
    await tab.get_by_role("menuitem", name="Delete").click()
    await author.sees("The file was changed meanwhile.", "a deletion of another version")
    author.has(other, "a block was deleted in a file that had changed")
    await tab.reload()


async def lies_below_messages(author):
    """What is wrong is shown above all buttons, and can be mended on the page."""
    tab = author.tab
    await author.shows("one = 10", "in the list", "two is", "at last")
    author.file.write_text(author.file.read_text().replace("one = 10", "one = x"))
    bar = tab.locator("pre[role=status]")
    await bar.wait_for(timeout=60_000)
    box = await bar.bounding_box()
    covered = await tab.evaluate(
        """async y => {
          const root = document.documentElement, all = selector => [...root.querySelectorAll(selector)]
          const wrong = []
          for (const it of all('.edit-tools button, .strip button, .edit-all')) {
            it.scrollIntoView({ block: 'start', behavior: 'instant' })
            scrollBy(0, it.getBoundingClientRect().top - y)
            await new Promise(done => setTimeout(done, 20))
            const box = it.getBoundingClientRect()
            const top = document.elementFromPoint(box.x + box.width / 2, y + 8)
            if (Math.abs(box.top - y) < 4 && top.closest('button') == it) wrong.push(it.className)
          }
          return wrong
        }""",
        box["y"] + 10,
    )
    author.expect(covered == [], f"buttons lie above what is wrong: {covered}")
    await author.looks("message")
    await author.edit(0, "one = x", "one = 11")
    isAbove = await tab.evaluate(
        """() => {
          const root = document.documentElement, bar = root.querySelector('pre[role=status]')
          root.querySelector('.edit').scrollIntoView({ block: 'start', behavior: 'instant' })
          scrollBy(0, root.querySelector('.edit').getBoundingClientRect().top - bar.getBoundingClientRect().top + 50)
          const box = bar.getBoundingClientRect()
          return [20, 40, 60, 100].every(x => [10, 30, box.height - 10].every(y => bar.contains(document.elementFromPoint(box.x + x, box.y + y))))
        }"""
    )
    author.expect(isAbove, "an editor lies above what is wrong")
    await author.run()
    await author.shows("one = 11", "in the list", "two is", "at last")


async def look(address, folder):
    async def visit(context, _):
        (folder / "lessons/en/a.md").write_text(LESSON)
        author = Author(await context.new_page(), folder / "lessons/en/a.md")
        author.name = await author.tab.evaluate("`${innerWidth}-${matchMedia('(prefers-color-scheme: dark)').matches}`")
        await author.tab.goto(address)
        await author.tab.goto(address.split("#")[0] + "en/a.html")
        await author.shows("one is", "in the list", "two is", "at last")
        steps = (finds_all, adds_by_keys, deletes, moves, splits, edits_elements, chooses_options, meets_another, lies_below_messages)
        for step in steps:
            try:
                await step(author)
            except Exception as error:  # Playwright's own timeout, or what it expected
                author.problems.append(f"{step.__name__}: {error} {await author.says()}")
                break
        wide = await author.tab.evaluate("document.documentElement.scrollWidth > innerWidth")
        author.expect(not wide, "the page scrolls sideways")
        return author.problems

    looks = [{"viewport": {"width": width, "height": 900}, "color_scheme": it} for width, it in ((1280, "light"), (360, "dark"))]
    return await in_both_browsers(visit, looks)


def main():
    global SHOTS
    SHOTS = sys.argv[1] if len(sys.argv) > 1 else None
    problems = problems_when_served(LESSON, "To edit them there, open", look)
    print("\n".join(problems) or "structure: no problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
