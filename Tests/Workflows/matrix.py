"""Runs docs/examples/matrix-workflow.yml with a matrix of two: each job in a system of its own, each step that is a script as the
workflow and the action say it. Stands in for the actions of others, which need GitHub, and for the release: the package that is named.

    matrix.py PACKAGE COURSE OUTPUT

The system is this machine's, whose changes are lost. As root.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
SHARDS = [1, 2]


def workflow():
    """The workflow for two shards."""
    content = yaml.safe_load((ROOT / "docs/examples/matrix-workflow.yml").read_text())
    shards = content["jobs"]["build"]["strategy"]["matrix"]["shard"]
    assert shards == list(range(1, len(shards) + 1)) and len(shards) > 2, f"the shards are {shards}"
    content["jobs"]["build"]["strategy"]["matrix"]["shard"] = SHARDS
    merge = next(step for step in content["jobs"]["merge"]["steps"] if step.get("with", {}).get("command") == "merge")
    assert merge["with"]["paths"].split() == [f"shards/shard-{number}" for number in shards], "the merge has not all shards"
    merge["with"]["paths"] = " ".join(f"shards/shard-{number}" for number in SHARDS)
    return content


def evaluated(text, values):
    """A text with the values of its expressions, which are names only."""
    def value(match):
        assert match[1] in values, f"unknown expression '{match[1]}'"
        return str(values[match[1]])

    if isinstance(text, bool):
        return str(text).lower()
    return re.sub(r"\$\{\{\s*(.*?)\s*\}\}", value, str(text))


def holds(condition, values):
    name, expected = re.fullmatch(r"(\S+) == '(.*)'", condition).groups()
    return values[name] == expected


class System:
    """This machine's system, with a workspace. What it changes is in a file system in memory."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir()
        self.call("mount", "-t", "tmpfs", "none", str(folder))
        for name in ("upper", "work", "root"):
            (folder / name).mkdir()
        self.root = folder / "root"
        self.call("mount", "-t", "overlay", "overlay", "-o", f"lowerdir=/,upperdir={folder}/upper,workdir={folder}/work", str(self.root))
        self.call("mount", "--bind", "/proc", f"{self.root}/proc")
        self.call("mount", "--rbind", "/dev", f"{self.root}/dev")
        self.workspace = self.root / "workspace"

    @staticmethod
    def call(*command):
        subprocess.run(command, check=True)

    def run(self, script, environment):
        """Runs a step as GitHub's runner does where a step says 'shell: bash'."""
        path = self.root / "step.sh"
        path.write_text(script)
        variables = {"PATH": os.environ["PATH"], "HOME": "/root", "CI": "true", "GITHUB_ACTION_PATH": "/action", "GITHUB_WORKSPACE": "/workspace", **environment}
        command = ["chroot", str(self.root), "/bin/sh", "-c", "cd /workspace && exec bash --noprofile --norc -eo pipefail /step.sh"]
        done = subprocess.run(command, env=variables)
        if done.returncode:
            raise SystemExit(f"error: the step ended with status {done.returncode}:\n{script}")

    def close(self):
        self.call("umount", "--recursive", str(self.root))
        self.call("umount", str(self.folder))


class Run:
    def __init__(self, package, course, top):
        self.package, self.course, self.top = package, course, top
        self.artifacts = top / "artifacts"
        self.artifacts.mkdir()
        self.action = yaml.safe_load((ROOT / "action.yml").read_text())
        self.scripts = 0

    def job(self, name, job, values):
        print(f"== {name} {values.get('matrix.shard', '')}", flush=True)
        system = System(self.top / f"{name}-{values.get('matrix.shard', '')}")
        try:
            shutil.copy(self.package, system.root / "lessons.deb")
            shutil.copytree(ROOT / "script/action", system.root / "action/script/action")
            system.workspace.mkdir()
            for step in job["steps"]:
                self.step(step, system, values)
        finally:
            system.close()

    def step(self, step, system, values):
        if "if" in step and not holds(step["if"], values):
            return
        given = {key: evaluated(value, values) for key, value in step.get("with", {}).items()}
        if "run" in step:
            self.scripts += 1
            system.run(step["run"], {key: evaluated(value, values) for key, value in step.get("env", {}).items()})
        elif step["uses"].startswith("swift-lessons/swift-lessons@"):
            self.composite(step["uses"], given, system, values)
        else:
            self.stand_in(step["uses"].split("@")[0], given, system.workspace)

    def composite(self, name, given, system, values):
        inputs = {key: str(value.get("default", "")) for key, value in self.action["inputs"].items()}
        inputs |= {"package": "/lessons.deb"} | given
        owner, ref = name.split("@")
        own = {"github.action_repository": owner, "github.action_ref": ref, "runner.os": "Linux", "runner.arch": "X64"}
        for step in self.action["runs"]["steps"]:
            assert "run" not in step or step["shell"] == "bash", step
            self.step(step, system, values | own | {f"inputs.{key}": value for key, value in inputs.items()})

    def stand_in(self, action, given, workspace):
        """What an action of others does, as far as it matters here."""
        match action:
            case "actions/checkout":
                shutil.copytree(self.course, workspace, dirs_exist_ok=True)
            case "actions/upload-artifact":
                hidden = given.get("include-hidden-files") == "true"
                assert hidden or not given["path"].startswith("."), "hidden files are left out"
                shutil.copytree(workspace / given["path"], self.artifacts / given["name"])
            case "actions/download-artifact":
                for artifact in self.artifacts.glob(given["pattern"]):
                    shutil.copytree(artifact, workspace / given["path"] / artifact.name)
            case "actions/upload-pages-artifact":
                shutil.copytree(workspace / given["path"], self.artifacts / "github-pages")
            case "actions/deploy-pages":
                assert (self.artifacts / "github-pages").is_dir(), "there are no pages"
            case "actions/cache":
                pass
            case _:
                raise SystemExit(f"error: nothing stands in for '{action}'")


def main():
    package, course, output = map(Path, sys.argv[1:])
    with tempfile.TemporaryDirectory() as top:
        run = Run(package, course, Path(top))
        jobs = workflow()["jobs"]
        done = set()
        for name, job in jobs.items():
            assert {job.get("needs")} - {None} <= done, f"{name} needs {job.get('needs')}"
            shards = job.get("strategy", {}).get("matrix", {}).get("shard", [None])
            for shard in shards:
                run.job(name, job, {} if shard is None else {"matrix.shard": shard, "strategy.job-total": len(shards)})
            done.add(name)
        shutil.copytree(run.artifacts / "github-pages", output)
        # Install and call, in each of the three jobs that use the action.
        assert run.scripts == 6, f"{run.scripts} scripts ran"


main()
