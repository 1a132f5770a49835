/// The replacements that the compiler proposes for code.
struct SwiftFixes {
  let place: SwiftPlace
  /// The diagnostics that are shown near the place.
  let found: [FoundDiagnostic]

  private struct Question: Encodable {
    let textDocument: LSP.DocumentIdentifier
  }

  private struct Answer: Decodable {
    struct Item: Decodable {
      let range: LSP.Range
      let codeActions: [Fix]?
    }

    let items: [Item]
  }

  private struct Fix: Decodable {
    let title: String
    let edit: LSP.WorkspaceEdit?
  }

  /// The fixes of diagnostics that a part of the Markdown touches.
  func actions(at range: LSP.Range) async throws -> [LSP.CodeAction] {
    let answer: Answer?
    do {
      answer = try await place.ask("textDocument/diagnostic") { Question(textDocument: .init(uri: $0)) }
    } catch is LSP.ResponseError {
      answer = nil
    }
    return (answer?.items ?? []).flatMap { item -> [LSP.CodeAction] in
      guard let part = place.code.range(ofSwift: item.range), part.touches(range) else { return [] }
      let told = found.filter { $0.shown.range.touches(part) }.map(\.shown)
      return (item.codeActions ?? []).compactMap { action(for: $0, told) }
    }
  }

  /// - Returns: `nil` for a fix that would change generated code.
  private func action(for fix: Fix, _ told: [LSP.Diagnostic]) -> LSP.CodeAction? {
    guard let changes = fix.edit?.changes, changes.keys.allSatisfy(place.isOwn) else { return nil }
    let edits = changes.values.joined().map(place.code.edit(ofSwift:))
    let own = edits.compactMap(\.self)
    guard !own.isEmpty, own.count == edits.count else { return nil }
    return LSP.CodeAction(
      title: fix.title, kind: "quickfix", diagnostics: told.isEmpty ? nil : told,
      edit: LSP.WorkspaceEdit(changes: [place.snapshot.uri: own]))
  }
}
