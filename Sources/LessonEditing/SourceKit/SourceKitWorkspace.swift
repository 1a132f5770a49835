import Foundation
import LessonCore
import LessonExecution
import LessonStorage
import Synchronization

/// The folder in which SourceKit-LSP works: a folder for each program, and a list of how the compiler is called for it.
final class SourceKitWorkspace: Sendable {
  private struct Opened {
    let folder: String
    var setup: EditingSetup
    var text: String
    var version = 1
  }

  /// A line of `compile_commands.json`, whose form Clang defines.
  private struct CompileCommand: Encodable {
    let directory: String
    let file: String
    let arguments: [String]
  }

  let connection: SourceKitConnection
  private let folder: TemporaryFolder
  private let readable: [String]
  private let opened = Mutex<[String: Opened]>([:])

  private init(_ connection: SourceKitConnection, in folder: TemporaryFolder, readable: [String]) {
    self.connection = connection
    self.folder = folder
    self.readable = readable
  }

  // MARK: Beginning and end

  /// Starts SourceKit-LSP in a new folder.
  static func start(
    _ compiler: Compiler, for setup: EditingSetup, snippets: Bool
  ) async throws -> SourceKitWorkspace {
    let folder = try TemporaryFolder()
    do {
      try write([], in: folder.url)
      let connection = SourceKitConnection(try compiler.startSourceKit(for: [setup], in: folder.url))
      let beginning = SourceKitBeginning(rootUri: FileAddress.uri(folder.url.path), snippets: snippets)
      let id = connection.send("initialize", beginning)
      let _: LSP.Value? = try await connection.answer(to: id, within: .seconds(20))
      connection.notify("initialized", LSP.Nothing())
      return SourceKitWorkspace(connection, in: folder, readable: setup.folders)
    } catch {
      folder.remove()
      throw error
    }
  }

  func end() {
    connection.end()
    folder.remove()
  }

  /// Whether SourceKit-LSP may read the modules of a setup.
  func canRead(_ setup: EditingSetup) -> Bool { Set(setup.folders).isSubset(of: readable) }

  // MARK: Programs

  /// Tells SourceKit-LSP a program as it is now.
  ///
  /// - Returns: Its address there.
  func synchronize(_ document: SourceKit.Document, _ setup: EditingSetup) throws -> String {
    try opened.withLock { opened in
      guard var known = opened[document.name], known.setup == setup else {
        return try open(document, setup, among: &opened)
      }
      let uri = uri(ofProgramIn: known.folder)
      guard known.text != document.text else { return uri }
      known.text = document.text
      known.version += 1
      opened[document.name] = known
      connection.notify(
        "textDocument/didChange", DidChange(uri: uri, version: known.version, text: document.text))
      return uri
    }
  }

  /// Forgets the programs of a text.
  func close(_ name: String) {
    opened.withLock { opened in
      for (document, program) in opened where document.hasPrefix(name + "#") {
        opened[document] = nil
        connection.notify(
          "textDocument/didClose", ["textDocument": ["uri": uri(ofProgramIn: program.folder)]])
      }
    }
  }

  private func open(
    _ document: SourceKit.Document, _ setup: EditingSetup, among opened: inout [String: Opened]
  ) throws -> String {
    if let old = opened[document.name] {
      connection.notify("textDocument/didClose", ["textDocument": ["uri": uri(ofProgramIn: old.folder)]])
    }
    let program = Opened(folder: document.folder, setup: setup, text: document.text)
    let place = folder.url.appending(path: program.folder)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    try setup.place(in: place)
    try Data(document.text.utf8).write(to: place.appending(path: Self.file))
    opened[document.name] = program
    try Self.write(opened.values.map { command(of: $0) }, in: folder.url)
    tellOfCommands()
    let uri = uri(ofProgramIn: program.folder)
    connection.notify("textDocument/didOpen", DidOpen(uri: uri, text: document.text))
    return uri
  }

  /// Swift takes top-level code only from a file of this name.
  static let file = "main.swift"
  private static let commands = "compile_commands.json"

  private func uri(ofProgramIn name: String) -> String {
    FileAddress.uri("\(folder.url.path)/\(name)/\(Self.file)")
  }

  private func command(of program: Opened) -> CompileCommand {
    let directory = "\(folder.url.path)/\(program.folder)"
    return CompileCommand(
      directory: directory, file: "\(directory)/\(Self.file)",
      arguments: program.setup.command + ["-module-cache-path", "\(folder.url.path)/cache"])
  }

  private static func write(_ commands: [CompileCommand], in folder: URL) throws {
    try JSONEncoder().encode(commands).write(to: folder.appending(path: Self.commands))
  }

  private func tellOfCommands() {
    let file = FileAddress.uri("\(folder.url.path)/\(Self.commands)")
    connection.notify("workspace/didChangeWatchedFiles", ChangedFiles(changes: [.init(uri: file)]))
  }
}

// MARK: - Messages

/// The first request to SourceKit-LSP.
private struct SourceKitBeginning: Encodable {
  let processId: Int? = nil
  let rootUri: String
  let capabilities: LSP.Value
  let initializationOptions = ["backgroundIndexing": false]

  init(rootUri: String, snippets: Bool) {
    self.rootUri = rootUri
    capabilities = .object([
      "textDocument": .object([
        "completion": .object(["completionItem": .object(["snippetSupport": .bool(snippets)])]),
        // Fixes come with diagnostics.
        "publishDiagnostics": .object(["codeActionsInline": .bool(true), "relatedInformation": .bool(true)]),
        "codeAction": .object([
          "codeActionLiteralSupport": .object([
            "codeActionKind": .object(["valueSet": .list([.text("quickfix")])])
          ])
        ]),
      ])
    ])
  }
}

private struct DidOpen: Encodable {
  struct Document: Encodable {
    let uri: String
    let languageId = "swift"
    let version = 1
    let text: String
  }

  let textDocument: Document

  init(uri: String, text: String) { textDocument = Document(uri: uri, text: text) }
}

private struct DidChange: Encodable {
  struct Document: Encodable {
    let uri: String
    let version: Int
  }

  let textDocument: Document
  let contentChanges: [[String: String]]

  init(uri: String, version: Int, text: String) {
    textDocument = Document(uri: uri, version: version)
    contentChanges = [["text": text]]
  }
}

private struct ChangedFiles: Encodable {
  struct Change: Encodable {
    let uri: String
    let type = 2
  }

  let changes: [Change]
}
