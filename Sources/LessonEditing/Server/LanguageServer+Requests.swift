import LessonCore

extension LanguageServer {
  /// Answers a request.
  ///
  /// - Returns: Whether the server knows the method.
  func answer(_ request: Incoming) -> Bool {
    switch request.method {
    case "textDocument/codeAction":
      about(request) { (snapshot, params: LSP.CodeActionParameters) in
        try await CodeActions(snapshot: snapshot, params: params).all()
      }
    case "textDocument/completion":
      about(request) { (snapshot, params: LSP.CompletionParameters) in
        try await Completion(snapshot, params).list()
      }
    case "textDocument/hover":
      about(request) { (snapshot, params: LSP.DocumentPosition) in
        try await Hover(snapshot, at: params.position).hover()
      }
    case "textDocument/definition":
      about(request) { (snapshot, params: LSP.DocumentPosition) in
        try await LinkTargets(snapshot: snapshot).definition(at: params.position)
      }
    case "workspace/executeCommand": execute(request)
    default: return answerAboutNames(request) || answerStructure(request)
    }
    return true
  }

  private func answerAboutNames(_ request: Incoming) -> Bool {
    switch request.method {
    case "textDocument/signatureHelp":
      about(request) { (snapshot, params: LSP.DocumentPosition) -> LSP.Value? in
        try await SwiftPlace(snapshot, at: params.position)?.answer("textDocument/signatureHelp")
      }
    case "textDocument/references":
      about(request) { (snapshot, params: LSP.ReferenceParameters) -> [LSP.Location]? in
        guard let place = try await SwiftPlace(snapshot, at: params.position) else { return nil }
        return try await SwiftNames(place).references(
          withDeclaration: params.context.includeDeclaration)
      }
    case "textDocument/prepareRename":
      about(request) { (snapshot, params: LSP.DocumentPosition) -> LSP.Renamable? in
        guard let place = try await SwiftPlace(snapshot, at: params.position) else { return nil }
        return try await SwiftNames(place).renamable()
      }
    case "textDocument/rename":
      about(request) { (snapshot, params: LSP.RenameParameters) -> LSP.WorkspaceEdit? in
        guard let place = try await SwiftPlace(snapshot, at: params.position) else {
          throw LSP.ResponseError.failed("only names in Swift can be changed")
        }
        return try await SwiftNames(place).renaming(to: params.newName)
      }
    default: return false
    }
    return true
  }

  private func answerStructure(_ request: Incoming) -> Bool {
    switch request.method {
    case "textDocument/documentSymbol":
      about(request) { (snapshot, _: LSP.DocumentParameters) in
        try await Structure(snapshot: snapshot).symbols()
      }
    case "textDocument/foldingRange":
      about(request) { (snapshot, _: LSP.DocumentParameters) in
        try await Structure(snapshot: snapshot).folds()
      }
    case "textDocument/documentLink":
      about(request) { (snapshot, _: LSP.DocumentParameters) in
        try await LinkTargets(snapshot: snapshot).links()
      }
    case "textDocument/codeLens":
      about(request) { (snapshot, _: LSP.DocumentParameters) in Structure(snapshot: snapshot).lenses() }
    case "textDocument/inlayHint":
      about(request) { (snapshot, params: LSP.InlayHintParameters) in
        Structure(snapshot: snapshot).hints(in: params.range)
      }
    default: return false
    }
    return true
  }

  /// Answers a request about a text as it is when the request arrives; `null` for texts that do not concern the project.
  private func about<Params: LSP.AboutDocument, Result: Encodable & Sendable>(
    _ request: Incoming, _ work: @escaping @Sendable (Snapshot, Params) async throws -> Result?
  ) {
    let known = documents
    respond(request) { (params: Params) async throws -> Result? in
      guard let document = known[params.textDocument.uri],
        let snapshot = await self.snapshot(of: document)
      else { return nil }
      return try await work(snapshot, params)
    }
  }

  /// What is known of a text that is open.
  func snapshot(of document: OpenDocument) async -> Snapshot? {
    guard let project = await loadedProject(), let path = document.path,
      let file = await project.file(path, document.text)
    else { return nil }
    return Snapshot(
      uri: document.uri, version: document.version, text: document.text, checked: document.checked,
      found: document.diagnostics, file: file, project: project, sourceKit: sourceKit)
  }
}

extension LSP {
  /// Parameters about a text.
  protocol AboutDocument: Decodable, Sendable {
    var textDocument: DocumentIdentifier { get }
  }
}

extension LSP.CompletionParameters: LSP.AboutDocument {}
extension LSP.DocumentPosition: LSP.AboutDocument {}
extension LSP.ReferenceParameters: LSP.AboutDocument {}
extension LSP.RenameParameters: LSP.AboutDocument {}
extension LSP.DocumentParameters: LSP.AboutDocument {}
extension LSP.CodeActionParameters: LSP.AboutDocument {}
extension LSP.InlayHintParameters: LSP.AboutDocument {}
