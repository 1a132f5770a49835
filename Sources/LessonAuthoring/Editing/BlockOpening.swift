import LessonCore

/// The line that opens a block, in its parts: what lists and quotes have before the fence, the fence, the word for the
/// language, and the words of its options.
struct BlockOpening {
  /// What stands before the fence.
  let before: String
  let fence: String
  /// What stands between the fence and the options: `swift-dt` and blanks.
  let language: String
  /// The options, with the blanks between and behind them.
  let words: String

  init(of block: Block, in source: SourceText) {
    let line = source.lines[block.fence.lowerBound.line - 1].unicodeScalars
    let split = line.index(line.startIndex, offsetBy: block.fence.lowerBound.column - 1)
    let rest = Substring(line[split...])
    let fence = rest.prefix { $0 == rest.first }
    let info = rest.dropFirst(fence.count)
    let language = info.prefixMatch(of: #/[ \t]*(?:swift-dt|swift[ \t]+dt)[ \t]*/#)?.output ?? ""
    before = String(line[..<split])
    self.fence = String(fence)
    self.language = String(language)
    words = String(info.dropFirst(language.count))
  }

  /// The words of a line; blanks between quotes belong to a word.
  static func words(_ line: String) -> [String] {
    line.matches(of: #/[^ \t]*?="[^"]*"[^ \t]*|[^ \t]+/#).map { String($0.output) }
  }

  /// The line with other options.
  func line(words: String) -> String { before + fence + language(before: words) + words }

  /// The language without the blanks behind it, if no option follows.
  private func language(before words: String) -> String {
    let plain = String(language.reversed().drop(while: \.isWhitespace).reversed())
    guard !words.isEmpty else { return self.words.isEmpty ? language : plain }
    return plain == language ? language + " " : language
  }

  /// The lines of a new block beside this one, with a fence of the same kind that its code does not end.
  func block(with code: [String], words: String = "", isFirst: Bool = false) -> [String] {
    let character = fence.first ?? "`"
    let longest = code.map { $0.drop(while: \.isWhitespace).prefix { $0 == character }.count }.max() ?? 0
    let own = String(repeating: character, count: max(fence.count, longest + 1))
    let new = (isFirst ? before : indentation) + own + language(before: words) + words
    return [new] + code.map(indented) + [indentation + own]
  }

  /// A line as it stands in the lists and quotes around the block.
  func indented(_ line: String) -> String {
    line.isEmpty ? String(indentation.reversed().drop(while: \.isWhitespace).reversed()) : indentation + line
  }

  /// What stands before the fence, with spaces for the marks of lists. As much is taken off each line of code, and a
  /// space after the mark of a quote.
  var indentation: String {
    let before = String(before.map { $0 == ">" || $0.isWhitespace ? $0 : " " })
    return before.hasSuffix(">") ? before + " " : before
  }

  /// Whether an item of a list begins with the block.
  var beginsItem: Bool { before.contains { $0 != ">" && !$0.isWhitespace } }
}
