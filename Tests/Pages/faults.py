"""Shows that the checks can fail: makes a page with each fault and expects that this, and nothing else, is found."""

import asyncio
import sys
import tempfile
from pathlib import Path

from check import problems
from visit import BYTES


def _chart(content, width=300, style=""):
    return (
        f'<figure style="margin:0"><svg class="plot" id="chart" role="img" aria-label="a chart" width="{width}"'
        f' height="100" viewBox="0 0 {width} 100" font-size="14" style="display:block;{style}">{content}</svg></figure>'
    )


_SERIES = '<g class="series series-1" color="{0}"><rect x="20" y="40" width="80" height="40" fill="currentColor"/></g>'

# What must be found on a page with this content.
FAULTS = {
    "text covers text": _chart('<text x="20" y="50">first</text><text x="40" y="54">second</text>'),
    "text covers marks": _chart(_SERIES.format("#0072b2") + '<text x="90" y="60">beside</text>'),
    "text is clipped": _chart('<text x="280" y="50">beyond</text>'),
    "text is too small": _chart('<text x="20" y="50" font-size="9">tiny</text>'),
    "chart is wider than its place": _chart("", width=2000).replace("margin:0", "margin:0;overflow:hidden"),
    "contrast is low": _chart(_SERIES.format("#dddddd")),
    "button covers code": '<div style="position:relative"><button style="position:absolute">Copy</button>'
    '<pre class="code">let a = 1</pre></div>',
    "lines are long": f"<p>{'a word ' * 120}</p>",
    "values of a chart": _chart("").replace("<svg", '<div class="drawing"><svg').replace("</svg>", '</svg><div class="reader"'
    ' tabindex="0" role="slider" aria-label="a chart" aria-valuenow="1" aria-valuemin="1" aria-valuemax="2">.</div><div class="reading" hidden></div></div>'),
    "scrolls sideways": '<div style="width:1700px">wide</div>',
    "content moves while loading": '<p id="p">moved</p><script>addEventListener("load", () => setTimeout('
    '() => { document.getElementById("p").style.marginTop = "300px" }, 50))</script>',
    "broken link": '<p><a href="#nowhere">to a place that is not there</a></p>',
    "request outside": '<link rel="prefetch" href="http://localhost:1080/page">',
    "script error": "<script>absent()</script>",
    "console message": '<script>console.error("something")</script>',
    "invalid HTML": "<p>an <em>unclosed <strong>pair</em></strong></p>",
    "axe page-has-heading-one": "<p>a page without a heading</p>",
    "axe color-contrast": '<p style="color:#bbb;background:#fff">pale</p>',
    "weighs too much": f"<!-- {'-=' * (BYTES // 2)} -->",
}

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{0}</title></head><body><main>{1}</main></body></html>
"""


def main():
    with tempfile.TemporaryDirectory() as folder:
        for what, content in FAULTS.items():
            heading = "" if "heading" in what else f"<h1>{what}</h1>"
            (Path(folder) / f"{what}.html").write_text(PAGE.format(what, heading + content))
        _, found = asyncio.run(problems(Path(folder)))
    missing = set(FAULTS) - {found.what for found in found if found.page == f"{found.what}.html"}
    surplus = [found for found in found if found.page != f"{found.what}.html"]
    for what in sorted(missing):
        print(f"{what}.html: not found: {what}")
    for problem in surplus:
        print(f"not expected: {problem}")
    print(f"{len(FAULTS) - len(missing)} of {len(FAULTS)} faults found", file=sys.stderr)
    sys.exit(1 if missing or surplus else 0)


if __name__ == "__main__":
    main()
