"""Looks at formulas on a system without mathematics fonts: roots and brackets are as tall as what they hold."""

import asyncio
import base64
import os
import re
import sys
import tempfile
from pathlib import Path

from playwright.async_api import async_playwright

from built import built

LESSON = r"""# Roots

$$\sqrt{\frac{\frac{a}{b}}{\frac{c}{d}}} \left(\frac{\frac{a}{b}}{\frac{c}{d}}\right)$$
"""
HIDDEN = ("*Math*", "*math*", "*STIX*", "*stix*")
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include>/etc/fonts/fonts.conf</include>
<selectfont><rejectfont>{0}</rejectfont></selectfont></fontconfig>
""".format("".join(f"<glob>{name}</glob>" for name in HIDDEN))
# The part of a root before what is under it, and the box of a bracket.
SIGNS = {
    "msqrt": """root => {
      const whole = root.getBoundingClientRect(), inner = root.firstElementChild.getBoundingClientRect()
      return { x: whole.x, y: whole.y, width: inner.x - whole.x, height: whole.height }
    }""",
    "mo": "sign => sign.getBoundingClientRect().toJSON()",
}
# How much of a picture's height has dark pixels.
INKED = """async picture => {
  const bitmap = await createImageBitmap(await (await fetch(picture)).blob())
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')
  context.drawImage(bitmap, 0, 0)
  const rows = [...Array(bitmap.height).keys()].filter(row =>
    context.getImageData(0, row, bitmap.width, 1).data.some((value, index) => index % 4 == 0 && value < 200))
  return rows.length / bitmap.height
}"""


async def inked(tab, sign):
    """How much of its height each sign fills."""
    found = []
    for place in await tab.locator(sign).all():
        area = await place.evaluate(SIGNS[sign])
        if area["width"] < 2:
            found.append(0)
            continue
        picture = base64.b64encode(await tab.screenshot(clip=area)).decode()
        found.append(await tab.evaluate(INKED, f"data:image/png;base64,{picture}"))
    return found


async def heights(tab, sign):
    return [(await place.bounding_box())["height"] for place in await tab.locator(sign).all()]


async def look(page, fonts):
    """What is wrong with the formulas of a page."""
    async with async_playwright() as playwright:
        environment = os.environ | {"FONTCONFIG_FILE": str(fonts)}
        browser = await playwright.chromium.launch(
            executable_path="/usr/bin/chromium", chromium_sandbox=False, env=environment
        )
        tab = await browser.new_page()
        await tab.goto(page.as_uri())
        problems = [
            f"{sign} {number + 1} is drawn in {part:.0%} of its height"
            for sign in SIGNS
            for number, part in enumerate(await inked(tab, sign))
            if part < 0.9
        ]
        problems += [f"a bracket is {height} px high" for height in await heights(tab, "mo") if height < 50]

        # The same page without its font shows that this can fail.
        page.write_text(re.sub(r"@font-face{[^}]*}", "", page.read_text()))
        await tab.goto(page.as_uri())
        if min(await inked(tab, "msqrt")) >= 0.9:
            problems.append("roots are whole without the page's font: which mathematics font is not hidden?")
        await browser.close()
    return problems


def main():
    with tempfile.TemporaryDirectory() as folder, built(LESSON) as page:
        fonts = Path(folder) / "fonts.conf"
        fonts.write_text(FONTS)
        problems = asyncio.run(look(page, fonts))
    print("\n".join(problems) or "formulas: no problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
