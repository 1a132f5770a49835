"""Compares a notebook as nbconvert shows it with the HTML page of the same lesson, cell by cell.

What is compared is the text that readers see, formulas as their TeX, and where links lead. Left out is what only one of the
two has: the page's drawings with their numbers, the line below its title, the titles above what it folds, the ways back
from footnotes. A notebook cannot fold cells, so the title of an answer stands above the first text of it there; these
titles are compared by themselves. Numbers are compared as programs write them.
"""

import copy
import difflib
import re
from urllib.parse import unquote

import nbformat
from bs4 import BeautifulSoup, Comment, NavigableString
from nbconvert import HTMLExporter

ONLY_ON_PAGES = ".facts, .ways, [popover], a.anchor, a.back, p.outcome, .chart, details.more > summary, details.code > summary"
ONLY_IN_NOTEBOOKS = "a.anchor-link, a[href^='#fnref'], svg, style, script, .prompt, .output_html details > summary"
BLOCKS = set(
    "p div section li ul ol table thead tbody tr td th pre br hr blockquote h1 h2 h3 h4 h5 h6 details summary dl dt dd "
    "caption figure".split()
)
# MathJax looks for formulas in text that no tag interrupts, outside of code.
FORMULA = re.compile(r"(?<!\\)(\$\$?)(.+?)(?<!\\)\1", re.S)
BLOCK = re.compile(r"^[\s>]*(?:(?:[-*+]|[0-9]+[.)])\s+)*(?:`{3,}|~{3,})\s*swift[- ]dt(.*)$", re.M)
# Stands on a page where a block was.
CUT = "\ue000"


def tex(text):
    """TeX without blanks, and with one name for each bar."""
    return "".join(text.replace("\\Vert ", "\\|").replace("\\vert ", "|").split())


def text(node):
    """The text below a node, with an end of line where a block begins or ends."""
    if isinstance(node, NavigableString):
        return "" if isinstance(node, Comment) else str(node)
    end = "\n" if node.name in BLOCKS else ""
    return end + "".join(text(child) for child in node.children) + end


def links(node):
    """The texts of links and where they lead, as far as a page and its notebook call that by the same name."""
    found = []
    for link in node.select("a[href]"):
        address = unquote(re.sub(r"\.(html|ipynb)(?=[#?]|$)", "", link["href"]))
        found.append(("".join(link.get_text().split()), address.split("#")[0] + ("#" if "#" in address else "")))
    return found


def taken(nodes):
    """The texts of nodes, which are taken out of their documents."""
    return [node.extract().get_text() for node in nodes]


def take_formulas(node):
    """What MathJax takes for formulas, each without blanks from now on."""
    found = []

    def take(match):
        found.append(tex(match[2]))
        return match[1] + tex(match[2]) + match[1]

    for string in node.find_all(string=True):
        if not isinstance(string, Comment) and not string.find_parent(["code", "pre"]):
            string.replace_with(FORMULA.sub(take, str(string)))
    return found


# Numbers on pages are written for people, in notebooks by programs.
POWER = re.compile(r"\s×\s10([⁻⁺]?[⁰¹²³⁴-⁹]+)")
DIGITS = str.maketrans("⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹", "-+0123456789")


def write_as_programs(node, language):
    """Writes the numbers in the texts below a node as programs do."""
    for string in node.find_all(string=True):
        plain = re.sub(r"(?<=\d)\u202f(?=\d)", "", str(string).replace("−", "-"))
        plain = POWER.sub(lambda power: f"e{int(power[1].translate(DIGITS)):+03d}", plain)
        if language == "en":
            plain = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", plain)
        else:
            plain = re.sub(r"(?<=\d),(?=\d)", ".", plain)
        if plain != string and not isinstance(string, Comment) and not string.find_parent(["code", "pre", "annotation"]):
            string.replace_with(plain)


class Page:
    """An HTML page: its prose in the parts between its blocks, and the blocks."""

    def __init__(self, html, has_title):
        page = BeautifulSoup(html, "html.parser")
        main, self.language = page.select_one("main"), page.html["lang"]
        for node in main.select(ONLY_ON_PAGES):
            node.extract()
        write_as_programs(main, self.language)
        article = main.select_one("article")
        heading = main.find("h1", recursive=False)
        if heading and has_title:
            article.insert(0, heading.extract())
        # The title of an exercise belongs to its block; in notebooks it is a text before the cell.
        for title in article.select("section.block > p.exercise"):
            title.parent.insert_before(title.extract())
        self.answers = taken(article.select("details.answer > summary"))
        self.blocks = article.select("section.block")
        for block in self.blocks:
            block.replace_with(CUT)
        self.formulas = [found for block in [article, *self.blocks] for found in self.take_formulas(block)]
        self.prose = [part.split() for part in text(article).split(CUT)]
        self.links = links(article)

    @staticmethod
    def take_formulas(node):
        found = []
        for formula in node.find_all("math"):
            mark = "$$" if formula.get("display") == "block" else "$"
            found.append(tex(formula.find("annotation").get_text()))
            formula.replace_with(mark + found[-1] + mark)
        return found


class Shown:
    """A notebook as nbconvert shows it, each cell by itself as Jupyter reads it; invisible blocks are left out."""

    def __init__(self, notebook, invisible, language, answers):
        exporter = HTMLExporter(template_name="basic")
        self.prose, self.blocks, self.formulas, self.links, self.lost = [[]], [], [], [], []
        self.answers = []
        anchors, addresses, in_blocks = set(), [], []
        for cell in notebook.cells:
            alone = nbformat.v4.new_notebook(cells=[cell], metadata=notebook.metadata)
            soup = BeautifulSoup(exporter.from_notebook_node(alone)[0], "html.parser")
            anchors |= {node["id"] for node in soup.select("[id]")}
            addresses += [link["href"] for link in soup.select("a[href^='#']:not(.anchor-link)")]
            for node in soup.select(ONLY_IN_NOTEBOOKS):
                node.extract()
            write_as_programs(soup, language)
            if cell.cell_type == "markdown":
                self.answers += taken(node for node in soup.select("summary") if node.get_text() in answers)
                self.formulas += take_formulas(soup)
                self.prose[-1] += text(soup).split()
                self.links += links(soup)
            elif cell.id != "set-up" and int(cell.id.removeprefix("block-")) not in invisible:
                in_blocks += take_formulas(soup)
                self.prose.append([])
                self.blocks.append((cell, soup))
        self.formulas += in_blocks
        self.lost = [address for address in addresses if unquote(address[1:]) not in anchors]


def difference(name, page, notebook):
    """How two lists differ, as lines."""
    if page == notebook:
        return []
    changes = difflib.unified_diff(
        [str(part) for part in page], [str(part) for part in notebook], "page", "notebook", lineterm="", n=2)
    return [f"{name}:", *changes]


def compare_blocks(name, page, cell, soup):
    """Code and results of a block."""
    code = " ".join(text(page.select_one("pre")).split())
    # The first cell begins with imports, and one whose names stay inside is in braces.
    wrong = [] if code in " ".join(cell.source.split()) else [f"{name}: {code!r} is not in {cell.source!r}"]
    results, outputs = page.select_one(".results"), soup.select_one(".output_wrapper")
    shown = [text(node).split() if node else [] for node in (results, outputs)]
    return wrong + difference(f"{name}, results", *shown)


def compare(lesson, html, notebook):
    """What differs between the page and the notebook of a lesson, as lines."""
    options = BLOCK.findall(lesson)
    page = Page(html, re.match(r"---\s*\n(.*\n)*?title:", lesson) is not None)
    shown = Shown(notebook, {index + 1 for index, words in enumerate(options) if "invisible" in words}, page.language, page.answers)
    wrong = [f"nothing has the anchor {address!r}" for address in shown.lost]
    for number, parts in enumerate(zip(page.prose, shown.prose, strict=True), start=1):
        wrong += difference(f"text {number}", *parts)
    for number, (block, cell) in enumerate(zip(page.blocks, shown.blocks, strict=True), start=1):
        wrong += compare_blocks(f"block {number}", block, *cell)
    wrong += difference("titles of answers", page.answers, shown.answers)
    wrong += difference("formulas", page.formulas, shown.formulas)
    return wrong + difference("links", page.links, shown.links)


def made_wrong(notebook):
    """Notebooks each of which says something else than this one."""
    for old, new in [(r"^", "odd "), (r"(?<= \$)(?=[a-z])", "odd "), (r"(?<=[a-z]\]\()(?=[a-zA-Z])", "odd")]:
        for index, cell in enumerate(notebook.cells):
            source = re.sub(old, new, cell.source, count=1)
            if cell.cell_type == "markdown" and source != cell.source:
                other = copy.deepcopy(notebook)
                other.cells[index].source = source
                yield other
                break
