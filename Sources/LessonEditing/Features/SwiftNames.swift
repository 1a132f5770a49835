import Foundation

/// What the name at a place in Swift means, and where else it stands.
struct SwiftNames {
  private let place: SwiftPlace

  init(_ place: SwiftPlace) { self.place = place }

  // MARK: Meaning

  private struct Explanation: Decodable {
    let contents: LSP.MarkupContent
    let range: LSP.Range?
  }

  /// Its declaration and documentation.
  var meaning: LSP.Hover? {
    get async throws {
      guard let found: Explanation = try await place.answer("textDocument/hover"), let part = found.range,
        let range = place.code.range(ofSwift: part)
      else { return nil }
      return LSP.Hover(contents: found.contents, range: range)
    }
  }

  // MARK: Places

  /// Where it is declared: in this text, or in a file that can be read.
  var definitions: [LSP.Location] {
    get async throws {
      let (own, other) = try await declarations()
      return own + other.filter { FileAddress.path($0.uri).map(FileManager.default.isReadableFile) == true }
    }
  }

  /// Its declarations in this text, and those in other files.
  private func declarations() async throws -> (own: [LSP.Location], other: [LSP.Location]) {
    let found: [LSP.Location] = try await place.answer("textDocument/definition") ?? []
    var own: [LSP.Location] = []
    var other: [LSP.Location] = []
    for location in found {
      if !place.isOwn(location.uri) {
        other.append(location)
      } else if let range = place.code.range(ofSwift: location.range) {
        own.append(LSP.Location(uri: place.snapshot.uri, range: range))
      }
    }
    return (own, other)
  }

  private struct Highlight: Decodable {
    let range: LSP.Range
  }

  /// Where it stands in this text.
  func references(withDeclaration: Bool) async throws -> [LSP.Location] {
    let found: [Highlight] = try await place.answer("textDocument/documentHighlight") ?? []
    let ranges = found.compactMap { place.code.range(ofSwift: $0.range) }.sorted { $0.start < $1.start }
    let declared =
      withDeclaration ? [] : Set(try await declarations().own.map(\.range.start))
    return ranges.filter { !declared.contains($0.start) }
      .map { LSP.Location(uri: place.snapshot.uri, range: $0) }
  }

  // MARK: Renaming

  /// A name, which may have labels: `mean(of:_:)`.
  private nonisolated(unsafe) static let name =
    #/`?[\p{L}\p{M}_\p{So}][\p{L}\p{M}\p{N}_\p{So}]*`?(\((`?[\p{L}\p{M}\p{N}_]+`?:)*\))?/#

  /// The name as it would be changed; `nil` where nothing can be renamed.
  func renamable() async throws -> LSP.Renamable? {
    guard var found: LSP.Renamable = try await place.answer("textDocument/prepareRename"),
      let range = place.code.range(ofSwift: found.range)
    else { return nil }
    try await refuseNamesOfOthers()
    found.range = range
    return found
  }

  /// The edits that give it another name everywhere in this text.
  func renaming(to name: String) async throws -> LSP.WorkspaceEdit {
    guard name.wholeMatch(of: Self.name) != nil else {
      throw LSP.ResponseError.failed("'\(name.prefix(60))' is no name in Swift")
    }
    try await refuseNamesOfOthers()
    guard let found: LSP.WorkspaceEdit = try await place.ask("textDocument/rename", newName: name) else {
      throw LSP.ResponseError.failed("the name cannot be changed: there is no answer from SourceKit-LSP")
    }
    guard found.changes.keys.allSatisfy(place.isOwn) else {
      throw LSP.ResponseError.failed("the name is also used in other files, which would keep the old one")
    }
    let edits = try found.changes.values.joined().map { edit in
      guard let own = place.code.edit(ofSwift: edit) else {
        throw LSP.ResponseError.failed("the name is also used outside of the code that this text shows")
      }
      return own
    }
    return LSP.WorkspaceEdit(changes: [place.snapshot.uri: edits.sorted { $0.range.start < $1.range.start }])
  }

  /// Refuses names that this text does not declare: other files would keep them.
  private func refuseNamesOfOthers() async throws {
    let (own, other) = try await declarations()
    guard own.isEmpty || !other.isEmpty else { return }
    let file = other.first.flatMap { FileAddress.path($0.uri) }.map { URL(filePath: $0).lastPathComponent }
    throw LSP.ResponseError.failed(
      file.map { "the name is declared in '\($0)', not in this text" }
        ?? "the name is not declared in this text")
  }
}
