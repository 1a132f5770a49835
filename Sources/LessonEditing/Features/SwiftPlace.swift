import LessonCore
import LessonProgram

/// A place in the Swift of a text, at which questions can be asked.
struct SwiftPlace: Sendable {
  let snapshot: Snapshot
  let code: SwiftCode
  /// In the program.
  let place: LSP.Position
  private let document: SourceKit.Document

  /// - Returns: `nil` for places outside of Swift.
  init?(_ snapshot: Snapshot, at place: LSP.Position) async throws {
    guard snapshot.isMarkdown else { return nil }
    for (index, program) in try await snapshot.programs().enumerated() {
      let code = SwiftCode(program, in: snapshot.text)
      guard let inside = code.place(ofMarkdown: place) else { continue }
      self.init(snapshot, code, index, at: inside)
      return
    }
    return nil
  }

  private init(_ snapshot: Snapshot, _ code: SwiftCode, _ index: Int, at place: LSP.Position) {
    self.snapshot = snapshot
    self.code = code
    self.place = place
    document = SourceKit.Document(
      name: "\(snapshot.uri)#\(index)", text: code.program.text, mode: code.program.mode)
  }

  /// Has SourceKit-LSP started and its modules read before the first question.
  ///
  /// - Returns: Whether the text has code, so that there will be questions.
  static func prepare(_ snapshot: Snapshot) async throws -> Bool {
    guard let program = try await snapshot.programs().first(where: \.hasCode) else { return false }
    let code = SwiftCode(program, in: snapshot.text)
    let start = SwiftPlace(snapshot, code, 0, at: LSP.Position(line: 0, character: 0))
    let _: LSP.Value? = try await start.answer("textDocument/hover")
    return true
  }

  /// Whether an address of SourceKit-LSP is that of the program.
  func isOwn(_ uri: String) -> Bool { uri.hasSuffix(document.addressEnd) }

  /// What requests about a place send.
  struct Question: Encodable, Sendable {
    let textDocument: LSP.DocumentIdentifier
    let position: LSP.Position
    var newName: String?
  }

  /// Asks about the place.
  ///
  /// - Returns: `nil` if there is no answer.
  /// - Throws: SourceKit-LSP's refusal, which says why.
  func ask<Answer: Decodable & Sendable>(_ method: String, newName: String? = nil) async throws -> Answer? {
    let place = place
    return try await ask(method) { uri in
      Question(textDocument: .init(uri: uri), position: place, newName: newName)
    }
  }

  func ask<Answer: Decodable & Sendable>(
    _ method: String, _ params: @Sendable (_ uri: String) -> some Encodable & Sendable
  ) async throws -> Answer? {
    try await snapshot.sourceKit.ask(method, about: document, snapshot.project.check, params)
  }

  /// Asks about the place, where a refusal is no answer either.
  func answer<Answer: Decodable & Sendable>(_ method: String) async throws -> Answer? {
    do {
      return try await ask(method)
    } catch is LSP.ResponseError {
      return nil
    }
  }
}
