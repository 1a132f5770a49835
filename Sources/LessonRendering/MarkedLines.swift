/// The lines of code that teach, which their author marks with a comment that begins with an arrow: `// ←`.
enum MarkedLines {
  /// A part of code: a marked line without its end, or everything between two of them.
  struct Part: Hashable {
    /// In UTF-8 bytes.
    let range: Range<Int>
    let isMarked: Bool
  }

  private static let mark = Array("// ←".utf8)

  /// The parts in their order, without gaps.
  static func parts(of code: String) -> [Part] {
    let bytes = Array(code.utf8)
    var parts: [Part] = []
    var end = 0
    func add(_ range: Range<Int>, isMarked: Bool) {
      if !range.isEmpty { parts.append(Part(range: range, isMarked: isMarked)) }
      end = range.upperBound
    }
    for line in bytes.split(separator: UInt8(ascii: "\n")) where line.contains(mark) {
      add(end..<line.startIndex, isMarked: false)
      add(line.startIndex..<line.endIndex, isMarked: true)
    }
    add(end..<bytes.count, isMarked: false)
    return parts
  }
}
