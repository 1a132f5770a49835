/// What can be written at a place in Swift.
struct SwiftCompletion {
  private let place: SwiftPlace
  private let trigger: String?

  /// - Parameter trigger: The character after which the client asks by itself.
  init(_ place: SwiftPlace, after trigger: String?) {
    self.place = place
    self.trigger = trigger
  }

  /// The characters after which code goes on with a name; other triggers are those of Markdown.
  private static let triggers = [".", "("]

  func list() async throws -> LSP.CompletionList {
    let isAsked = trigger.map(Self.triggers.contains) ?? true
    guard isAsked, let found: Found = try await place.answer("textDocument/completion") else {
      return LSP.CompletionList(isIncomplete: false, items: [])
    }
    return LSP.CompletionList(isIncomplete: found.isIncomplete, items: found.items.compactMap(item))
  }

  /// What SourceKit-LSP answers.
  private struct Found: Decodable {
    struct Item: Decodable {
      let label: String
      let kind: Int?
      let detail: String?
      let deprecated: Bool?
      let sortText: String?
      let filterText: String?
      let insertTextFormat: Int?
      let textEdit: LSP.TextEdit?
    }

    let isIncomplete: Bool
    let items: [Item]
  }

  private func item(_ found: Found.Item) -> LSP.CompletionItem? {
    guard let edit = found.textEdit.flatMap(place.code.edit(ofSwift:)) else { return nil }
    return LSP.CompletionItem(
      label: found.label, kind: found.kind ?? 1, detail: found.detail, filterText: found.filterText,
      sortText: found.sortText, insertTextFormat: found.insertTextFormat,
      tags: found.deprecated == true ? [1] : nil, textEdit: edit)
  }
}
