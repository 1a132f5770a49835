// Runs the extension with as much of the editor's interface as it uses: node extension.js EXTENSION COURSE
"use strict";

const assert = require("node:assert");
const fs = require("node:fs");
const Module = require("node:module");
const path = require("node:path");
const { pathToFileURL } = require("node:url");

const [extension, course] = process.argv.slice(2);
const server = process.env.SERVER.split(" ");

class Position { constructor(line, character) { Object.assign(this, { line, character }); } }
class Range { constructor(start, end) { Object.assign(this, { start, end }); } }
class Plain { constructor(...parts) { this.parts = parts; } }
class Kind { constructor(value) { this.value = value; } append(part) { return new Kind(this.value ? `${this.value}.${part}` : part); } }
class WorkspaceEdit {
  constructor() { this.edits = []; }
  replace(uri, range, text) { this.edits.push({ uri, range, text }); }
}
const uri = (text) => ({ fsPath: new URL(text).pathname, toString: () => text });
const events = {};
const event = (name) => (listener) => { events[name] = listener; return { dispose() {} }; };
const providers = {};
const provider = (name) => (_, one) => { providers[name] = one; return { dispose() {} }; };
const published = new Map();
const lines = [];
const commands = {};
const kept = { dispose() {} };

const file = pathToFileURL(path.join(course, "lessons/en/First.md")).toString();
const document = {
  uri: uri(file), languageId: "markdown", version: 1,
  text: fs.readFileSync(path.join(course, "lessons/en/First.md"), "utf8"),
  getText() { return this.text; },
};

const names = ["Completion", "Hover", "Definition", "DocumentSymbol", "FoldingRange", "DocumentLink", "CodeLens"];
const vscode = {
  Position, Range, WorkspaceEdit,
  EventEmitter: class { fire() {} },
  Diagnostic: class { constructor(range, message, severity) { Object.assign(this, { range, message, severity }); } },
  CodeAction: class { constructor(title, kind) { Object.assign(this, { title, kind }); } },
  CodeActionKind: { Empty: new Kind(""), QuickFix: new Kind("quickfix"), Source: new Kind("source") },
  CompletionItem: class { constructor(label) { this.label = label; } },
  CompletionList: class { constructor(items) { this.items = items; } },
  DocumentSymbol: class { constructor(name) { this.name = name; } },
  CodeLens: class { constructor(range, command) { Object.assign(this, { range, command }); } },
  Hover: Plain, Location: Plain, MarkdownString: Plain, FoldingRange: Plain, DocumentLink: Plain, InlayHint: Plain,
  DiagnosticRelatedInformation: Plain, ProgressLocation: { Window: 10 },
  Uri: { parse: uri },
  languages: {
    match: (_, one) => (one.languageId === "markdown" ? 10 : 0),
    createDiagnosticCollection: () => ({ set: (one, found) => published.set(one.toString(), found), dispose() {} }),
    registerCompletionItemProvider: provider("CompletionItem"),
    registerCodeActionsProvider: provider("CodeActions"),
    registerInlayHintsProvider: provider("InlayHints"),
    ...Object.fromEntries(names.map((name) => [`register${name}Provider`, provider(name)])),
  },
  workspace: {
    workspaceFolders: [{ uri: uri(pathToFileURL(course).toString()), name: "course" }],
    textDocuments: [document],
    getConfiguration: () => ({ get: () => server }),
    onDidOpenTextDocument: event("open"), onDidChangeTextDocument: event("change"),
    onDidSaveTextDocument: event("save"), onDidCloseTextDocument: event("close"),
    createFileSystemWatcher: () => ({ ...kept, onDidCreate: () => kept, onDidChange: () => kept, onDidDelete: () => kept }),
  },
  window: {
    createOutputChannel: () => ({ appendLine: (line) => lines.push(line), show() {}, dispose() {} }),
    showErrorMessage: (message) => { throw new Error(message); },
    showInformationMessage: (message) => lines.push(message),
    withProgress: (_, work) => work(),
  },
  commands: { registerCommand: (name, run) => { commands[name] = run; return kept; } },
  env: {},
};
const load = Module._load;
Module._load = (name, ...rest) => (name === "vscode" ? vscode : load(name, ...rest));

async function until(what, holds) {
  for (let count = 0; count < 400; count++) {
    if (holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${what}: ${JSON.stringify([...published])}`);
}

async function main() {
  const { activate, deactivate } = require(path.join(extension, "extension.js"));
  await activate({ subscriptions: [] });
  await until("no diagnostic", () => published.get(file)?.length === 1);
  const [wrong] = published.get(file);
  assert.equal(wrong.message, "unknown option 'silnet'; did you mean 'silent'?");
  const [fix] = await providers.CodeActions.provideCodeActions(document, wrong.range, {});
  assert.equal(fix.edit.edits[0].text, "silent");
  document.version = 2;
  events.change({ document, contentChanges: [{ range: wrong.range, text: "silent" }] });
  await until("the diagnostic stays", () => published.get(file).length === 0);
  const symbols = await providers.DocumentSymbol.provideDocumentSymbols(document);
  assert.equal(symbols[0].name, "Zażółć 😀");
  const found = await providers.CompletionItem.provideCompletionItems(document, new Position(2, 18));
  assert.ok(found.items.some((item) => item.label === "fold"));
  const lenses = await providers.CodeLens.provideCodeLenses(document);
  await commands[lenses[0].command.command](...lenses[0].command.arguments);
  await deactivate();
  console.log("The extension shows diagnostics, applies a fix, completes and runs");
  process.exit(0);
}

main().catch((error) => { console.error(error, lines); process.exit(1); });
