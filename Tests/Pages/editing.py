"""Edits a lesson on its served page with a browser: with and without CodeMirror, by keys alone, beside another editor, and from
pages that must not."""

import asyncio
import sys

from built import problems_when_served
from visitor import Visitor, got_by_another_origin, in_both_browsers

LESSON = """# Edited

<img name="querySelectorAll" src="a.png">

```swift-dt
let answer = 6 * 7
print("the answer is \\(answer)")
```

- in a list

  ```swift-dt fold
  let other = answer + 1
  print("then \\(other)")
  ```

Zażółć **gęślą** jaźń.
"""
# What a page of another origin tries.
TRIES = """  fetch(base + "source" + page).then(text),
  fetch(base + "source" + page, { headers: { "X-Lessons-Key": key } }).then(text),
  fetch(base + "source" + page, { mode: "no-cors", method: "PUT", body: "{}" }).then(text),
  fetch(base + "source" + page, { method: "PUT", headers: { "X-Lessons-Key": key, "Content-Type": "application/json" }, body: "{}" }).then(text)"""


class Session(Visitor):
    """An author at a page, and what went wrong."""

    def __init__(self, tab, file):
        super().__init__(tab)
        self.file = file

    async def edit(self, number, old, new):
        """Replaces a text in the editor of a block."""
        await self.tab.locator("section.block .edit-open").nth(number).click()
        await self.put(old, new)

    async def settles(self, text):
        """Results are seen while a lesson runs: waits until the page with this text is written and loaded again."""
        page = self.file.parents[2] / "output/en/a.html"
        for _ in range(600):
            if text in page.read_text():
                break
            await asyncio.sleep(0.1)
        await self.tab.wait_for_timeout(1_500)

    async def put(self, old, new):
        await self.tab.locator(".edit .CodeMirror, .edit textarea").first.wait_for(timeout=10_000)
        await self.write((await self.code()).replace(old, new, 1))


async def edits_blocks(session, address):
    """Code that is right, code that is wrong, and right again; each change is all that the file has of it."""
    tab = session.tab
    await tab.goto(address)
    await tab.wait_for_function("!location.hash")
    session.expect("key" not in tab.url, f"the key stays in the address: {tab.url}")
    await tab.goto(address.split("#")[0] + "en/a.html")
    await session.edit(0, "6 * 7", "6 * 8")
    await session.run()
    await session.sees("the answer is 48", "a block was changed")
    await session.settles("the answer is 48")
    session.expect(session.file.read_text() == LESSON.replace("6 * 7", "6 * 8"), "more than the block was changed")
    await session.edit(0, "6 * 8", "6 * x")
    await session.run()
    await session.sees("line 6: error: cannot find 'x' in scope", "an error stands at its line")
    await session.put("6 * x", "6 * 9")
    await session.run()
    await session.sees("the answer is 54", "an error was mended")
    await session.settles("the answer is 54")
    await session.edit(1, "answer + 1", "answer + 2")
    await session.run()
    await session.sees("then 56", "a folded block in a list was changed")
    await session.settles("then 56")
    right = LESSON.replace("6 * 7", "6 * 9").replace("answer + 1", "answer + 2")
    session.expect(session.file.read_text() == right, f"the list was changed otherwise: {session.file.read_text()!r}")


async def edits_by_keys(session):
    """From the button to the result without a pointer."""
    tab = session.tab
    await tab.locator("section.block .edit-open").first.focus()
    await tab.keyboard.press("Enter")
    await tab.locator(".edit textarea:focus").wait_for(state="attached", timeout=10_000)
    await tab.keyboard.press("Control+End")
    await tab.keyboard.type('\nprint("by keys")')
    await tab.keyboard.press("Control+Enter")
    await tab.locator("samp", has_text="by keys").wait_for(timeout=60_000)
    # The page is loaded again.
    await tab.locator(".edit-open:focus").wait_for(timeout=10_000)
    await tab.keyboard.press("Enter")
    await tab.locator(".edit").wait_for()
    await tab.keyboard.press("Escape")
    session.expect(await session.focused() == "edit-run", "Escape does not leave the field")
    await tab.keyboard.press("Escape")
    session.expect(await tab.locator(".edit").count() == 0, "Escape does not leave the editor")


async def edits_text(session):
    tab = session.tab
    await tab.locator(".edit-all").click()
    await session.put("**gęślą**", "*gęślą*")
    await session.run()
    await tab.locator("em", has_text="gęślą").wait_for(timeout=60_000)
    await session.settles("<em>gęślą</em>")
    session.expect("Zażółć *gęślą* jaźń." in session.file.read_text(), "the text was not written")


async def meets_another(session):
    """The file changes while its block is edited: the page stays, both texts are shown, and the author chooses."""
    tab, file = session.tab, session.file
    await session.edit(0, "6 * 9", "6 * 10")
    file.write_text(file.read_text().replace("6 * 9", "6 * 11"))
    await session.sees("The page has changed.", "a page that changed under an edit")
    await session.run()
    await session.sees("The file was changed meanwhile.", "a conflict")
    session.expect("6 * 11" in await tab.locator(".edit-choices pre").inner_text(), "the other text is not shown")
    await tab.get_by_text("Keep mine").click()
    await session.sees("the answer is 60", "the author kept the own text")
    await session.settles("the answer is 60")
    await session.edit(0, "6 * 10", "6 * 12")
    file.write_text(file.read_text().replace("6 * 10", "6 * 13"))
    await session.run()
    await tab.get_by_text("Take theirs").click(timeout=30_000)
    # What was taken has no change any more.
    await tab.get_by_text("Cancel").click()
    session.expect("6 * 13" in file.read_text(), "the other text was overwritten")


async def moves_with_its_block(session):
    """Another editor puts a block before the one that is edited: the change is made where the block is now."""
    tab, file = session.tab, session.file
    await session.sees("the answer is 78", "the other text is on the page")
    await session.settles("the answer is 78")
    await tab.locator("section.block .edit-open").first.dblclick()
    await session.put("6 * 13", "6 * 14")
    session.expect(await tab.locator(".edit").count() == 1, "two editors are open")
    text = file.read_text().replace("```swift-dt\n", '```swift-dt\nprint("first")\n```\n\n```swift-dt\n', 1)
    file.write_text(text)
    await session.run()
    await session.sees("the answer is 84", "a block that moved was changed")
    session.expect(file.read_text() == text.replace("6 * 13", "6 * 14"), "another block was changed")


async def ends_without_another_page(session):
    """What changes nothing on the page is saved, and the editor says that the page shows it."""
    tab = session.tab
    await session.sees("the answer is 84", "the page before an option is chosen")
    await session.settles("the answer is 84")
    await tab.evaluate("window.isSame = true")
    await tab.locator("section.block .edit-open").nth(1).click()
    await tab.locator(".edit-options summary").click()
    await tab.get_by_label("tol", exact=True).fill("0.5")
    await tab.keyboard.press("Control+Enter")
    await tab.locator(".edit-says", has_text="Saved. The page shows it.").wait_for(timeout=60_000)
    session.expect("```swift-dt tol=0.5\n" in session.file.read_text(), "the option was not written")
    session.expect(await tab.evaluate("window.isSame"), "the page was loaded again")
    await tab.get_by_text("Cancel").click()


async def mends(session):
    """A button at an error makes the change that the compiler proposes, in the file of which it was made alone."""
    tab, file = session.tab, session.file
    right = file.read_text()
    wrong = right.replace("let answer = ", "let zażółć = 0; zażółć += 1; let answer = ")
    file.write_text(wrong)
    fix = tab.locator(".live-message .live-fix", has_text="Change 'let' to 'var' to make it mutable")
    await fix.wait_for(timeout=60_000)
    await tab.set_viewport_size({"width": 360, "height": 700})
    box = await fix.bounding_box()
    session.expect(box["height"] >= 36 and box["x"] >= 0 and box["x"] + box["width"] <= 360, f"on a phone the button is at {box}")
    session.expect(not await tab.evaluate("document.documentElement.scrollWidth > innerWidth"), "the page scrolls sideways")
    await tab.set_viewport_size({"width": 1280, "height": 720})
    # An editor with a text of its own is in the way.
    await session.edit(1, "answer is", "answer was")
    await fix.click()
    await session.sees("Run or cancel what you are writing first.", "a fix beside an edit")
    session.expect(file.read_text() == wrong, "a fix was made beside an edit")
    await tab.get_by_role("button", name="Cancel").click()
    # The file is another one, which the page does not know yet.
    await tab.route("**/.lessons/source?*", lambda route: route.fulfill(status=409, json={}))
    await fix.click()
    await session.sees("The file was changed meanwhile.", "a fix of another version")
    await tab.unroute("**/.lessons/source?*")
    session.expect(file.read_text() == wrong, "a fix was made in another version")
    await fix.focus()
    await tab.keyboard.press("Enter")
    await tab.locator("pre.code", has_text="var zażółć = 0").wait_for(timeout=60_000)
    session.expect(file.read_text() == wrong.replace("let zażółć", "var zażółć"), f"more than the fix was made: {file.read_text()!r}")
    await fix.wait_for(state="hidden", timeout=10_000)


async def is_closed(session, context, address, folder):
    """Without the key nothing can be edited, and pages of other origins neither read nor write."""
    plain = await context.browser.new_context()
    tab = await plain.new_page()
    await tab.goto(address.split("#")[0] + "en/a.html")
    await tab.wait_for_timeout(500)
    session.expect(await tab.locator(".edit-open").count() == 0, "who has no key can edit")
    status = await tab.evaluate("fetch('/.lessons/source?%2Fen%2Fa.html').then(it => it.status)")
    session.expect(status == 403, f"who has no key gets the source: {status}")
    before = session.file.read_bytes()
    found = await got_by_another_origin(context, address, folder, "editor.js", TRIES)
    session.expect(not any(found), f"a page of another origin gets {found}")
    session.expect(session.file.read_bytes() == before, "a page of another origin changes the lesson")
    await plain.close()


async def look(address, folder):
    async def visit(context, _):
        (folder / "lessons/en/a.md").write_text(LESSON)
        session = Session(await context.new_page(), folder / "lessons/en/a.md")
        await edits_blocks(session, address)
        session.expect(await session.tab.locator(".CodeMirror").count() == 0, "an editor stays open")
        await edits_by_keys(session)
        await edits_text(session)
        await meets_another(session)
        await moves_with_its_block(session)
        await ends_without_another_page(session)
        await mends(session)
        await is_closed(session, context, address, folder)
        return session.problems

    return await in_both_browsers(visit)


def main():
    problems = problems_when_served(LESSON, "To edit them there, open", look)
    print("\n".join(problems) or "editing: no problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
