"""Searches in a thousand lessons with a browser: how soon results are shown, what they show, and whether mistyped words are found.

The lessons are copies of those in a folder of built pages, each with words of its own.
"""

import argparse
import asyncio
import gzip
import json
import re
import sys
import tempfile
from pathlib import Path

from playwright.async_api import async_playwright

ROOT = Path(__file__).resolve().parents[2]
LESSONS = 1_000
LESSONS_OF_PART = 50
# In milliseconds: from a key to the first result, once the index is loaded, and for the first search of a reader.
# Far above what a quiet machine takes, 40 and 100 ms: only a search that got much slower is found.
SOON, SOON_AT_FIRST = 400, 2_000
# Compressed, and of one file.
MOST_BYTES_OF_PART = 200_000

RESULTS = "dialog.search li a"
FIELD = "dialog.search input"
# Types a text, and gives the milliseconds until the first result is painted.
TYPE = """async ([text, last]) => {
  const field = document.querySelector('dialog.search input')
  const list = document.querySelector('dialog.search ol')
  const begin = performance.now()
  field.value = text
  list.replaceChildren()
  field.dispatchEvent(new Event('input', { bubbles: true }))
  while (!list.children.length && performance.now() - begin < last) await new Promise(requestAnimationFrame)
  return performance.now() - begin
}"""


def argument(script):
    """The arguments of a script that calls a function."""
    return json.loads("[" + script[script.index("(") + 1 : script.rindex(")")] + "]")


def grown(folder, target):
    """Writes an index of a thousand lessons beside a page with the search; gives the compressed sizes of its files."""
    pages = sorted(path.parent for path in folder.glob("*/page.passages.js"))
    (target / "page.html").write_text((folder / (pages[0].name + ".html")).read_text())
    finder = (folder / "search-0.js").read_text().split("\nlessonSearch(")[0]
    lessons = []
    for number in range(LESSONS):
        source = pages[number % len(pages)]
        text = json.loads((source / "search.json").read_text())
        name = f"L{number}"
        text["title"] += f" {number}"
        for section in text["sections"]:
            # Lessons about other subjects have words of their own.
            section["words"] += " " + " ".join(f"w{number}x{index}" for index in range(40))
        lessons.append({"page": name, "text": text})
        _, sections = argument((source / "page.passages.js").read_text())
        (target / name).mkdir()
        (target / name / "page.passages.js").write_text(f"lessonPassages({json.dumps(name)},{json.dumps(sections)})\n")
    parts = [lessons[start : start + LESSONS_OF_PART] for start in range(0, LESSONS, LESSONS_OF_PART)]
    sizes = []
    for index, part in enumerate(parts):
        contents = {"index": index, "parts": len(parts), "lessons": part}
        script = f"lessonSearch({json.dumps(contents, ensure_ascii=False)})\n"
        if index == 0:
            script = f"{finder}\n{script}"
        (target / f"search-{index}.js").write_text(script)
        sizes.append(len(gzip.compress(script.encode())))
    return sizes


def mistyped(word):
    """The word with a letter wrong, missing, doubled, and two swapped."""
    middle = len(word) // 2
    yield word[:middle] + ("x" if word[middle] != "x" else "y") + word[middle + 1 :]
    yield word[:middle] + word[middle + 1 :]
    yield word[:middle] + word[middle] + word[middle:]
    if word[middle] != word[middle - 1]:
        yield word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :]


async def addresses(tab):
    return await tab.locator(RESULTS).evaluate_all("links => links.map(link => link.getAttribute('href'))")


async def open_search(tab, page):
    await tab.goto(page.as_uri())
    await tab.locator("header.bar .find").click()


async def at_first(tab, page, text):
    """The milliseconds until the first result of a search that begins before the index is loaded."""
    await tab.goto(page.as_uri())
    await tab.evaluate("document.querySelector('header.bar .find').click()")
    # Nobody types sooner.
    await tab.wait_for_timeout(250)
    return await tab.evaluate(TYPE, [text, 10_000])


async def look(tab, page, words):
    """What is wrong, and the times."""
    problems = []
    first = await at_first(tab, page, words[0])
    if first > SOON_AT_FIRST:
        problems.append(f"the first search shows a result after {first:.0f} ms")
    await open_search(tab, page)
    await tab.locator(FIELD).fill(words[0])
    await tab.locator(RESULTS).first.wait_for(timeout=10_000)
    await tab.wait_for_timeout(1_000)
    times, marked = [], 0
    for word in words:
        for end in range(2, len(word) + 1):
            times.append(await tab.evaluate(TYPE, [word[:end], 10_000]))
        known = await addresses(tab)
        try:
            await tab.locator(f"{RESULTS} .passage:not(:empty)").first.wait_for(timeout=5_000)
        except Exception:  # Playwright's own timeout
            problems.append(f"results for '{word}' show no passage")
        # A section whose code has the word shows its first sentence.
        marks = await tab.locator(f"{RESULTS} .passage mark").all_inner_texts()
        marked += len(marks)
        for mark in marks:
            if word[:5].lower() not in mark.lower():
                problems.append(f"results for '{word}' have '{mark}' marked")
        for wrong in mistyped(word):
            times.append(await tab.evaluate(TYPE, [wrong, 10_000]))
            if not set(known) & set(await addresses(tab)):
                problems.append(f"'{wrong}' does not find what '{word}' does")
    if not marked:
        problems.append("no passage has a mark")
    slow = [time for time in times if time > SOON]
    if len(slow) > len(times) / 20:
        problems.append(f"{len(slow)} of {len(times)} keys show a result after more than {SOON} ms")
    times.sort()
    figures = f"first result after {first:.0f} ms, then {times[len(times) // 2]:.0f} ms in the median, {times[-1]:.0f} ms at most"
    return problems, figures


async def check(folder, browser_path):
    with tempfile.TemporaryDirectory() as place:
        target = Path(place)
        sizes = grown(folder, target)
        problems = [f"a part has {max(sizes)} bytes"] if max(sizes) > MOST_BYTES_OF_PART else []
        texts = [json.loads(path.read_text()) for path in sorted(folder.glob("*/search.json"))]
        words = " ".join(section["words"] for text in texts for section in text["sections"])
        found = sorted(set(re.findall(r"\b[a-z]{7,}\b", words)))
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=browser_path, chromium_sandbox=False)
            tab = await browser.new_page()
            tab.on("pageerror", lambda error: problems.append(f"an error of the script: {error}"))
            more, figures = await look(tab, target / "page.html", found[:: max(1, len(found) // 6)][:6])
            await browser.close()
        size = f"index {sum(sizes) / 1e6:.1f} MB compressed in {len(sizes)} files"
        return problems + more, f"{LESSONS} lessons: {size}; {figures}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "output/en", help="the pages of a language")
    problems, figures = asyncio.run(check(parser.parse_args().folder.resolve(), "/usr/bin/chromium"))
    for problem in problems:
        print(problem)
    print(figures, file=sys.stderr)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
