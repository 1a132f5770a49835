"""A visit to a page with a browser: everything that can be found out about the page by itself."""

import re
from dataclasses import dataclass, field
from pathlib import Path

import controls
import frames
import readings
from problem import Findings, Window

MEASURES = (Path(__file__).parent / "page.js").read_text()

# Where people read: a phone and a laptop. axe takes longest for the contrast of text, which no width changes.
READ_AT = (Window(360, "dark"), Window(1280, "light"))
# Between and beyond them only the layout is looked at.
LAID_OUT_AT = (Window(768), Window(1600))
SCHEMES = ("light", "dark")
HEIGHT = 900

# Milliseconds after loading until nothing should move any more.
SETTLING = 150

# A page with this many charts may weigh 150 KB besides its fonts, and each further chart, with its two drawings, some more.
CHARTS = 6
BYTES = 150 * 1024
BYTES_PER_CHART = 30_000
FONTS = re.compile(rb"data:font/[^)\"]*")

# Each drawing counts once, whatever its sizes, also those that have only one, except that a panel counts as a chart.
CHARTS_OF_PAGE = """[...document.querySelectorAll('svg.plot:not(.narrow), .light svg.plot')]
  .reduce((count, plot) => count + Math.max(1, plot.querySelectorAll('.axes[data-lines]').length), 0)"""

LAYOUT = ("sidewaysScroll", "chartText", "chartWidth", "coveredCode", "lineLength")


@dataclass
class Visit:
    """What was found on a page."""

    path: Path
    findings: Findings
    links: list = field(default_factory=list)
    ids: set = field(default_factory=set)


def _is_outside(address):
    return not address.startswith(("file:", "data:"))


class Visitor:
    """Visits pages, one after the other, in a tab of its own."""

    def __init__(self, browser, axe):
        self._browser = browser
        self._axe = axe

    async def visit(self, path, name):
        visit = Visit(path, Findings(name))
        # A new profile for each page, so that none sees what another has remembered.
        context = await self._browser.new_context(permissions=["clipboard-read", "clipboard-write"])
        try:
            tab = await context.new_page()
            await tab.add_init_script(MEASURES)
            self._listen(tab, visit.findings)
            for window in READ_AT:
                await self._read(tab, visit, window)
            for window in LAID_OUT_AT:
                await self._show(tab, window)
                await self._measure(tab, visit.findings, window, *LAYOUT)
            await controls.check(tab, visit.findings)
            for window in READ_AT:
                await self._show(tab, window)
                await frames.check(tab, visit.findings, window)
                await readings.check(tab, visit.findings, window)
            references = await tab.evaluate("pageChecks.references()")
            visit.links, visit.ids = references["links"], set(references["ids"])
            await self._weigh(tab, visit)
        finally:
            await context.close()
        return visit

    @staticmethod
    def _listen(tab, findings):
        def heard(message):
            # That a request failed is said of its address.
            if message.type in ("error", "warning") and not _is_outside(message.location["url"]):
                findings.add("console message", message.text)

        def requested(request):
            if _is_outside(request.url):
                findings.add("request outside", request.url)

        tab.on("console", heard)
        tab.on("pageerror", lambda error: findings.add("script error", str(error)))
        tab.on("request", requested)

    @staticmethod
    async def _show(tab, window):
        await tab.set_viewport_size({"width": window.width, "height": HEIGHT})
        await tab.emulate_media(color_scheme=window.scheme)

    async def _read(self, tab, visit, window):
        await self._show(tab, window)
        await tab.goto(visit.path.as_uri())
        await tab.evaluate("document.fonts.ready.then(() => null)")
        await tab.evaluate(self._axe)
        await tab.wait_for_timeout(SETTLING)
        await self._measure(tab, visit.findings, window, "layoutShift", "sidewaysScroll")
        await tab.evaluate("pageChecks.openDetails()")
        await self._measure(tab, visit.findings, window, *LAYOUT)
        await self._ask_axe(tab, visit.findings, window)
        for scheme in SCHEMES:
            await self._show(tab, Window(window.width, scheme))
            await self._measure(tab, visit.findings, Window(window.width, scheme), "chartContrast")

    @staticmethod
    async def _measure(tab, findings, window, *measures):
        for measure in measures:
            for what, where in await tab.evaluate(f"pageChecks.{measure}()"):
                findings.add(what, where, window)

    @staticmethod
    async def _ask_axe(tab, findings, window):
        for violation in (await tab.evaluate("axe.run({resultTypes: ['violations']})"))["violations"]:
            places = [" ".join(map(str, node["target"])) for node in violation["nodes"]]
            more = f" and {len(places) - 1} more places" if len(places) > 1 else ""
            findings.add(f"axe {violation['id']}", f"{violation['help']}, at {places[0]}{more}", window)

    @staticmethod
    async def _weigh(tab, visit):
        charts = await tab.evaluate(CHARTS_OF_PAGE)
        page = visit.path.read_bytes()
        size = len(page) - sum(map(len, FONTS.findall(page)))
        most = BYTES + max(0, charts - CHARTS) * BYTES_PER_CHART
        if size > most:
            visit.findings.add("weighs too much", f"{size:,} bytes with {charts} charts, at most {most:,}")
