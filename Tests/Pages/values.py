"""What readers of the gallery's charts are told by keys, against the numbers that the gallery draws."""

import asyncio
import math
import re
import sys
from pathlib import Path

from playwright.async_api import async_playwright

# The block, the keys that are pressed, and what is said then.
SAID = [
    ("one-point", "End", "epoch 1: loss: 0.3"),
    ("decades", "End", "learning rate 1: SGD: 10⁻⁶; Adam: 1"),
    ("own-places", "Home ArrowRight", "x 0.25: second: 3"),
    ("gaps", "Home ArrowRight ArrowRight", "epoch 3: with gaps: –; diverged: 9; measured: 1.9"),
    ("many-panels", "End", None),
    ("grouped-bars", "Home ArrowDown", "weight decay: train: 0.01; test: –; test after pruning: 0"),
    ("log-bars", "Home ArrowRight", "ResNet-18: parameters: 11,173,962"),
    ("histogram-panels", "Home", None),
    ("heat-map", "End", "depth four hidden layers, kind of network with dropout of one half: –"),
    ("heat-map", "Home ArrowDown ArrowRight", "depth two hidden layers, kind of network with batch normalisation: 0.95"),
    ("large-confusion", "End", None),
    ("constant-map", "End", "1, 1: 2"),
    ("contour-paths", "Home ArrowRight ArrowRight", "w₁ −0.8, w₂ 0.8: gradient descent: #2; 5 … 10"),
    ("contour-paths", "End", "w₁ 1, w₂ 1: momentum: #3; < 2"),
    ("many-classes", "End", None),
]
# Numbers that the table leaves out, as they are drawn: the block, the keys, the number in what is said, its value, and by
# how much of it a drawing may be off.
DRAWN = [
    ("fifteen-lines", "Home" + " ArrowRight" * 30, r"dense layer 1 of the network: ≈\s(\S+?);", math.exp(-0.6), 0.02),
    ("plain-lines", "Home" + " ArrowRight" * 51, r"sine: ≈\s(\S+?);", math.sin(0.1), 0.1),
    ("forty", "Home" + " ArrowDown" * 3 + " ArrowRight" * 5, r"input 3, unit 5: ≈\s(\S+)", math.sin(0.5), 0.01),
    ("forty-names", "Home" + " ArrowRight" * 2, r"word number 0, word word number 2: ≈\s(\S+)", math.exp(-2), 0.01),
    ("many-points", "End", r"step (\S+):", 30_000, 0),
]


async def _said(tab, block, keys):
    reader = tab.locator(f"[id='{block}'] .drawing:visible > .reader")
    await reader.focus()
    for key in keys.split():
        await tab.keyboard.press(key)
    return (await reader.get_attribute("aria-valuetext")).replace("\u202f", " ")


def _number(text):
    return float(text.replace("−", "-").replace(",", ""))


async def _look(page, problems):
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", chromium_sandbox=False)
        for width in (360, 1280):
            tab = await browser.new_page(viewport={"width": width, "height": 900})
            tab.on("pageerror", lambda error: problems.append(f"script error: {error}"))
            await tab.goto(page.as_uri())
            silent = await tab.evaluate(
                """[...document.querySelectorAll('figure.chart[data-read] > .drawing:not(:has(> .reader))')]
                  .map(drawing => drawing.querySelector('.plot').id)"""
            )
            problems += [f"#{name} cannot be read" for name in silent]
            for block, keys, wanted in SAID:
                said = await _said(tab, block, keys)
                if wanted is not None and said != wanted or not said:
                    problems.append(f"#{block} at {width} px says '{said}', not '{wanted}'")
            for block, keys, pattern, value, allowed in DRAWN:
                said = await _said(tab, block, keys)
                found = re.search(pattern, said)
                if not found or abs(_number(found[1]) - value) > allowed * abs(value):
                    problems.append(f"#{block} at {width} px says '{said[:120]}', not {value}")
        await browser.close()


def main():
    problems = []
    asyncio.run(_look(Path(sys.argv[1]).resolve(), problems))
    print("\n".join(problems) or "values of the gallery: no problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
