"""Works on an exercise of a served page with a browser, as a learner: with and without CodeMirror, by keys alone, on a phone;
downloads what can be exported; and tries the same from a page of another origin."""

import asyncio
import base64
import json
import sys

from built import problems_when_served
from visitor import Visitor, got_by_another_origin, in_both_browsers

LESSON = """# Exercises

<img name="querySelectorAll" src="a.png">

```swift-dt
func total(_ numbers: [Double]) -> Double { numbers.reduce(0, +) }
total([1, 2])
```

Write `average`. ![dot](images/dot.svg)

```swift-dt exercise=average
func average(_ numbers: [Double]) -> Double { 0 }
```

> [!HINT]
> `total` adds them up.

```swift-dt solution=average
func average(_ numbers: [Double]) -> Double { total(numbers) / Double(numbers.count) }
```

```swift-dt check=average
claim("The mean of 1 and 3 is 2", average([1, 3]), .equals, 2)
```
"""
DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="7" height="7"><circle cx="3.5" cy="3.5" r="3"/></svg>'
RIGHT = """func average(_ numbers: [Double]) -> Double { total(numbers) / Double(numbers.count) }
print("the mean: \\(average([1, 2]))")
Slider("γ", [0.5, 1]) { share in Chart(x: "step", y: "loss", Series("loss", [3.0, 2, share])) }"""
# What a page of another origin tries.
TRIES = """  fetch(base + "exercises" + page, { headers: { "X-Lessons-Key": key, "X-Lessons-Learner": "e".repeat(32) } }).then(text),
  fetch(base + "attempt" + page, {
    method: "POST", body: JSON.stringify({ exercise: "average", code: "print(1)" }),
    headers: { "X-Lessons-Key": key, "X-Lessons-Learner": "e".repeat(32) },
  }).then(text),
  fetch(base + "attempt" + page, { method: "POST", body: "{}", mode: "no-cors" }).then(text),
  fetch(base + "export/notebook" + page).then(text),
  fetch(base + "export/notebook" + page, { mode: "no-cors" }).then(text)"""


class Session(Visitor):
    """A learner at a page, and what went wrong."""

    def __init__(self, tab, address, folder):
        super().__init__(tab)
        self.address, self.folder = address, folder

    async def open(self):
        await self.tab.locator(".try-open").click()
        await self.tab.locator(".try").wait_for()

    async def looks(self, name):
        """A picture of the page for whoever looks at it, and whether it can be scrolled sideways."""
        if PICTURES:
            await self.tab.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)
        wide = await self.tab.evaluate("document.documentElement.scrollWidth > innerWidth")
        self.expect(not wide, f"{name}: the page can be scrolled sideways")


PICTURES = sys.argv[1] if len(sys.argv) > 1 else None


async def works_on_it(session):
    """A wrong attempt, one that does not compile, and a right one; the lesson's file stays as it is."""
    tab = session.tab
    await tab.goto(session.address)
    await tab.wait_for_function("!location.hash")
    await tab.goto(session.address.split("#")[0] + "en/a.html")
    await session.open()
    session.expect(await tab.locator(".edit-open").count() == 0, "a learner can edit the lesson")
    await session.write("func average(_ numbers: [Double]) -> Double { 5 }")
    await session.run()
    await session.sees("Not yet.", "a wrong attempt")
    await session.sees("“The mean of 1 and 3 is 2”", "the words of the check")
    await session.write("// mine\nfunc average(_ numbers: [Double]) -> Double { totl(numbers) }")
    await session.run()
    await session.sees("Not compiled.", "an attempt that does not compile")
    await session.sees("line 2: error: cannot find 'totl' in scope", "the compiler's words at its line")
    await session.write(RIGHT)
    await session.run()
    await session.sees("Passed.", "a right attempt")
    await session.sees("the mean: 1.5", "what it printed")
    session.expect(await tab.locator(".try-results svg").count() >= 1, "what it drew is not seen")
    slider = tab.locator(".try-results .control input[type=range]")
    session.expect(await slider.count() == 1, "a slider that it shows is none")
    session.expect(await tab.locator(".try-results .chart [role=slider]").count() >= 1, "values of its chart cannot be read")
    session.expect((session.folder / "lessons/en/a.md").read_text() == LESSON, "the lesson's file was changed")


async def keeps_it(session):
    """The copy is there after the page was loaded again, until the learner goes back to the start."""
    tab = session.tab
    await tab.reload()
    await tab.locator(".try").wait_for()
    session.expect(await session.code() == RIGHT, "the code is lost when the page is loaded again")
    await tab.get_by_role("button", name="Close").click()
    session.expect(await tab.locator(".try-open").inner_text() == "Go on with your code", "a copy is not announced")
    await session.open()
    session.answers = False
    await tab.get_by_role("button", name="Back to the start").click()
    session.expect(await session.code() == RIGHT, "the code is dropped without being asked")
    session.answers = True
    await tab.get_by_role("button", name="Back to the start").click()
    starter = "func average(_ numbers: [Double]) -> Double { 0 }"
    session.expect(await session.code() == starter, f"the start is not restored: {await session.code()!r}")
    await tab.reload()
    await tab.locator(".try").wait_for()
    session.expect(await session.code() == starter, "the old copy comes back")
    await tab.get_by_role("button", name="Close").click()


async def works_by_keys(session):
    tab = session.tab
    await tab.locator(".try-open").focus()
    await tab.keyboard.press("Enter")
    await tab.locator(".try textarea:focus").wait_for(state="attached", timeout=10_000)
    await tab.keyboard.press("Control+End")
    await tab.keyboard.type('\nprint("by keys")')
    await tab.keyboard.press("Control+Enter")
    await tab.locator(".try-results samp", has_text="by keys").wait_for(timeout=60_000)
    await session.sees("Not yet.", "an attempt by keys")
    await tab.keyboard.press("Escape")
    focused = await session.focused()
    session.expect(focused == "edit-run", f"Escape does not leave the field: '{focused}'")
    await tab.keyboard.press("Escape")
    session.expect(await tab.locator(".try").count() == 0, "Escape does not leave the exercise")
    focused = await session.focused()
    session.expect(focused == "try-open", f"the focus is lost: '{focused}'")


async def stops(session):
    await session.open()
    await session.write("func average(_ numbers: [Double]) -> Double { while true {} }\naverage([1])")
    await session.run()
    await session.sees("Running …", "a run that takes long")
    await session.tab.get_by_role("button", name="Stop").click()
    await session.sees("You have stopped it.", "a run that was stopped")


async def looks_right(session):
    tab = session.tab
    await session.write(RIGHT)
    for width in (360, 1280):
        for scheme in ("light", "dark"):
            await tab.set_viewport_size({"width": width, "height": 900})
            await tab.emulate_media(color_scheme=scheme)
            await session.run()
            await session.sees("Passed.", f"a right attempt at {width} px")
            await session.looks(f"passed-{width}-{scheme}")
    await session.write("func average(_ numbers: [Double]) -> Double { totl }")
    await session.run()
    await session.sees("Not compiled.", "a wrong attempt")
    await session.looks("refused-1280-dark")


async def exports(session):
    tab = session.tab
    made = {}
    await tab.get_by_role("button", name="Export", exact=True).click()
    await session.looks("export")
    for label in ("This page", "Notebook", "Whole course"):
        async with tab.expect_download() as download:
            await tab.get_by_role("button", name=label, exact=True).click()
        file = await download.value
        made[label] = (file.suggested_filename, open(await file.path(), encoding="utf-8").read())
    names = [name for name, _ in made.values()]
    session.expect(names == ["a.html", "a.ipynb", "book.html"], f"files are named {names}")
    page, notebook, book = [text for _, text in made.values()]
    image = "data:image/svg+xml;base64," + base64.b64encode(DOT.encode()).decode()
    built = (session.folder / "output/en/a.html").read_text()
    session.expect(page == built.replace("src=images/dot.svg", f'src="{image}"'), "the page is not as it was built, with its image")
    cells = json.loads(notebook)["cells"]
    session.expect(any("func total" in "".join(cell["source"]) for cell in cells), "the notebook has no code")
    session.expect("The mean of 1 and 3 is 2" in book and "/.lessons/" not in book, "the book lacks the lesson")
    for name, text in made.values():
        if not name.endswith(".html"):
            continue
        (session.folder / name).write_text(text)
        own = await tab.context.new_page()
        await own.goto(f"file://{session.folder}/{name}")
        session.expect(await own.locator("h1, h2").filter(has_text="Exercises").count() >= 1, f"{name} does not open")
        width = await own.locator("img[alt=dot]").evaluate("it => it.naturalWidth")
        session.expect(width == 7, f"the image of {name} is {width} pixels wide")
        await own.close()
    await tab.route("**/.lessons/export/notebook?*", lambda route: route.fulfill(status=400, body='{"message":"it is Sunday"}'))
    await tab.get_by_role("button", name="Notebook", exact=True).click()
    await session.sees("It cannot be made: it is Sunday.", "why there is no notebook")
    await tab.keyboard.press("Escape")


async def is_closed(session, context):
    """Without the key nothing runs, and pages of other origins neither run nor read."""
    plain = await context.browser.new_context()
    tab = await plain.new_page()
    await tab.goto(session.address.split("#")[0] + "en/a.html")
    await tab.get_by_role("button", name="Export", exact=True).wait_for()
    session.expect(await tab.locator(".try-open").count() == 0, "who has no key can run code")
    for path, method in (("exercises", "GET"), ("attempt", "POST")):
        status = await tab.evaluate(f"fetch('/.lessons/{path}?%2Fen%2Fa.html', {{ method: '{method}' }}).then(it => it.status)")
        session.expect(status == 403, f"who has no key is answered {status} by {path}")
    found = await got_by_another_origin(context, session.address, session.folder, "learner.js", TRIES)
    session.expect(not any(found), f"a page of another origin gets {found}")
    await plain.close()


async def speaks_its_language(session, context):
    """A page in another language says all of it in that language."""
    tab = await context.new_page()
    session.watch(tab)
    await tab.goto(session.address.split("#")[0] + "de/a.html")
    await tab.get_by_role("button", name="Exportieren", exact=True).click()
    await tab.get_by_role("button", name="Ganzer Kurs").wait_for(timeout=10_000)
    await tab.keyboard.press("Escape")
    await tab.get_by_role("button", name="Ausprobieren", exact=True).click()
    await tab.get_by_role("button", name="Ausführen", exact=True).click()
    await tab.get_by_text("Noch nicht.").wait_for(timeout=60_000)
    await tab.close()


async def look(address, folder):
    async def visit(context, has_component):
        session = Session(await context.new_page(), address, folder)
        await works_on_it(session)
        await keeps_it(session)
        await works_by_keys(session)
        await stops(session)
        if has_component:
            await looks_right(session)
            await exports(session)
            await is_closed(session, context)
            await speaks_its_language(session, context)
        return session.problems

    (folder / "lessons/en/images").mkdir()
    (folder / "lessons/en/images/dot.svg").write_text(DOT)
    (folder / "lessons/de").mkdir()
    (folder / "lessons/de/a.md").write_text(LESSON.replace("![dot](images/dot.svg)", "").replace("# Exercises", "# Aufgaben"))
    (folder / "lessons/en/a.md").write_text(LESSON)
    for _ in range(600):
        made = [folder / it for it in ("output/en/images/dot.svg", "output/de/a.html")]
        if all(it.exists() for it in made):
            break
        await asyncio.sleep(0.1)
    return await in_both_browsers(visit)


def main():
    problems = problems_when_served(LESSON, "To try their exercises there, open", look, "--learn")
    print("\n".join(problems) or "learning: no problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
