// Shows what the language server of swift-lessons says. Both count UTF-16, so places need no conversion.
"use strict";

const vscode = require("vscode");
const { Client } = require("./client.js");

const SELECTOR = [
  { scheme: "file", language: "markdown" },
  { scheme: "file", pattern: "**/lessons.yml" },
];

let running;
const refreshed = new vscode.EventEmitter();

const concerns = (document) => vscode.languages.match(SELECTOR, document) > 0;
const place = (p) => new vscode.Position(p.line, p.character);
const range = (r) => new vscode.Range(place(r.start), place(r.end));
const uri = (text) => vscode.Uri.parse(text, true);
const id = (document) => ({ uri: document.uri.toString() });
const command = (c) => c && { title: c.title, command: c.command, arguments: c.arguments };
const written = (r) => ({
  start: { line: r.start.line, character: r.start.character },
  end: { line: r.end.line, character: r.end.character },
});

function edit(changes) {
  const result = new vscode.WorkspaceEdit();
  for (const [file, edits] of Object.entries(changes)) {
    for (const one of edits) result.replace(uri(file), range(one.range), one.newText);
  }
  return result;
}

function diagnostic(d) {
  const shown = new vscode.Diagnostic(range(d.range), d.message, d.severity - 1);
  shown.source = d.source;
  shown.relatedInformation = (d.relatedInformation ?? []).map(
    (note) =>
      new vscode.DiagnosticRelatedInformation(
        new vscode.Location(uri(note.location.uri), range(note.location.range)), note.message));
  return shown;
}

function symbol(s) {
  const shown = new vscode.DocumentSymbol(s.name, s.detail ?? "", s.kind - 1, range(s.range), range(s.selectionRange));
  shown.children = s.children.map(symbol);
  return shown;
}

function completion(item) {
  const shown = new vscode.CompletionItem(item.label, item.kind - 1);
  shown.detail = item.detail;
  shown.range = range(item.textEdit.range);
  shown.insertText = item.textEdit.newText;
  shown.filterText = item.filterText ?? item.textEdit.newText;
  return shown;
}

function action(a) {
  const shown = new vscode.CodeAction(a.title, vscode.CodeActionKind.Empty.append(a.kind));
  if (a.edit) shown.edit = edit(a.edit.changes);
  shown.command = command(a.command);
  shown.isPreferred = a.isPreferred ?? false;
  return shown;
}

function hint(h) {
  const shown = new vscode.InlayHint(place(h.position), h.label);
  shown.tooltip = h.tooltip;
  shown.paddingLeft = h.paddingLeft;
  return shown;
}

/** The providers of the editor, each of which asks the server. */
function providers(client, capabilities) {
  const ask = async (method, document, params, token) =>
    await client.request(`textDocument/${method}`, { textDocument: id(document), ...params }, token);
  const at = (position) => ({ position: { line: position.line, character: position.character } });
  const l = vscode.languages;
  return [
    l.registerCompletionItemProvider(
      SELECTOR,
      {
        provideCompletionItems: async (document, position, token) => {
          const found = await ask("completion", document, at(position), token);
          return found && new vscode.CompletionList(found.items.map(completion), found.isIncomplete);
        },
      },
      ...capabilities.completionProvider.triggerCharacters),
    l.registerHoverProvider(SELECTOR, {
      provideHover: async (document, position, token) => {
        const found = await ask("hover", document, at(position), token);
        return found && new vscode.Hover(new vscode.MarkdownString(found.contents.value), range(found.range));
      },
    }),
    l.registerDefinitionProvider(SELECTOR, {
      provideDefinition: async (document, position, token) => {
        const found = await ask("definition", document, at(position), token);
        return found && new vscode.Location(uri(found.uri), range(found.range));
      },
    }),
    l.registerCodeActionsProvider(
      SELECTOR,
      {
        provideCodeActions: async (document, where, context, token) => {
          const only = context.only && { only: [context.only.value] };
          const params = { range: written(where), context: { diagnostics: [], ...only } };
          return ((await ask("codeAction", document, params, token)) ?? []).map(action);
        },
      },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, vscode.CodeActionKind.Source] }),
    l.registerDocumentSymbolProvider(SELECTOR, {
      provideDocumentSymbols: async (document, token) =>
        ((await ask("documentSymbol", document, {}, token)) ?? []).map(symbol),
    }),
    l.registerFoldingRangeProvider(SELECTOR, {
      provideFoldingRanges: async (document, _, token) =>
        ((await ask("foldingRange", document, {}, token)) ?? []).map(
          (fold) => new vscode.FoldingRange(fold.startLine, fold.endLine)),
    }),
    l.registerDocumentLinkProvider(SELECTOR, {
      provideDocumentLinks: async (document, token) =>
        ((await ask("documentLink", document, {}, token)) ?? []).map(
          (link) => new vscode.DocumentLink(range(link.range), uri(link.target))),
    }),
    l.registerCodeLensProvider(SELECTOR, {
      provideCodeLenses: async (document, token) =>
        ((await ask("codeLens", document, {}, token)) ?? []).map(
          (lens) => new vscode.CodeLens(range(lens.range), command(lens.command))),
    }),
    l.registerInlayHintsProvider(SELECTOR, {
      onDidChangeInlayHints: refreshed.event,
      provideInlayHints: async (document, where, token) =>
        ((await ask("inlayHint", document, { range: written(where) }, token)) ?? []).map(hint),
    }),
  ];
}

/** The texts of the editor, as the server learns of them. */
function texts(client) {
  const open = (document) => {
    if (!concerns(document)) return;
    client.notify("textDocument/didOpen", {
      textDocument: { ...id(document), languageId: document.languageId, version: document.version, text: document.getText() },
    });
  };
  vscode.workspace.textDocuments.forEach(open);
  return [
    vscode.workspace.onDidOpenTextDocument(open),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (!concerns(document) || contentChanges.length === 0) return;
      // The editor gives places of the text before all of the changes, from the last to the first.
      client.notify("textDocument/didChange", {
        textDocument: { ...id(document), version: document.version },
        contentChanges: contentChanges.map((change) => ({ range: written(change.range), text: change.text })),
      });
    }),
    vscode.workspace.onDidSaveTextDocument((document) => {
      if (concerns(document)) client.notify("textDocument/didSave", { textDocument: id(document) });
    }),
    vscode.workspace.onDidCloseTextDocument((document) => {
      if (concerns(document)) client.notify("textDocument/didClose", { textDocument: id(document) });
    }),
  ];
}

function watchers(client) {
  return ["**/*.md", "**/lessons.yml", "**/*.bib", "**/*.swift", "**/record.json"].flatMap((pattern) => {
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const tell = (type) => (file) =>
      client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: file.toString(), type }] });
    return [watcher, watcher.onDidCreate(tell(1)), watcher.onDidChange(tell(2)), watcher.onDidDelete(tell(3))];
  });
}

/** What the server may ask for. */
function handlers(diagnostics, output) {
  const progress = new Map();
  return {
    "textDocument/publishDiagnostics": (p) => diagnostics.set(uri(p.uri), p.diagnostics.map(diagnostic)),
    "window/logMessage": (p) => output.appendLine(p.message),
    "window/showMessage": (p) => void vscode.window.showInformationMessage(p.message),
    "window/showDocument": async (p) => {
      if (p.external) return { success: await vscode.env.openExternal(uri(p.uri)) };
      await vscode.window.showTextDocument(uri(p.uri));
      return { success: true };
    },
    "workspace/inlayHint/refresh": () => { refreshed.fire(); return null; },
    "window/workDoneProgress/create": () => null,
    "$/progress": ({ token, value }) => {
      if (value.kind === "begin") {
        const options = { location: vscode.ProgressLocation.Window, title: value.title };
        vscode.window.withProgress(options, () => new Promise((end) => progress.set(token, end)));
      } else if (value.kind === "end") {
        progress.get(token)?.();
        progress.delete(token);
      }
    },
  };
}

async function start(context, output) {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) return;
  const settings = vscode.workspace.getConfiguration("lessons").get("command");
  const diagnostics = vscode.languages.createDiagnosticCollection("lessons");
  const log = (line) => output.appendLine(line);
  const client = new Client(settings, folder.uri.fsPath, handlers(diagnostics, output), log);
  const parts = [diagnostics];
  running = { client, stop: async () => { parts.forEach((part) => part.dispose()); await client.stop(); } };
  client.ended.then((reason) => log(reason));
  const { capabilities } = await client.request("initialize", {
    processId: process.pid,
    rootUri: folder.uri.toString(),
    workspaceFolders: [{ uri: folder.uri.toString(), name: folder.name }],
    capabilities: {
      general: { positionEncodings: ["utf-16"] },
      window: { workDoneProgress: true, showDocument: { support: true } },
      workspace: { workspaceFolders: true, inlayHint: { refreshSupport: true } },
    },
  });
  client.notify("initialized", {});
  parts.push(...providers(client, capabilities), ...texts(client), ...watchers(client));
  for (const name of capabilities.executeCommandProvider.commands) {
    const run = (...args) => {
      output.show(true);
      return client.request("workspace/executeCommand", { command: name, arguments: args })
        .catch((error) => vscode.window.showErrorMessage(error.message));
    };
    parts.push(vscode.commands.registerCommand(name, run));
  }
}

async function activate(context) {
  const output = vscode.window.createOutputChannel("Lessons");
  const begin = () => start(context, output).catch((error) => vscode.window.showErrorMessage(error.message));
  const restart = async () => {
    await running?.stop();
    await begin();
  };
  context.subscriptions.push(output, vscode.commands.registerCommand("lessons.restart", restart));
  await begin();
}

const deactivate = () => running?.stop();

module.exports = { activate, deactivate };
