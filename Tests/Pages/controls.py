"""What pages do when a reader uses their buttons."""

import asyncio

# All tabs have one clipboard.
CLIPBOARD = asyncio.Lock()
PAPER = "getComputedStyle(document.documentElement).backgroundColor"


async def check(tab, findings):
    """Adds a finding for each kind of button that does not do what it is for."""
    await _switch_colours(tab, findings)
    await _copy_code(tab, findings)


async def _switch_colours(tab, findings):
    switch = tab.locator("button.colours")
    if await switch.count() == 0:
        return
    before = await tab.evaluate(PAPER)
    await switch.click()
    chosen = await tab.evaluate(PAPER)
    if chosen == before:
        findings.add("theme switch", f"the page stays {before}")
    await tab.reload()
    if await tab.evaluate(PAPER) != chosen:
        findings.add("theme switch", f"{chosen} is forgotten when the page is loaded again")


async def _copy_code(tab, findings):
    blocks = await tab.locator("pre.code").count()
    buttons = await tab.locator("button.copy").count()
    if buttons == 0:
        return
    if buttons != blocks:
        findings.add("copy button", f"{buttons} for {blocks} blocks of code")
    code = await tab.locator(".listing:has(button.copy) > pre.code").first.text_content()
    await tab.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")
    async with CLIPBOARD:
        await tab.locator("button.copy").first.click()
        copied = await tab.evaluate("navigator.clipboard.readText()")
    if copied != code:
        findings.add("copy button", f"copies '{copied[:40]}' in place of '{code[:40]}'")
