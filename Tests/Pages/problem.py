"""What is wrong with a page."""

from collections import defaultdict
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """Something wrong: on which page, what it is in a few words that are the same wherever it occurs, and where."""

    page: str
    what: str
    where: str

    def __str__(self):
        return f"{self.page}: {self.what}: {self.where}"


@dataclass(frozen=True)
class Window:
    """How a page is looked at."""

    width: int
    scheme: str = "light"

    def __str__(self):
        return f"{self.width} px, {self.scheme}"


class Findings:
    """The problems of a page, each once, with the windows in which it is seen."""

    def __init__(self, page):
        self.page = page
        self._windows = defaultdict(list)

    def add(self, what, where, window=None):
        self._windows[what, where].append(window)

    def problems(self):
        for (what, where), windows in self._windows.items():
            seen = "; ".join(dict.fromkeys(str(window) for window in windows if window))
            yield Problem(self.page, what, f"{where} ({seen})" if seen else where)
