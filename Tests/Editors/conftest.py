"""A server with a project of its own for each test, driven by pytest-lsp."""

import asyncio
import os
import sys
import time
from pathlib import Path

import protocol
import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

HERE = Path(__file__).parent
LESSONS = os.environ["LESSONS"]
SERVER = [sys.executable, str(HERE / "recorder.py"), os.environ["EDITORS_RECORDS"], LESSONS, "language-server"]


class Project:
    """A folder of lessons that the server has as its project, and an editor's texts in it."""

    def __init__(self, folder: Path, client: LanguageClient):
        self.folder, self.client = folder, client
        self.versions = {}

    def uri(self, path: str) -> str:
        return (self.folder / path).as_uri()

    def id(self, path: str):
        return types.TextDocumentIdentifier(self.uri(path))

    def write(self, path: str, text: str):
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def open(self, path: str, text: str | None = None):
        text = (self.folder / path).read_text() if text is None else text
        self.versions[path] = 1
        item = types.TextDocumentItem(uri=self.uri(path), language_id="markdown", version=1, text=text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def change(self, path: str, *changes):
        self.versions[path] += 1
        document = types.VersionedTextDocumentIdentifier(uri=self.uri(path), version=self.versions[path])
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, list(changes)))

    def save(self, path: str):
        self.client.text_document_did_save(types.DidSaveTextDocumentParams(self.id(path)))

    def close(self, path: str):
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(self.id(path)))

    async def until(self, path: str, holds, seconds=10):
        """The diagnostics of a text as soon as they are as expected."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = self.client.diagnostics.get(self.uri(path))
            if found is not None and holds(found):
                return found
            await asyncio.sleep(0.01)
        raise AssertionError(f"the diagnostics of {path} are {self.client.diagnostics.get(self.uri(path))}")


def replace(first, last, text):
    """An edit from one line and character to another."""
    place = types.Range(types.Position(*first), types.Position(*last))
    return types.TextDocumentContentChangePartial(range=place, text=text)


@pytest.fixture
def files():
    """The files of the project; tests can have others."""
    return {}


@pytest.fixture
def capabilities():
    """What the client says that it can; tests can have others."""
    return client_capabilities("visual-studio-code")


@pytest_lsp.fixture(config=ClientServerConfig(server_command=SERVER))
async def client(lsp_client: LanguageClient, tmp_path, files, capabilities):
    project = Project(tmp_path, lsp_client)
    for path, text in {"lessons.yml": "title: Próba\n", **files}.items():
        project.write(path, text)
    protocol.mended(lsp_client.protocol._converter)
    lsp_client.project = project
    lsp_client.registered = []

    @lsp_client.feature(types.CLIENT_REGISTER_CAPABILITY)
    def register(params: types.RegistrationParams):
        lsp_client.registered += params.registrations

    params = types.InitializeParams(capabilities=capabilities, root_uri=tmp_path.as_uri())
    lsp_client.initialized_as = await lsp_client.initialize_session(params)
    yield
    await lsp_client.shutdown_session()


@pytest.fixture
def project(client):
    return client.project
