import Foundation
import LessonBuilding
import LessonCore
import LessonStorage

/// The language server: texts that are edited in, diagnostics and answers out.
package actor LanguageServer {
  /// How long the server waits after an edit.
  package struct Delays: Sendable {
    /// Before the text is read.
    package var reading = Duration.milliseconds(60)
    /// Before it is compiled, counted from the same edit.
    package var compiling = Duration.milliseconds(150)

    package init() {}
  }

  private enum Phase {
    case new, running, shutDown
  }

  let connection: Connection
  let options: EditedProject.Options
  private let delays: Delays
  private let version: String
  private var phase = Phase.new
  private(set) var client: LSP.ClientCapabilities?
  private(set) var encoding = PositionEncoding.utf16
  /// What answers questions about Swift.
  private(set) lazy var sourceKit = SourceKit(
    snippets: client?.textDocument?.completion?.completionItem?.snippetSupport == true
  ) { [connection] in connection.notify("window/logMessage", LSP.Message(type: 2, message: $0)) }
  private(set) var project: EditedProject?
  private(set) var documents: [String: OpenDocument] = [:]
  private var requests: [LSP.ID: Task<Void, Never>] = [:]
  /// Files of the project that are not open and have diagnostics.
  private var filesWithDiagnostics: Set<String> = []
  private var loading: Task<Void, Never>?
  /// Whether the files of the project will be looked at again soon, and the settings too.
  private var isLookingAgain = false
  private var settingsHaveChanged = false
  /// Whether answers about Swift are prepared.
  var isSwiftPrepared = false

  package init(
    _ connection: Connection, _ options: EditedProject.Options, version: String, delays: Delays = Delays()
  ) {
    self.connection = connection
    self.options = options
    self.version = version
    self.delays = delays
  }

  // MARK: Messages

  /// Answers messages until the client ends the connection.
  ///
  /// - Returns: The status of the process.
  package func run() async -> Int32 {
    for await input in connection.messages {
      connection.taken()
      switch input {
      case .message(let message):
        if let status = await take(message) { return await end(status) }
      case .end(let reason):
        if let reason {
          connection.refuse(nil, .parse(reason))
          log(1, "the connection is ended: \(reason)")
        }
        return await end(1)
      }
    }
    return await end(1)
  }

  private func end(_ status: Int32) async -> Int32 {
    for document in documents.values { document.work?.cancel() }
    for request in requests.values { request.cancel() }
    await sourceKit.end()
    connection.flush()
    return status
  }

  /// - Returns: The status of the process, if the message ends it.
  private func take(_ message: Data) async -> Int32? {
    let envelope: LSP.Envelope
    do {
      envelope = try Connection.decode(message)
    } catch {
      connection.refuse(nil, .parse("this is no message: \(error)"))
      return nil
    }
    // Answers to requests of the server need no answer.
    guard let method = envelope.method else { return nil }
    if method == "exit" { return phase == .shutDown ? 0 : 1 }
    guard let id = envelope.id else {
      await take(notification: method, message)
      return nil
    }
    switch (phase, method) {
    case (.new, "initialize"): await initialize(id, message)
    case (.new, _): connection.refuse(id, .notInitialized)
    case (_, "initialize"): connection.refuse(id, .invalidRequest("'initialize' was sent before"))
    case (.shutDown, _): connection.refuse(id, .invalidRequest("the server is shut down"))
    case (.running, "shutdown"): shutDown(id)
    case (.running, _):
      if !answer(Incoming(id: id, method: method, message: message)) {
        connection.refuse(id, .unknownMethod(method))
      }
    }
    return nil
  }

  private func take(notification method: String, _ message: Data) async {
    guard phase == .running else { return }
    do {
      switch method {
      case "initialized": registerWatching()
      case "textDocument/didOpen": open(try parameters(message))
      case "textDocument/didChange": change(try parameters(message))
      case "textDocument/didSave": saved(try parameters(message))
      case "textDocument/didClose": await close(try parameters(message))
      case "workspace/didChangeWatchedFiles": filesChanged(try parameters(message))
      case "$/cancelRequest":
        let cancelled: Cancelled = try parameters(message)
        requests[cancelled.id]?.cancel()
      default: break
      }
    } catch {
      log(1, "'\(method)' cannot be read: \(error)")
    }
  }

  private struct Cancelled: Decodable {
    let id: LSP.ID
  }

  private func parameters<Value: Decodable>(_ message: Data) throws -> Value {
    let read: LSP.Parameters<Value> = try Connection.decode(message)
    return read.params
  }

  /// A request of the client.
  struct Incoming: Sendable {
    let id: LSP.ID
    let method: String
    let message: Data
  }

  /// Answers a request beside other work; it can be cancelled.
  func respond<Params: Decodable & Sendable, Result: Encodable & Sendable>(
    _ request: Incoming, _ work: @escaping @Sendable (Params) async throws -> Result?
  ) {
    let params: Params
    do {
      params = try parameters(request.message)
    } catch {
      return connection.refuse(request.id, .invalidParameters("'\(request.method)': \(error)"))
    }
    requests[request.id] = Task {
      do {
        let result = try await work(params)
        try Task.checkCancellation()
        connection.answer(request.id, result)
      } catch {
        connection.refuse(request.id, Self.responseError(error))
      }
      requests[request.id] = nil
    }
  }

  private static func responseError(_ error: any Error) -> LSP.ResponseError {
    switch error {
    case let error as LSP.ResponseError: error
    case is CancellationError: .cancelled
    case let problem as Diagnostic: .failed(problem.message)
    default: .failed(FileFailure.text(of: error))
    }
  }

  // MARK: Beginning and end

  private func initialize(_ id: LSP.ID, _ message: Data) async {
    let request: LSP.Initialize
    do {
      request = try parameters(message)
    } catch {
      return connection.refuse(id, .invalidParameters("'initialize': \(error)"))
    }
    client = request.capabilities
    encoding = .negotiated(request.capabilities.general?.positionEncodings)
    enter(request.workspaceFolders?.first?.uri ?? request.rootUri, orPath: request.rootPath)
    phase = .running
    loading = Task { await load() }
    connection.answer(
      id,
      LSP.InitializeResult(
        capabilities: LSP.ServerCapabilities(
          positionEncoding: encoding.rawValue,
          codeActionProvider: .init(codeActionKinds: CodeActions.kinds),
          completionProvider: .init(triggerCharacters: Completion.triggers),
          executeCommandProvider: .init(commands: ServerCommand.allCases.map(\.rawValue))),
        serverInfo: LSP.ServerInfo(name: "lessons", version: version)))
  }

  /// Makes the project's folder the current one.
  private func enter(_ uri: String?, orPath path: String?) {
    guard let folder = uri.flatMap(FileAddress.path) ?? path else { return }
    let root = SettingsFile.folder(from: folder) ?? folder
    if !FileManager.default.changeCurrentDirectoryPath(root) {
      log(1, "the folder '\(root)' cannot be entered")
    }
  }

  private func shutDown(_ id: LSP.ID) {
    phase = .shutDown
    for document in documents.values { document.work?.cancel() }
    connection.answer(id, Optional<LSP.Nothing>.none)
  }

  private func registerWatching() {
    guard client?.workspace?.didChangeWatchedFiles?.dynamicRegistration == true else { return }
    connection.request("client/registerCapability", LSP.Registrations.watchedFiles)
  }

  // MARK: Project

  private func load() async {
    do {
      let connection = connection
      project = try await EditedProject.load(options, after: project?.settings) { line in
        connection.notify("window/logMessage", LSP.Message(type: 4, message: line))
      }
    } catch {
      log(1, FileFailure.text(of: error))
    }
  }

  private func filesChanged(_ params: LSP.DidChangeWatchedFiles) {
    let names = params.changes.map { $0.uri.split(separator: "/").last.map(String.init) ?? "" }
    if names.contains(where: { $0 != OutputNames.record }) {
      filesChanged(settings: names.contains(ProjectSettings.fileName))
    }
    refreshHints()
  }

  /// Looks at the files of the project again, and checks all open texts.
  ///
  /// A checkout changes many files, one message after the other, so the work begins after a pause.
  private func filesChanged(settings: Bool) {
    settingsHaveChanged = settingsHaveChanged || settings
    guard !isLookingAgain else { return }
    isLookingAgain = true
    let previous = loading
    loading = Task {
      await previous?.value
      try? await Task.sleep(for: delays.reading)
      await lookAgain()
    }
    for uri in documents.keys { schedule(uri) }
  }

  private func lookAgain() async {
    isLookingAgain = false
    guard settingsHaveChanged || project == nil else { await project?.check.forgetFiles(); return }
    settingsHaveChanged = false
    await load()
  }

  /// Has the client ask for recorded values again.
  private func refreshHints() {
    guard client?.workspace?.inlayHint?.refreshSupport == true else { return }
    connection.request("workspace/inlayHint/refresh", Optional<LSP.Nothing>.none)
  }

  /// The project, after its settings were read.
  func loadedProject() async -> EditedProject? {
    await loading?.value
    return project
  }

  // MARK: Texts

  private func open(_ params: LSP.DidOpen) {
    let document = params.textDocument
    let path = FileAddress.path(document.uri).flatMap(FileAddress.inProject)
    documents[document.uri]?.work?.cancel()
    documents[document.uri] = OpenDocument(
      uri: document.uri, path: path, version: document.version,
      text: EditedText(document.text, encoding))
    schedule(document.uri, at: .zero)
  }

  private func change(_ params: LSP.DidChange) {
    let uri = params.textDocument.uri
    documents[uri]?.apply(params.contentChanges, version: params.textDocument.version)
    schedule(uri)
    prepareSwift(for: uri)
  }

  private func saved(_ params: LSP.DocumentParameters) {
    guard let path = documents[params.textDocument.uri]?.path else { return }
    filesChanged(settings: path == ProjectSettings.fileName)
  }

  private func close(_ params: LSP.DocumentParameters) async {
    guard let document = documents.removeValue(forKey: params.textDocument.uri) else { return }
    document.work?.cancel()
    await sourceKit.close(document.uri)
    if !document.diagnostics.isEmpty { publish([], for: document.uri, version: nil) }
    guard let project, let path = document.path,
      case .lesson(let file) = await project.file(path, document.text)
    else { return }
    await project.check.forgetText(of: file)
  }

  // MARK: Checks

  /// Checks a text soon; the latest version wins.
  private func schedule(_ uri: String, at delay: Duration? = nil) {
    guard let document = documents[uri] else { return }
    document.work?.cancel()
    let version = document.version, edited = ContinuousClock.now
    documents[uri]?.work = Task {
      do {
        try await Task.sleep(for: delay ?? delays.reading)
        try await check(uri, version, edited: edited)
      } catch is CancellationError {
      } catch {
        log(1, FileFailure.text(of: error))
      }
    }
  }

  private func check(_ uri: String, _ version: Int, edited: ContinuousClock.Instant) async throws {
    guard let project = await loadedProject(), let document = documents[uri], let path = document.path else {
      return
    }
    guard let file = await project.file(path, document.text) else { return }
    guard let checked = try await read(uri, file, project) else { return }
    let isCurrent = documents[uri]?.version == version
    guard isCurrent else { return }
    documents[uri]?.set(checked)
    show(checked.diagnostics, from: .text, of: uri, file)
    guard let digests = checked.digests, documents[uri]?.clean != digests else { return }
    try await Task.sleep(until: edited + delays.compiling)
    let said = try await project.check.compile(checked)
    try Task.checkCancellation()
    guard documents[uri]?.version == version else { return }
    documents[uri]?.clean = said.isEmpty ? digests : nil
    show(said, from: .compiler, of: uri, file)
  }

  /// Reads a text when the one before has been read.
  private func read(
    _ uri: String, _ file: EditedFile, _ project: EditedProject
  ) async throws -> TextCheck.Checked? {
    _ = await documents[uri]?.reading?.value
    try Task.checkCancellation()
    guard let document = documents[uri] else { return nil }
    let bytes = Data(document.text.bytes.prefix(LessonFile.mostBytes + 1))
    let reading = Task<TextCheck.Checked?, Never> { [weak self] in
      do {
        return try await project.check.check(file, text: bytes)
      } catch {
        await self?.log(1, FileFailure.text(of: error))
        return nil
      }
    }
    documents[uri]?.reading = reading
    return await reading.value
  }

  /// Publishes diagnostics of a text, and those of other files that were found with it.
  private func show(
    _ diagnostics: [Diagnostic], from source: OpenDocument.Source, of uri: String, _ file: EditedFile
  ) {
    guard let document = documents[uri] else { return }
    let own = diagnostics.filter { $0.path == file.path }
    documents[uri]?.set(
      own.map { FoundDiagnostic($0, in: document.text, at: file.path) }, from: source)
    publish((documents[uri]?.diagnostics ?? []).map(\.shown), for: uri, version: document.version)
    if source == .compiler { showOthers(diagnostics.filter { $0.path != file.path }) }
  }

  /// Publishes what a run said, unless the text was edited since.
  func show(_ diagnostics: [Diagnostic], ofRun snapshot: Snapshot) {
    guard documents[snapshot.uri]?.version == snapshot.version else { return }
    show(diagnostics, from: .run, of: snapshot.uri, snapshot.file)
  }

  /// Publishes diagnostics of files that are not open: settings, and Swift files of the project.
  private func showOthers(_ diagnostics: [Diagnostic]) {
    let byPath = Dictionary(grouping: diagnostics, by: \.path)
    for path in filesWithDiagnostics.subtracting(byPath.keys) {
      publish([], for: FileAddress.uri(path), version: nil)
    }
    for (path, found) in byPath {
      let text = ProjectText.read(path, encoding) ?? EditedText("", encoding)
      let shown = found.map { FoundDiagnostic($0, in: text, at: path).shown }
      publish(shown, for: FileAddress.uri(path), version: nil)
    }
    filesWithDiagnostics = Set(byPath.keys)
  }

  private func publish(_ diagnostics: [LSP.Diagnostic], for uri: String, version: Int?) {
    connection.notify(
      "textDocument/publishDiagnostics",
      LSP.PublishDiagnostics(uri: uri, version: version, diagnostics: diagnostics))
  }

  // MARK: Words

  /// Writes into the client's log.
  ///
  /// - Parameter type: 1 for errors, 3 for information.
  func log(_ type: Int, _ message: String) {
    connection.notify("window/logMessage", LSP.Message(type: type, message: message))
  }
}

extension TextCheck {
  /// Checks a text as that of its file.
  fileprivate func check(_ file: EditedFile, text: Data) async throws -> Checked {
    switch file {
    case .lesson(let lesson): try await check(lesson: lesson, text: text)
    case .document(let document): try await check(document: document, text: text)
    case .settings: try await checkSettings(text)
    }
  }
}
