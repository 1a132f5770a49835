import Foundation

/// The kinds of the words of code that was read before: parsing Swift is most of the work of an edit of prose.
struct MarksCache: Sendable {
  private let folder: URL

  /// - Parameter folder: Where the entries lie; made when the first is written.
  init(folder: URL) { self.folder = folder.appending(path: "marks") }

  /// The marks of Swift code, found once.
  func marks(of code: String) -> SwiftMarks {
    let file = folder.appending(path: contentHash(of: ["marks 1", RunnerIdentity.current, code]) + ".json")
    if let known: SwiftMarks = CheckedFile.read(file) { return known }
    let marks = SwiftMarks(code)
    // Without the file it is found again next time.
    try? CheckedFile.write(marks, to: file)
    return marks
  }
}
