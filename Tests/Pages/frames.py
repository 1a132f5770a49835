"""What sliders and variants do when a reader uses them, and what pages show without scripts and on paper."""

# The frames that can be seen, as their captions.
SEEN = """part => [...part.querySelectorAll('.frame')].filter(frame => frame.checkVisibility({ visibilityProperty: true }))
  .map(frame => frame.dataset.name)"""
NAMES = """part => [...part.querySelectorAll('.frame')].sort((a, b) => a.dataset.index - b.dataset.index)
  .map(frame => frame.dataset.name)"""
FIRST = "part => part.querySelector('.still').dataset.name"
# Whether the stage is as large as the frame that is seen.
FITS = "part => part.querySelector('.stage').classList.contains('fitting')"
# The part of the stage that the frame leaves empty.
VOID = """part => {
  const [stage, frame] = ['.stage', '.chosen'].map(name => part.querySelector(name).offsetHeight)
  return 1 - frame / stage
}"""
HEIGHT = "part => part.getBoundingClientRect().height"


async def check(tab, findings, window):
    """Adds a finding for each slider that does not show the frame that its reader chooses."""
    parts = tab.locator(".frames:has(> .control)")
    if await parts.count():
        # At another width, the frames of before would still be chosen.
        await tab.reload()
        # Some stand below a question.
        await tab.evaluate("pageChecks.openDetails()")
    for index in range(await parts.count()):
        part = parts.nth(index)
        names = await part.evaluate(NAMES)
        await part.scroll_into_view_if_needed()
        is_slider = await part.locator("input[type=range]").count() == 1
        use = _slide if is_slider else _choose
        for problem in [await use(tab, part, names), await _print(tab, part)]:
            if problem:
                findings.add("frames of a slider", f"{await part.get_attribute('aria-label')}: {problem}", window)
    if await parts.count():
        await _without_script(tab, findings, window)


async def _slide(tab, part, names):
    control = part.locator("input")
    height = await part.evaluate(HEIGHT)
    if await part.evaluate(SEEN) != [await part.evaluate(FIRST)]:
        return f"shows {await part.evaluate(SEEN)} at first"
    await control.focus()
    await tab.keyboard.press("Home")
    await tab.keyboard.press("ArrowUp")
    if await part.evaluate(SEEN) != [names[1]] or await control.get_attribute("aria-valuetext") != names[1]:
        return f"a key shows {await part.evaluate(SEEN)}, not {names[1]}"
    box = await control.bounding_box()
    await tab.mouse.click(box["x"] + box["width"] - 3, box["y"] + box["height"] / 2)
    if await part.evaluate(SEEN) != [names[-1]]:
        return f"the pointer shows {await part.evaluate(SEEN)} at the end, not {names[-1]}"
    if names[-1] not in await part.locator(".now").inner_text():
        return f"says {await part.locator('.now').inner_text()} in place of {names[-1]}"
    if await part.evaluate(HEIGHT) != height:
        return "its size changes with its value"


async def _choose(tab, part, names):
    height = await part.evaluate(HEIGHT)
    fits = await part.evaluate(FITS)
    await part.locator("label").last.click()
    if await part.evaluate(SEEN) != [names[-1]]:
        return f"the last button shows {await part.evaluate(SEEN)}"
    await tab.keyboard.press("ArrowUp")
    if await part.evaluate(SEEN) != [names[-2]]:
        return f"a key shows {await part.evaluate(SEEN)}, not {names[-2]}"
    if not fits and await part.evaluate(HEIGHT) != height:
        return "its size changes with the choice"
    if await part.evaluate(VOID) > 0.45:
        return "most of its room is empty"


async def _print(tab, part):
    await tab.emulate_media(media="print")
    seen, first = await part.evaluate(SEEN), await part.evaluate(FIRST)
    caption = await part.locator(".still > .setting").is_visible()
    await tab.emulate_media(media="screen")
    if seen != [first] or not caption:
        return f"prints {seen}, not {first} with its value"


async def _without_script(tab, findings, window):
    context = await tab.context.browser.new_context(java_script_enabled=False, viewport=tab.viewport_size)
    try:
        plain = await context.new_page()
        await plain.goto(tab.url)
        # What a question or an exercise folds is opened as a reader opens it: the outer fold first.
        for summary in await plain.locator("details:has(.frames) > summary:not(.frames summary)").all():
            await summary.click()
        parts = plain.locator(".frames")
        for index in range(await parts.count()):
            part = parts.nth(index)
            if await part.locator(".frame:visible").count() != 1 or not await part.locator(".still > .setting").is_visible():
                findings.add("frames of a slider", "without scripts, other frames than the first are seen", window)
            await part.locator(".more > summary").last.click()
            if await part.locator(".frame > .setting:visible").count() != await part.locator(".frame").count():
                findings.add("frames of a slider", "without scripts, not all frames can be unfolded", window)
    finally:
        await context.close()
