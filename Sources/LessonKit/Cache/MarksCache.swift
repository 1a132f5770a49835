/// The kinds of the words of code that was read before: parsing Swift is most of the work of an edit of prose.
struct MarksCache: Sendable {
  private let folder: CacheFolder

  init(_ folder: CacheFolder) { self.folder = folder.folder("marks") }

  /// The marks of Swift code, found once.
  func marks(of code: String) -> SwiftMarks {
    let name = contentHash(of: ["marks 1", RunnerIdentity.current, code])
    if let known: SwiftMarks = folder.value(name) { return known }
    let marks = SwiftMarks(code)
    // Without the file it is found again next time.
    folder.keep(marks, as: name)
    return marks
  }
}
