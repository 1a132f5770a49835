"""Types the questions of the manual's page Questions into its search: the first result must be the answer, or on the page that it names."""

import asyncio
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from playwright.async_api import async_playwright

from built import RUNNER, folder_for_all

MANUAL = Path(__file__).resolve().parents[2] / "docs/manual"
QUESTIONS = "Questions"
SECTION = re.compile(r"^### (.+)\n((?:(?!##).*\n?)*)", re.MULTILINE)
CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((\w+)\.md[#)]")
FEWEST = 60
RESULTS = "[...document.querySelectorAll('#page\\\\.search ol a')].map(link => link.href)"


@dataclass
class Question:
    """A heading of the page, and the page that its answer names first; `None` if it names none."""

    text: str
    page: str | None

    @property
    def anchor(self):
        return re.sub(r"[^\w\- ]", "", self.text.lower()).replace(" ", "-")

    def is_answered_by(self, address):
        page, _, anchor = unquote(address).partition("#")
        return Path(page).stem == self.page or (Path(page).stem == QUESTIONS and anchor == self.anchor)


def read_questions(text):
    questions = []
    for heading, answer in SECTION.findall(text):
        link = LINK.search(CODE.sub("", answer))
        questions.append(Question(heading, link and link[1]))
    return questions


def malformed(questions):
    """The headings that are no questions or stand twice, and the answers without a page that says more."""
    texts = [question.text for question in questions]
    pages = {file.stem for file in (MANUAL / "lessons").glob("*.md")} - {QUESTIONS}
    return (
        [f"'{text}' is no question" for text in texts if not text.endswith("?")]
        + [f"'{text}' stands twice" for text in sorted({text for text in texts if texts.count(text) > 1})]
        + [f"the answer to '{one.text}' names no page that has more" for one in questions if one.page not in pages]
    )


def build(folder):
    shutil.copytree(MANUAL, folder, ignore=shutil.ignore_patterns("output", ".lessons"))
    done = subprocess.run([RUNNER, "build"], cwd=folder, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"the manual is not made: {done.stdout}{done.stderr}")
    return folder / "output/en"


async def not_found(pages, questions):
    """The questions whose first result is neither the answer nor on the page that the answer names."""
    wrong = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", chromium_sandbox=False)
        tab = await browser.new_page()
        await tab.goto((pages / "Format.html").as_uri())
        await tab.keyboard.press("/")
        await tab.wait_for_function("document.querySelector('#page\\\\.search')?.open")
        await tab.wait_for_timeout(500)
        for question in questions:
            await tab.fill("#page\\.search input", question.text)
            found = await tab.evaluate(RESULTS)
            if not found or not question.is_answered_by(found[0]):
                wrong.append(f"'{question.text}' finds {Path(found[0]).name if found else 'nothing'} first")
        await browser.close()
    return wrong


def main():
    questions = read_questions((MANUAL / f"lessons/{QUESTIONS}.md").read_text())
    if len(questions) < FEWEST:
        raise SystemExit(f"{len(questions)} questions are read")
    problems = malformed(questions)
    with folder_for_all() as folder:
        problems += asyncio.run(not_found(build(folder / "manual"), questions))
    for problem in problems:
        print(f"{QUESTIONS}.md: {problem}")
    print(f"{len(questions)} questions, {len(problems)} problems")
    sys.exit(1 if problems else 0)


main()
