"""What pages do when a reader uses their buttons and keys."""

import asyncio

# All tabs have one clipboard.
CLIPBOARD = asyncio.Lock()
PAPER = "getComputedStyle(document.documentElement).backgroundColor"
CODE_THAT_RUNS = "[...document.querySelectorAll('.block:not(.apart) pre.code')].map(code => code.textContent)"
WIDE_CODE = "[...document.querySelectorAll('pre.code')].filter(code => code.scrollWidth > code.clientWidth).length"
OPEN_ALL = "document.querySelectorAll('details').forEach(details => { details.open = true })"
LOADS = 5
PHONE = {"width": 360, "height": 900}


async def check(tab, findings):
    """Adds a finding for each kind of button that does not do what it is for."""
    await _switch_colours(tab, findings)
    await _copy_code(tab, findings)
    await _copy_all_code(tab, findings)
    await _show_command(tab, findings)
    await _wrap_lines(tab, findings)
    await _show_keys(tab, findings)
    await _search(tab, findings)
    await _go_on(tab, findings)
    await _follow_keys(tab, findings)


async def _switch_colours(tab, findings):
    switch = tab.locator("button.colours")
    if await switch.count() == 0:
        return
    before = await tab.evaluate(PAPER)
    await switch.click()
    chosen = await tab.evaluate(PAPER)
    if chosen == before:
        findings.add("theme switch", f"the page stays {before}")
    # What was stored reaches the next page a moment later where the machine is busy.
    for _ in range(LOADS):
        await tab.reload()
        if await tab.evaluate(PAPER) == chosen:
            return
    findings.add("theme switch", f"{chosen} is forgotten when the page is loaded again")


async def _copied(tab, button):
    async with CLIPBOARD:
        await button.click()
        return await tab.evaluate("navigator.clipboard.readText()")


async def _copy_code(tab, findings):
    blocks = await tab.locator("pre.code").count()
    buttons = await tab.locator("button.copy").count()
    if buttons == 0:
        return
    if buttons != blocks:
        findings.add("copy button", f"{buttons} for {blocks} blocks of code")
    code = await tab.locator(".listing:has(button.copy) > pre.code").first.text_content()
    await tab.evaluate(OPEN_ALL)
    copied = await _copied(tab, tab.locator("button.copy").first)
    if copied != code:
        findings.add("copy button", f"copies '{copied[:40]}' in place of '{code[:40]}'")


async def _copy_all_code(tab, findings):
    button = tab.locator("[id='page.facts'] button")
    if await button.count() == 0:
        return
    copied = await _copied(tab, button)
    wanted = "\n".join(code.rstrip() + "\n" for code in await tab.evaluate(CODE_THAT_RUNS))
    if copied != wanted:
        findings.add("button for all code", f"copies {len(copied)} letters in place of {len(wanted)}")


async def _show_command(tab, findings):
    button = tab.locator(".ways button")
    if await button.count() == 0:
        return
    await button.click()
    command = tab.locator("[id='page.run']")
    if not await command.is_visible():
        findings.add("command", "the button does not show the command that runs the lesson")
        return
    copied = await _copied(tab, command.locator("button"))
    if not copied.startswith("lessons run ") or copied != await command.locator("code").text_content():
        findings.add("command", f"copies '{copied[:60]}'")
    await tab.keyboard.press("Escape")


async def _wrap_lines(tab, findings):
    before = tab.viewport_size
    await tab.set_viewport_size(PHONE)
    await tab.evaluate(OPEN_ALL)
    button = tab.locator("button.wrap-lines:visible")
    if await button.count() > 0:
        await button.first.click()
        if wide := await tab.evaluate(WIDE_CODE):
            findings.add("wrapped lines", f"{wide} blocks are still too wide")
        await tab.reload()
        if await tab.evaluate(WIDE_CODE):
            findings.add("wrapped lines", "are forgotten when the page is loaded again")
        await tab.evaluate(OPEN_ALL)
        await button.first.click()
    elif await tab.evaluate(WIDE_CODE) and await tab.locator("button.wrap-lines").count():
        findings.add("wrapped lines", "no button wraps code that is too wide")
    await tab.set_viewport_size(before)


async def _show_keys(tab, findings):
    if await tab.locator("[id='page.keys']").count() == 0:
        return
    await tab.keyboard.press("?")
    if not await tab.locator("[id='page.keys']").is_visible():
        findings.add("keys", "? does not show the list of keys")
    await tab.keyboard.press("Escape")


async def _search(tab, findings):
    heading = tab.locator("article h2[id]")
    if await tab.locator("header.bar .find").count() == 0 or await heading.count() == 0:
        return
    address, anchor = tab.url, await heading.first.get_attribute("id")
    results = tab.locator("dialog.search li a")
    await tab.keyboard.press("/")
    await tab.locator("dialog.search input").fill(await heading.first.inner_text())
    try:
        await results.first.wait_for(timeout=5_000)
    except Exception:  # Playwright's own timeout
        findings.add("search", f"does not find the heading '{anchor}'")
        return await tab.keyboard.press("Escape")
    links = await results.evaluate_all("links => links.map(link => decodeURIComponent(link.hash.slice(1)))")
    if anchor not in links[:5]:
        findings.add("search", f"the heading '{anchor}' is not among the first: {links[:5]}")
    await tab.locator("dialog.search input").fill("zzzzqqqq")
    if await results.count() or not await tab.locator("dialog.search [role=status]").inner_text():
        findings.add("search", "does not say that nothing was found")
    await tab.keyboard.press("Escape")
    if tab.url != address or await tab.locator("dialog.search").is_visible():
        findings.add("search", "does not close")


async def _go_on(tab, findings):
    offer = tab.locator("[id='page.resume']")
    last = tab.locator("article :is(h2, h3)[id]").nth(1)
    if await offer.count() == 0 or await last.count() == 0:
        return
    address = tab.url
    place = await last.get_attribute("id")
    await last.evaluate("heading => heading.scrollIntoView()")
    await tab.evaluate("new Promise(done => { addEventListener('scrollend', done, { once: true }); setTimeout(done, 300) })")
    kept = await tab.evaluate("localStorage.getItem('place ' + location.pathname)")
    await tab.goto("about:blank")
    await tab.goto(address)
    if kept and not await offer.is_visible():
        findings.add("place of the reader", "the page does not offer to go on there")
    if await tab.evaluate("scrollY") != 0:
        findings.add("place of the reader", "the page jumps there by itself")
    if kept == place:
        await offer.locator("a").click()
        if not (await tab.evaluate("decodeURIComponent(location.hash)")).endswith(place):
            findings.add("place of the reader", f"the offer leads to {tab.url}, not to #{place}")


async def _follow_keys(tab, findings):
    following = tab.locator("main > nav.pager > .next")
    if await following.count() == 0:
        return
    address, wanted = tab.url, await following.evaluate("link => link.href")
    is_reversed = await tab.evaluate("document.documentElement.dir === 'rtl'")
    await tab.keyboard.press("Control+ArrowRight")
    if tab.url != address:
        findings.add("keys", "an arrow with another key leaves the page")
    async with tab.expect_navigation(timeout=5_000):
        await tab.keyboard.press("ArrowLeft" if is_reversed else "ArrowRight")
    if tab.url != wanted:
        findings.add("keys", f"the arrow leads to {tab.url}, not to {wanted}")
    await tab.goto(address)
