"""What charts do when a reader points at them, uses keys, or chooses a name."""

SHOWN = ".drawing:has(> .reader):visible"
# Drawings of values of which none can be read.
SILENT = "figure.chart[data-read] > .drawing:not(:has(> .reader)):visible"
# Series that are not faint.
CLEAR = "plot => [...plot.querySelectorAll('.series')].filter(part => getComputedStyle(part).opacity > 0.5).length"
# Whether the box with the values is inside its drawing, from left to right, and the values inside of the box.
INSIDE = """drawing => {
  const areas = selector => [...drawing.querySelectorAll(selector)].map(part => part.getBoundingClientRect())
  const [[box], [all]] = [areas('.reading'), [drawing.getBoundingClientRect()]]
  return box.left >= all.left - 1 && box.right <= all.right + 1
    && areas('.reading b').every(value => value.left >= box.left && value.right <= box.right + 1)
}"""


async def check(tab, findings, window):
    """Adds a finding for each chart whose values cannot be read, or whose series cannot be shown alone."""
    for plot in await tab.locator(f"{SILENT} > .plot").all():
        findings.add("values of a chart", f"#{await plot.get_attribute('id')}: neither pointer nor keys show values", window)
    drawings = tab.locator(SHOWN)
    for index in range(await drawings.count()):
        drawing = drawings.nth(index)
        name = await drawing.locator(".plot").get_attribute("id")
        await drawing.scroll_into_view_if_needed()
        for problem in [await _point(tab, drawing), await _press_keys(tab, drawing), await _choose(drawing)]:
            if problem:
                findings.add("values of a chart", f"#{name}: {problem}", window)


async def _point(tab, drawing):
    # The bar of the page covers what is at the top of the window.
    await drawing.locator(".reader").evaluate("reader => { reader.scrollIntoView({ block: 'start' }); scrollBy(0, -80) }")
    area = await drawing.locator(".reader").bounding_box()
    await tab.mouse.move(area["x"] + area["width"] / 5, area["y"] + 5)
    if not await drawing.locator(".reading").is_visible():
        return "the pointer shows no values"
    if not await drawing.evaluate(INSIDE):
        return "the box with the values leaves the drawing"
    await tab.mouse.move(0, 0)
    if await drawing.locator(".reading").is_visible():
        return "values stay when the pointer has left"


async def _press_keys(tab, drawing):
    reader = drawing.locator(".reader")
    await reader.focus()
    await tab.keyboard.press("End")
    last = await reader.get_attribute("aria-valuetext")
    place = await reader.get_attribute("aria-valuenow")
    shown = await drawing.locator(".reading").inner_text() if await drawing.locator(".reading").is_visible() else ""
    is_inside = not shown or await drawing.evaluate(INSIDE)
    await tab.keyboard.press("ArrowLeft")
    # Two places can have the same nearest points.
    before = await reader.get_attribute("aria-valuenow")
    single = await reader.get_attribute("aria-valuemax") == "1"
    await reader.blur()
    if not shown:
        return "keys show no values"
    if not is_inside:
        return "a value leaves its box"
    if not all(word in last for word in shown.split()):
        return f"keys show '{shown}' and say '{last}'"
    if place == before and not single:
        return f"the left arrow stays at '{last}'"


async def _choose(drawing):
    names = drawing.locator(".keys > button")
    if await names.count() == 0:
        return
    plot = drawing.locator(".plot")
    before = await plot.evaluate(CLEAR)
    await names.last.click()
    alone = await plot.evaluate(CLEAR)
    await names.last.click()
    if alone >= before:
        return f"a chosen name leaves {alone} series clear of {before}"
    if await plot.evaluate(CLEAR) != before:
        return "a name that is chosen again does not show all series"
