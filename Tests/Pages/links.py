"""Whether links reach something."""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit


def check(visits, folder, home):
    """Adds a finding for each link that reaches no file, or no place in a page.

    What lies outside `folder` is looked for as if the folder lay at `home`, since pages link to files beside it.
    """
    pages = {visit.path: visit for visit in visits}
    for visit in visits:
        for link in visit.links:
            problem = _problem(link, pages, folder, home)
            if problem:
                visit.findings.add("broken link", problem)


def _problem(link, pages, folder, home):
    parts = urlsplit(link)
    if parts.scheme != "file":
        return None
    path = Path(unquote(parts.path))
    shown = os.path.relpath(path, folder)
    if path not in pages:
        exists = path.is_file() if path.is_relative_to(folder) else Path(os.path.normpath(home / shown)).exists()
        return None if exists else f"{shown} is not there"
    if parts.fragment and unquote(parts.fragment) not in pages[path].ids:
        return f"{shown} has no #{unquote(parts.fragment)}"
    return None
