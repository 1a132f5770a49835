"""Checks the workflows, the action and the settings of this repository, those that 'lessons init' writes, and the examples.

They are read with the schemas that their readers publish; what a schema cannot know is checked here.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import yaml

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "Sources/LessonAuthoring/Templates"
WORKFLOWS = [*sorted((ROOT / ".github/workflows").glob("*.yml")), TEMPLATES / "workflow.yml", *sorted((ROOT / "docs/examples").glob("*.yml"))]
ACTION = ROOT / "action.yml"

problems = []


def expect(condition, message):
    if not condition:
        problems.append(message)


def shown(path):
    return str(path.relative_to(ROOT))


def check_schemas():
    """Schemas come with the package check-jsonschema, so that no network is needed."""
    for schema, files in [("vendor.github-workflows", WORKFLOWS), ("vendor.github-actions", [ACTION]), ("vendor.dependabot", [ROOT / ".github/dependabot.yml"])]:
        run = subprocess.run(
            [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *map(str, files)], capture_output=True, text=True)
        expect(run.returncode == 0, run.stdout + run.stderr)


def check_steps():
    """Each step that is a script is one that can be run; the action's inputs are those that it uses."""
    action = yaml.safe_load(ACTION.read_text())
    used = set(re.findall(r"inputs\.(\w+)", ACTION.read_text()))
    expect(used == set(action["inputs"]), f"action.yml: inputs {sorted(action['inputs'])}, used {sorted(used)}")
    steps = [(ACTION, step) for step in action["runs"]["steps"]]
    for path in WORKFLOWS:
        for job in yaml.safe_load(path.read_text())["jobs"].values():
            steps += [(path, step) for step in job["steps"]]
    scripts = 0
    for path, step in steps:
        for script in re.findall(r"script/[\w/-]+", step.get("run", "")):
            scripts += 1
            expect(os.access(ROOT / script, os.X_OK), f"{shown(path)}: there is no script '{script}'")
        expect(step.get("with", {}).keys() <= set(action["inputs"]) or "swift-lessons@" not in step.get("uses", ""), f"{shown(path)}: unknown inputs in {step}")
    expect(scripts >= 4, f"only {scripts} steps call scripts")


def check_versions():
    version = re.search(r'^let lessonsVersion = "(.*)"$', (ROOT / "Sources/lessons/Version.swift").read_text(), re.M)[1]
    used = 0
    for path in [*WORKFLOWS, ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        for found in re.findall(r"swift-lessons/swift-lessons@v([\w.]+)", path.read_text()):
            used += 1
            expect(found == version, f"{shown(path)}: names version {found}, this is {version}")
    expect(used >= 2, "no example uses the action")


def check_settings():
    """The schema of lessons.yml takes all settings that are shown, and refuses wrong ones."""
    schema = json.loads((ROOT / "docs/lessons.schema.json").read_text())
    jsonschema.Draft7Validator.check_schema(schema)
    reader = jsonschema.Draft7Validator(schema)
    template = (TEMPLATES / "lessons.yml").read_text()
    # Every example in a comment of the template is one.
    full = re.sub(r"^# (?=[a-z]+:|  )", "", template, flags=re.M).replace("TITLE", "A").replace("LANGUAGE", "en")
    texts = [template.replace("TITLE", "A").replace("LANGUAGE", "en"), full]
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        texts += re.findall(r"^```yaml\n(.*?)^```", path.read_text(), re.M | re.S)
    settings = [text for text in texts if not re.search(r"^(jobs|on):", text, re.M)]
    own = ROOT / "lessons.yml"
    settings += [own.read_text()] if own.exists() else []
    for text in settings:
        for error in reader.iter_errors(yaml.safe_load(text) or {}):
            problems.append(f"settings: {error.message} in\n{text}")
    for wrong in ["titel: A", "output: ../x", "lessons: /x", "sandbox: 'off'", "timeout: 0", "parts: [{lessons: [a]}]", "url: ftp://x",
                  "swift: {packages: [{products: [A]}]}", "swift: {packages: [{url: x, from: '1.2', products: [A]}]}", "documents: [{isolation: page}]"]:
        expect(list(reader.iter_errors(yaml.safe_load(wrong))), f"the schema takes '{wrong}'")


check_schemas()
check_steps()
check_versions()
check_settings()
for problem in problems:
    print(f"error: {problem}", file=sys.stderr)
print(f"{len(WORKFLOWS)} workflows, the action and the settings: {len(problems)} problems")
sys.exit(1 if problems else 0)
