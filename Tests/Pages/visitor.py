"""What checks of served pages have in common: somebody at a page, in browsers with and without CodeMirror, and what a page of another
origin gets."""

import http.server
import re
import threading

from playwright.async_api import async_playwright

# What a page of another site tries. Its own server is on another port of this machine; `TRIES` are its requests.
OTHER_ORIGIN = """<script>
const [port, key] = location.hash.slice(1).split(":")
const base = `http://127.0.0.1:${port}/.lessons/`
const page = "?%2Fen%2Fa.html"
const text = it => it.text()
window.tries = Promise.all([
  TRIES,
  new Promise((done, fail) => {
    const script = document.createElement("script")
    Object.assign(script, { src: base + "scripts/SCRIPT", onload: () => done("a script of it runs here"), onerror: () => fail() })
    document.head.append(script)
  }),
].map(it => it.catch(() => "")))
</script>"""


class Visitor:
    """Somebody at a page, and what went wrong."""

    def __init__(self, tab):
        self.tab, self.problems = tab, []
        # How questions are answered.
        self.answers = True
        self.watch(tab)

    def watch(self, tab):
        tab.on("pageerror", lambda error: self.problems.append(f"script error: {error}"))
        tab.on("console", lambda it: self.problems.append(f"console: {it.text}") if "Security Policy" in it.text else None)
        tab.on("dialog", self.answer)

    async def answer(self, dialog):
        await (dialog.accept() if self.answers else dialog.dismiss())

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

    async def focused(self):
        """The class of the element that has the focus."""
        return await self.tab.evaluate("document.activeElement.className")

    async def code(self, place=".edit"):
        """The text of the field that is open in an element."""
        return await self.tab.evaluate(
            """place => {
              const own = document.documentElement.querySelector(`${place} .CodeMirror`)?.CodeMirror
              return own ? own.getValue() : document.documentElement.querySelector(`${place} textarea`).value
            }""",
            place,
        )

    async def write(self, text, place=".edit"):
        """Another text in the field that is open in an element."""
        await self.tab.locator(f"{place} .CodeMirror, {place} textarea").first.wait_for(timeout=10_000)
        await self.tab.evaluate(
            """([place, text]) => {
              const own = document.documentElement.querySelector(`${place} .CodeMirror`)?.CodeMirror
              if (own) return own.setValue(text)
              const area = document.documentElement.querySelector(`${place} textarea`)
              area.value = text
              area.dispatchEvent(new Event('input', { bubbles: true }))
            }""",
            [place, text],
        )

    async def run(self):
        await self.tab.locator(".edit-run").click()


def chromium(playwright):
    return playwright.chromium.launch(executable_path="/usr/bin/chromium", chromium_sandbox=False)


async def in_both_browsers(visit, looks=({}, {})):
    """What `visit` finds in a browser with CodeMirror, and in one without; it is given their contexts, and which it is."""
    problems = []
    async with async_playwright() as playwright:
        browser = await chromium(playwright)
        for has_component, look in zip((True, False), looks):
            context = await browser.new_context(**look)
            if not has_component:
                await context.route("**/.lessons/codemirror/**", lambda route: route.fulfill(status=404))
            found = await visit(context, has_component)
            problems += [f"{'CodeMirror' if has_component else 'plain field'}: {it}" for it in found]
            await context.close()
        await browser.close()
    return problems


async def got_by_another_origin(context, address, folder, script, tries):
    """What requests from a page of another origin get, in a browser that knows the key: texts, empty where it gets nothing."""
    base, key = address.split("#key=")
    (folder / "evil.html").write_text(OTHER_ORIGIN.replace("SCRIPT", script).replace("TRIES", tries))
    handler = type("Quiet", (http.server.SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), lambda *rest: handler(*rest, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port = re.search(r":(\d+)/", base)[1]
    tab = await context.new_page()
    await tab.goto(f"http://127.0.0.1:{server.server_port}/evil.html#{port}:{key}")
    found = await tab.evaluate("window.tries")
    server.shutdown()
    return found
