/// Marks the code of one page, as much of it as an author waits for; what follows is plain.
final class PageMarks {
  /// Bytes that are marked, at some 10 µs each in a debug build; a piece of code costs as much as some bytes more.
  private var left = 128 << 10
  private static let costOfPiece = 40

  private let marks: (String) -> SwiftMarks

  /// - Parameter marks: Finds the kinds of the words of Swift.
  init(_ marks: @escaping (String) -> SwiftMarks = SwiftMarks.init) { self.marks = marks }

  /// The marks of a piece of code.
  func marks(_ code: String) -> SwiftMarks {
    left -= code.utf8.count + Self.costOfPiece
    return left >= 0 ? marks(code) : .none(of: code)
  }
}
