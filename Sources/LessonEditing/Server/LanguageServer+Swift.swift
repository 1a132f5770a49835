extension LanguageServer {
  /// Prepares answers about Swift with the first change of a text with code, since SourceKit-LSP needs some seconds.
  func prepareSwift(for uri: String) {
    guard !isSwiftPrepared, let document = documents[uri] else { return }
    isSwiftPrepared = true
    Task {
      guard let snapshot = await snapshot(of: document), try await SwiftPlace.prepare(snapshot) else {
        isSwiftPrepared = false
        return
      }
    }
  }
}
