"""Follows a training on served pages with a browser: results come while the lesson runs, the loss curve grows, old results are
marked, a run is stopped and started again, and all windows show the same."""

import asyncio
import sys

from playwright.async_api import async_playwright

from built import problems_when_served
from visitor import Visitor, chromium

LESSON = """# Live

<img name="querySelectorAll" src="a.png"> <b id="page.live">x</b>

```swift-dt
print("counted to 1")
```

Some text.

```swift-dt
let (train, held) = try Digits.synthetic(count: 1_000, seed: 1).split(holdingOut: 0.2)
let model = Model(input: [28, 28]) { Flatten(); Dense(48); ReLU(); Dense(10) }
let trainer = try Trainer(model, loss: .softmaxCrossEntropy, optimizer: .sgd(learningRate: 0.05))
let history = try trainer.fit(train, validation: held, epochs: 2, batchSize: 10)
history
```

```swift-dt
print("the end of 2")
```
"""
LONG = LESSON.replace("epochs: 2", "epochs: 4000").replace("counted to 1", "counted to 7")
POINTS = "() => document.documentElement.querySelector('.live-curve polyline')?.points.length ?? 0"
# The version of a page, and the one that it is told.
VERSIONS = """async () => {
  const own = [...document.documentElement.querySelectorAll('script[src]')].map(it => it.src.split('live.js?')[1]).find(it => it)
  const events = new EventSource('/.lessons/events?' + encodeURIComponent(location.pathname))
  const told = await new Promise(done => { events.onmessage = event => done(JSON.parse(event.data).version) })
  events.close()
  return { own, told }
}"""
# What a window shows of the lesson, without how far the training is.
STATE = """() => [...document.documentElement.querySelectorAll('section.block')].map(block => ({
  text: block.querySelector('.results')?.innerText.slice(0, 40), run: !!block.querySelector('.live-run'),
  word: block.querySelector('.live-word')?.textContent, isDim: !!block.querySelector('.live-old'),
}))"""


class Session(Visitor):
    """An author at a page, and what went wrong."""

    def __init__(self, tab, folder):
        super().__init__(tab)
        self.folder = folder
        self.file = folder / "lessons/en/a.md"

    async def sees(self, selector, what, within=60_000, tab=None, **more):
        try:
            await (tab or self.tab).locator(selector, **more).first.wait_for(timeout=within)
        except Exception:  # Playwright's own timeout
            state = await (tab or self.tab).evaluate(STATE)
            self.problems.append(f"{what}: '{selector}' {more} is not seen; the page shows {state}")

    async def waits(self, holds, what, tab=None, within=60):
        """Waits for an expression of a page's script. Playwright's own wait needs `eval`, which the policy forbids."""
        for _ in range(within * 10):
            try:
                if await (tab or self.tab).evaluate(holds):
                    return
            except Exception:  # the page is loaded again at this moment
                pass
            await asyncio.sleep(0.1)
        self.problems.append(f"{what}: {await (tab or self.tab).evaluate(STATE)}")

    def kept(self):
        """What a stopped run must leave as it is: pages, records, and the cache of results."""
        files = [it for it in (self.folder / "output").rglob("*") if it.is_file()]
        cached = [it for it in (self.folder / ".lessons").rglob("*") if it.is_file() and ("transcripts" in it.parts or "trainings" in it.parts)]
        return {str(it): it.read_bytes() for it in files + cached}


PLACE = """() => {
  const part = [...document.documentElement.querySelectorAll('article > p')].find(it => it.textContent == 'The reader is here.')
  return part.getBoundingClientRect().top
}"""


# Notes where the part is in each frame that is shown, also of pages that are loaded anew. Observers of intersections are told of places as
# they are painted.
FRAMES = """(() => {
  if (location.protocol != 'http:') return
  const note = top => sessionStorage.setItem('frames', JSON.stringify([...new Set(JSON.parse(sessionStorage.getItem('frames') ?? '[]')).add(top)]))
  const step = () => {
    const part = [...document.documentElement?.querySelectorAll('article > p') ?? []].find(it => it.textContent == 'The reader is here.')
    const observer = new IntersectionObserver(([entry]) => {
      observer.disconnect()
      note(Math.round(entry.boundingClientRect.top))
    })
    if (part) observer.observe(part)
    requestAnimationFrame(step)
  }
  requestAnimationFrame(step)
})()"""


async def keeps_its_place(session):
    """Blocks are added above the reader's place, and deleted again: it stays to the pixel while they run and when the page is loaded."""
    tab, file = session.tab, session.file
    filler = "\n".join(f"Paragraph {it}.\n" for it in range(40))
    short = "# Live\n\nThe beginning.\n\n```swift-dt\n1\n```\n\n```swift-dt\n2\n```\n\n" + filler + "\n\nThe reader is here.\n\n" + filler
    block = "```swift-dt\nimport Foundation\nThread.sleep(forTimeInterval: 2)\nprint(\"added\")\n```\n\n"
    file.write_text(short)
    await session.sees("article > p", "the page with a place", has_text="The reader is here.")
    await session.waits(f"({PLACE})() && !document.documentElement.querySelector('.live-run')", "the page with a place")
    await tab.wait_for_load_state("load")
    for width in (1280, 360):
        await tab.set_viewport_size({"width": width, "height": 300})
        await tab.evaluate(f"scrollBy({{ top: ({PLACE})() - 150, behavior: 'instant' }})")
        await tab.wait_for_timeout(500)
        before = round(await tab.evaluate(PLACE))
        for text, what in ((short.replace("```swift-dt", block + "```swift-dt", 1), "added"), (short, "deleted")):
            await tab.evaluate("(window.isOld = true, sessionStorage.removeItem('frames'))")
            file.write_text(text)
            await session.waits("!window.isOld && document.readyState == 'complete'", f"the page with a block {what}")
            await tab.wait_for_timeout(1_000)
            frames = await tab.evaluate("JSON.parse(sessionStorage.getItem('frames'))")
            moved = [it for it in frames if abs(it - before) > 1]
            session.expect(frames and not moved, f"at {width} px, when a block was {what}, the place moved from {before} to {moved}")
    await tab.set_viewport_size({"width": 1280, "height": 720})
    file.write_text(LESSON)
    output = session.folder / "output/en/a.html"
    for _ in range(600):
        if "the end of 2" in output.read_text():
            break
        await asyncio.sleep(0.1)
    # The list of lessons, and what is remembered of the build, are written last.
    await tab.wait_for_timeout(1_000)


async def runs(session, address):
    """Results of block 1 are seen while block 2 trains, and the curve grows."""
    tab = session.tab
    await tab.goto(address)
    await session.waits("!location.hash", "the key stays in the address")
    await tab.goto(address.split("#")[0] + "en/a.html")
    await session.sees("samp", "the page has results", has_text="the end of 2")
    await keeps_its_place(session)
    await tab.evaluate("window.isSame = true")
    session.before = session.kept()
    session.file.write_text(LONG)
    await session.sees(".live-word", "old results are marked", has_text="old")
    await session.sees("samp", "block 1 is seen while block 2 trains", has_text="counted to 7")
    await session.sees("section.block:nth-of-type(2) .live-run", "the running block is marked")
    await session.sees(".live-curve polyline", "a curve of the loss")
    points = await tab.evaluate(POINTS)
    await session.waits(f"({POINTS})() > {points}", "the curve does not grow")
    line = await tab.locator(".live-line").inner_text()
    for part in ["epoch ", "of 4000", "step ", "loss 0.", " left"]:
        session.expect(part in line, f"the line of a training lacks '{part}': {line!r}")
    state = await tab.evaluate(STATE)
    session.expect([it["word"] for it in state] == [None, "old", "old"], f"not the old results are marked: {state}")
    session.expect([it["run"] for it in state] == [False, True, False], f"not block 2 runs: {state}")
    session.expect(await tab.evaluate("window.isSame"), "the page was loaded again in the middle of a run")
    status = await tab.locator(".live-status").text_content()
    session.expect(status == "Block 2 of 3 is running", f"what is announced: {status!r}")


async def is_seen_by_all(session, context):
    """A window that is opened in the middle of a run shows the same; so does one without the key, but it cannot stop."""
    seen = await session.tab.evaluate(POINTS)
    second = await context.new_page()
    session.watch(second)
    await second.goto(session.tab.url)
    await session.sees(".live-curve polyline", "a late window shows the curve", tab=second)
    states = [await it.evaluate(STATE) for it in (session.tab, second)]
    session.expect(states[0] == states[1], f"two windows differ: {states}")
    points = await second.evaluate(POINTS)
    session.expect(points >= seen > 1, f"a late window has only {points} points of the curve, of at least {seen}")
    plain = await context.browser.new_context()
    guest = await plain.new_page()
    await guest.goto(session.tab.url)
    await session.sees(".live-run", "without the key the run is seen", tab=guest)
    session.expect(await guest.locator(".live-run button").count() == 0, "without the key there is a button")
    for path in ["stop", "run"]:
        status = await guest.evaluate(f"fetch('/.lessons/{path}?%2Fen%2Fa.html', {{ method: 'POST' }}).then(it => it.status)")
        session.expect(status == 403, f"without the key, '{path}' is answered with {status}")
    await plain.close()
    return second


async def stops(session, second):
    """What was shown stays, marked; nothing of it is kept; it runs again when asked, or when the file is saved."""
    tab = session.tab
    await tab.get_by_role("button", name="Stop").click()
    for window in (tab, second):
        await session.sees(".live-line", "a stopped run says so", tab=window, has_text="nothing of this run is recorded")
        await session.sees("samp", "what was shown stays", tab=window, has_text="counted to 7")
    state = await tab.evaluate(STATE)
    session.expect([it["word"] for it in state] == ["not recorded", "old", "old"], f"after a stop: {state}")
    session.expect(session.kept() == session.before, "a stopped run changed the page, a record or the cache")
    # Another lesson is saved: the one that was stopped stays so.
    (session.folder / "lessons/en/ż.md").write_text('# Other\n\n```swift-dt\nprint("other")\n```\n')
    for _ in range(600):
        if (session.folder / "output/en/ż.html").exists():
            break
        await asyncio.sleep(0.1)
    session.expect(await tab.evaluate(STATE) == state, "another lesson's build starts a stopped one, or forgets what it shows")
    # The page of a name that addresses encode is not loaded again and again.
    loads = []
    second.on("load", lambda _: loads.append(1))
    await second.goto(tab.url.replace("a.html", "ż.html"))
    await session.sees("samp", "the page of the other lesson", tab=second, has_text="other")
    served = await second.evaluate(VERSIONS)
    session.expect(served["own"] == served["told"], f"a page is loaded again without a change: {served}")
    session.expect(len(loads) == 1, f"a page was loaded {len(loads)} times")
    await second.goto(tab.url)
    await tab.get_by_role("button", name="Run again").click()
    await session.sees(".live-curve polyline", "it runs again")
    await session.sees(".live-curve polyline", "it runs again in the other window", tab=second)
    await tab.get_by_role("button", name="Stop").click()
    await session.sees(".live-line", "it was stopped again", has_text="nothing of this run is recorded")


async def ends(session, second):
    """A lesson with another block ends: both windows load the page, and the reader's place stays."""
    tab = session.tab
    text = LONG.replace("epochs: 4000", "epochs: 3") + "\n```swift-dt\nprint(\"a new block\")\n```\n"
    await tab.set_viewport_size({"width": 1280, "height": 300})
    await tab.evaluate("document.documentElement.querySelector('section.block').nextElementSibling.scrollIntoView({ behavior: 'instant' })")
    top = "document.documentElement.querySelector('section.block + p').getBoundingClientRect().top"
    before = await tab.evaluate(top)
    session.file.write_text(text)
    for window in (tab, second):
        await session.sees("samp", "a new block is seen", tab=window, has_text="a new block")
        done = "window.isSame === undefined && !document.documentElement.querySelector('.live-run, .live-word')"
        await session.waits(done, "the page is not loaded again", tab=window)
    await tab.wait_for_load_state("load")
    after = await tab.evaluate(top)
    # Less than a line of text.
    session.expect(abs(before - after) < 24, f"the reader's place moved from {before} to {after}")
    session.expect("a new block" in (session.folder / "output/en/a.html").read_text(), "the page was not written")


async def is_bounded(session):
    """A block that prints a lot sends its end; an error leaves what was given, marked."""
    tab = session.tab
    await tab.set_viewport_size({"width": 360, "height": 700})
    session.file.write_text('# Live\n\n```swift-dt\nfor index in 1...40_000 { print("line \\(index)") }\nThread.sleep(forTimeInterval: 3)\n```\n\n'
                            '```swift-dt\nlet all = [1]\nprint(all[Int.random(in: 5...6)])\n```\n'.replace("```swift-dt\nfor", "```swift-dt\nimport Foundation\nfor", 1))
    await session.sees("samp", "the end of long text", has_text="line 40000")
    lines = await tab.locator(".results samp").first.inner_text()
    session.expect(lines.startswith("…") and len(lines.splitlines()) < 40, f"a running block shows {len(lines.splitlines())} lines")
    await session.sees(".live-message", "an error is told", has_text="Index out of range")
    await session.sees(".live-word", "results of a run that failed are marked", has_text="not recorded")
    width = await tab.evaluate("document.documentElement.scrollWidth")
    session.expect(width <= 360, f"the page is {width} pixels wide")


async def look(address, folder):
    async with async_playwright() as playwright:
        browser = await chromium(playwright)
        context = await browser.new_context()
        await context.add_init_script(FRAMES)
        session = Session(await context.new_page(), folder)
        try:
            await runs(session, address)
            second = await is_seen_by_all(session, context)
            await stops(session, second)
            await ends(session, second)
            await is_bounded(session)
        except Exception as error:
            session.problems.append(f"{error}; the page shows {await session.tab.evaluate(STATE)}")
        await browser.close()
    return session.problems


def main():
    problems = problems_when_served(LESSON, "To edit them there, open", look)
    print("\n".join(problems) or "live results: no problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
