"""Looks into the package of the VS Code extension, and has its code talk to a server: extension.py FILE.vsix"""

import json
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from xml.etree import ElementTree

with zipfile.ZipFile(sys.argv[1]) as package, tempfile.TemporaryDirectory() as folder:
    assert package.testzip() is None
    package.extractall(folder)
    manifest = json.loads(package.read("extension/package.json"))
    assets = ElementTree.fromstring(package.read("extension.vsixmanifest")).iter("{*}Asset")
    for file in [asset.get("Path") for asset in assets] + ["[Content_Types].xml", "extension/client.js"]:
        assert file in package.namelist(), file
    for part in [manifest["main"], *(g["path"] for g in manifest["contributes"]["grammars"])]:
        assert (Path(folder) / "extension" / part).is_file(), part
    course = Path(folder) / "course"
    (course / "lessons/en").mkdir(parents=True)
    (course / "lessons.yml").write_text("title: A\n")
    (course / "lessons/en/First.md").write_text("# Zażółć 😀\n\n```swift-dt silnet\nprint(1)\n```\n")
    script = Path(__file__).with_name("extension.js")
    done = subprocess.run(
        ["node", script, Path(folder) / "extension", course], timeout=60,
        env={**os.environ, "SERVER": os.environ["SERVER"]},
    )
    sys.exit(done.returncode)
