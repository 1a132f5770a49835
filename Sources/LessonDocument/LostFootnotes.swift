import LessonCore

/// Finds footnotes that readers would not see as such: references without a definition, notes without a reference.
struct LostFootnotes {
  private let source: SourceText
  private let path: String
  private var warnings: [Diagnostic] = []
  /// The remaining bytes to search. One pass finds all references unless a text was made to be hard to read.
  private var patience: Int

  /// A warning for each lost footnote.
  ///
  /// - Parameter skippedLines: The number of lines at the beginning that are not Markdown.
  static func warnings(
    in document: MarkdownNode, of source: SourceText, path: String, skippedLines: Int
  ) -> [Diagnostic] {
    guard source.holds("[^") else { return [] }
    var finder = LostFootnotes(source: source, path: path)
    finder.findUndefined(in: document)
    finder.findUnused(in: document, after: skippedLines)
    return finder.warnings
  }

  private init(source: SourceText, path: String) {
    self.source = source
    self.path = path
    patience = 4 * source.text.utf8.count + 4096
  }

  // MARK: References

  /// Markdown treats a reference without a definition as text.
  private mutating func findUndefined(in document: MarkdownNode) {
    var place = 0
    var end = 0
    document.forEach { node in
      if let range = node.range, !node.isCode {
        let start = source.offset(of: range.lowerBound)
        end = source.offset(of: range.upperBound)
        // Footnotes come in the order of their numbers, so a footnote may precede the previous one in the file.
        place = end < place ? start : max(place, start)
      }
      switch node.kind {
      case .codeSpan(let text), .inlineHTML(let text):
        if text.contains("[^"), let found = offset(of: text, in: place..<end) { place = found.upperBound }
      case .formula(let formula):
        if formula.written.contains("[^"), let found = offset(of: formula.written, in: place..<end) {
          place = found.upperBound
        }
      case .text(let text) where text.contains("[^"):
        for match in text.matches(of: /\[\^[^\[\]\s]+\]/) {
          guard let found = offset(of: String(match.output), in: place..<end) else { continue }
          place = found.upperBound
          guard !isEscaped(found.lowerBound) else { continue }
          warn(
            found,
            "no line '\(match.output): …' defines this footnote; text in brackets is written '\\\(match.output)'"
          )
        }
      default: break
      }
    }
  }

  private mutating func offset(of text: String, in range: Range<Int>) -> Range<Int>? {
    guard !text.isEmpty, range.lowerBound < range.upperBound, patience > 0 else { return nil }
    guard let found = source.slice(range).utf8.firstRange(of: text.utf8) else {
      patience -= range.count
      return nil
    }
    let start =
      range.lowerBound
      + source.slice(range).utf8.distance(from: source.slice(range).startIndex, to: found.lowerBound)
    return start..<start + text.utf8.count
  }

  private func isEscaped(_ offset: Int) -> Bool {
    let bytes = source.text.utf8
    let index = bytes.index(bytes.startIndex, offsetBy: offset)
    return !bytes[..<index].reversed().prefix { $0 == UInt8(ascii: "\\") }.count.isMultiple(of: 2)
  }

  // MARK: Notes

  /// Markdown leaves out notes without a reference, and repeated notes with the same name.
  private mutating func findUnused(in document: MarkdownNode, after skippedLines: Int) {
    var other: Set<Int> = []
    var kept: [Int] = []
    document.forEach { node in
      guard let range = node.range else { return }
      switch node.kind {
      case .footnote: kept.append(range.lowerBound.line)
      case .code, .lessonBlock, .html, .formula:
        other.formUnion(range.lowerBound.line...range.upperBound.line)
      default: break
      }
    }
    let used = Dictionary(
      kept.compactMap { line in name(inLine: line).map { ($0.name.lowercased(), line) } },
      uniquingKeysWith: { first, _ in first })
    for line in source.lines.indices.map({ $0 + 1 }) where line > skippedLines && !other.contains(line) {
      guard let (name, range) = name(inLine: line), !kept.contains(line) else { continue }
      let first = used[name.lowercased()]
      warn(
        range,
        first.map { "'\(name)' is defined in line \($0) already, and this note is not shown" }
          ?? "nothing refers to this footnote, so that it is not shown")
    }
  }

  /// The name in a footnote definition at the beginning of a line, and its byte range in the file.
  private func name(inLine number: Int) -> (name: Substring, range: Range<Int>)? {
    let line = source.lines.part(number - 1)
    guard line.utf8.contains(UInt8(ascii: "^")), let match = line.prefixMatch(of: Self.definition) else {
      return nil
    }
    let start = line.utf8.distance(from: line.startIndex, to: match.name.startIndex)
    let first = source.bytes(ofLine: number).lowerBound + start
    return (match.name, first..<first + match.name.utf8.count)
  }

  /// At most three blanks, and the markers of quotes and lists, may precede it.
  nonisolated(unsafe) private static let definition =
    #/ {0,3}(?:>[ \t]?|[-+*][ \t]+|[0-9]{1,9}[.)][ \t]+)*(?<name>\[\^[^\[\]\s]+\]):/#

  private mutating func warn(_ bytes: Range<Int>, _ message: String) {
    let range = source.position(ofOffset: bytes.lowerBound)..<source.position(ofOffset: bytes.upperBound)
    warnings.append(Diagnostic(.warning, path: path, at: range, message))
  }
}
