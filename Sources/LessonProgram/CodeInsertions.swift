/// Generated code that is written between the lines of a block.
struct CodeInsertions {
  /// A call whose argument is the author's code from a byte of a line on.
  struct Call {
    let byte: Int
    let opening: String
  }

  /// The calls that begin on a line; at most one does.
  private(set) var calls: [Int: Call] = [:]
  /// What ends calls after a line.
  private(set) var closings: [Int: String] = [:]
  private var before: [Int: [String]] = [:]
  private var after: [Int: [String]] = [:]

  /// - Parameters:
  ///   - expectations: The expectations of the block, whose places among those of the program begin at `first`.
  ///   - shown: The offset of the expression whose value the block shows.
  init(_ expectations: [Expectation], from first: Int, in code: MappedCode, showing shown: Int?) {
    var shown = shown
    for (index, expectation) in expectations.enumerated() {
      let number = first + index
      switch expectation.probe {
      case .argument(let bytes):
        let isShown = bytes.lowerBound == shown
        if isShown { shown = nil }
        let last = code.line(at: max(bytes.lowerBound, bytes.upperBound - 1)).index
        let show = isShown ? "_lessonShow(" : ""
        add(
          "\(show)_probeValue(\(number), ", isShown ? "))" : ")", from: bytes.lowerBound, to: last, of: code)
      case .names(let names, let line): after[line, default: []].append("_probeValue(\(number), \(names))")
      case .printed(let line, let since):
        if let since { before[since, default: []].append("_probePrints(\(number))") }
        after[line, default: []].append("_probePrinted(\(number))")
      case .refused: break
      }
    }
    guard let shown else { return }
    let line = code.line(at: shown).index
    let last = after.keys.filter { $0 >= line }.min() ?? code.lines.indices.upperBound - 1
    add("_lessonShow(", ")", from: shown, to: last, of: code)
  }

  private mutating func add(
    _ opening: String, _ closing: String, from start: Int, to lastLine: Int, of code: MappedCode
  ) {
    let (line, byte) = code.line(at: start)
    calls[line] = Call(byte: byte, opening: opening)
    closings[lastLine] = closing
  }

  /// Writes what stands before a line.
  ///
  /// - Returns: Whether there is anything.
  func before(_ line: Int, write: (String) -> Void) -> Bool { Self.write(before[line], write) }

  /// Writes what stands after a line.
  ///
  /// - Returns: Whether there is anything.
  func after(_ line: Int, write: (String) -> Void) -> Bool { Self.write(after[line], write) }

  private static func write(_ lines: [String]?, _ write: (String) -> Void) -> Bool {
    lines?.forEach(write)
    return lines != nil
  }
}
