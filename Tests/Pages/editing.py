"""Edits a lesson on its served page with a browser: with and without CodeMirror, by keys alone, beside another editor, and from
pages that must not."""

import asyncio
import http.server
import re
import sys
import threading

from playwright.async_api import async_playwright

from built import problems_when_served

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
# What another site would try. Its own server is on another port of this machine.
HOSTILE = """<script>
const [port, key] = location.hash.slice(1).split(":")
const lesson = `http://127.0.0.1:${port}/.lessons/source?%2Fen%2Fa.html`
window.tries = Promise.all([
  fetch(lesson).then(it => it.text()),
  fetch(lesson, { headers: { "X-Lessons-Key": key } }).then(it => it.text()),
  fetch(lesson, { mode: "no-cors", method: "PUT", body: "{}" }).then(it => it.text()),
  fetch(lesson, { method: "PUT", headers: { "X-Lessons-Key": key, "Content-Type": "application/json" }, body: "{}" }).then(it => it.text()),
  new Promise((done, fail) => {
    const script = document.createElement("script")
    Object.assign(script, { src: `http://127.0.0.1:${port}/.lessons/scripts/editor.js`, onload: () => done("a script of it runs here"), onerror: () => fail() })
    document.head.append(script)
  }),
].map(it => it.catch(() => "")))
</script>"""


class Session:
    """An author at a page, and what went wrong."""

    def __init__(self, tab, file):
        self.tab, self.file, self.problems = tab, file, []
        tab.on("pageerror", lambda error: self.problems.append(f"script error: {error}"))
        tab.on("dialog", lambda dialog: asyncio.ensure_future(dialog.accept()))

    def expect(self, holds, what):
        if not holds:
            self.problems.append(what)

    async def sees(self, text, what, within=60_000):
        try:
            await self.tab.get_by_text(text).first.wait_for(timeout=within)
        except Exception:  # Playwright's own timeout
            self.problems.append(f"{what}: '{text}' is not seen; the page says: {await self.says()}")

    async def says(self):
        return await self.tab.evaluate("() => [...document.documentElement.querySelectorAll('[role=status]')].map(it => it.textContent)")

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
        field = self.tab.locator(".edit .CodeMirror, .edit textarea").first
        await field.wait_for(timeout=10_000)
        await self.tab.evaluate(
            """([before, after]) => {
              const root = document.documentElement
              const own = root.querySelector('.edit .CodeMirror')?.CodeMirror
              const area = root.querySelector('.edit textarea')
              if (own) own.setValue(own.getValue().replace(before, after))
              else area.value = area.value.replace(before, after)
            }""",
            [old, new],
        )

    async def run(self):
        await self.tab.locator(".edit-run").click()


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
    session.expect(await tab.evaluate("document.activeElement.className") == "edit-run", "Escape does not leave the field")
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


async def is_closed(session, context, address, folder):
    """Without the key nothing can be edited, and pages of other origins neither read nor write."""
    base, key = address.split("#key=")
    plain = await context.browser.new_context()
    tab = await plain.new_page()
    await tab.goto(base + "en/a.html")
    await tab.wait_for_timeout(500)
    session.expect(await tab.locator(".edit-open").count() == 0, "who has no key can edit")
    status = await tab.evaluate("fetch('/.lessons/source?%2Fen%2Fa.html').then(it => it.status)")
    session.expect(status == 403, f"who has no key gets the source: {status}")
    (folder / "evil.html").write_text(HOSTILE)
    handler_class = type("Quiet", (http.server.SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), lambda *rest: handler_class(*rest, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    before = session.file.read_bytes()
    port = re.search(r":(\d+)/", base)[1]
    # As the author's browser, which knows the key.
    evil = await context.new_page()
    await evil.goto(f"http://127.0.0.1:{server.server_port}/evil.html#{port}:{key}")
    found = await evil.evaluate("window.tries")
    session.expect(not any(found), f"a page of another origin gets {found}")
    session.expect(session.file.read_bytes() == before, "a page of another origin changes the lesson")
    server.shutdown()
    await plain.close()


async def look(address, folder):
    problems = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", chromium_sandbox=False)
        for has_component in (True, False):
            (folder / "lessons/en/a.md").write_text(LESSON)
            context = await browser.new_context()
            if not has_component:
                await context.route("**/.lessons/codemirror/**", lambda route: route.fulfill(status=404))
            tab = await context.new_page()
            session = Session(tab, folder / "lessons/en/a.md")
            await edits_blocks(session, address)
            session.expect(await tab.locator(".CodeMirror").count() == 0, "an editor stays open")
            await edits_by_keys(session)
            await edits_text(session)
            await meets_another(session)
            await moves_with_its_block(session)
            await is_closed(session, context, address, folder)
            problems += [f"{'CodeMirror' if has_component else 'plain field'}: {it}" for it in session.problems]
            await context.close()
        await browser.close()
    return problems


def main():
    problems = problems_when_served(LESSON, "To edit them there, open", look)
    print("\n".join(problems) or "editing: no problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
