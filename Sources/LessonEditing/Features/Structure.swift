import Foundation
import LessonCore
import LessonReading

/// The structure of a text: symbols, folds, lenses, hints.
struct Structure {
  let snapshot: Snapshot

  // MARK: Symbols

  /// The headings as a tree, with blocks of code in it.
  func symbols() async throws -> [LSP.DocumentSymbol] {
    guard snapshot.isMarkdown else { return [] }
    let described = try await snapshot.description()
    let headings = described.headings.sorted { $0.range.lowerBound < $1.range.lowerBound }
    var parts = zip(headings, ends(of: headings)).map { heading, end in
      Part(depth: heading.level, symbol: symbol(of: heading, end: end))
    }
    parts += blocks(described).map { Part(depth: 7, symbol: $0) }
    parts.sort { $0.symbol.selectionRange.start < $1.symbol.selectionRange.start }
    var rest = parts[...]
    return tree(&rest, above: 0)
  }

  private struct Part {
    let depth: Int
    let symbol: LSP.DocumentSymbol
  }

  /// The symbols from the beginning of `parts` that are deeper than a level.
  private func tree(_ parts: inout ArraySlice<Part>, above level: Int) -> [LSP.DocumentSymbol] {
    var symbols: [LSP.DocumentSymbol] = []
    while let part = parts.first, part.depth > level {
      parts.removeFirst()
      var symbol = part.symbol
      symbol.children = tree(&parts, above: part.depth)
      symbols.append(symbol)
    }
    return symbols
  }

  private func symbol(of heading: DescribeText.Result.Heading, end: Int) -> LSP.DocumentSymbol {
    let line = snapshot.text.range(of: heading.range)
    let last = LSP.Position(line: max(line.end.line, end), character: 0)
    return LSP.DocumentSymbol(
      name: heading.title.isEmpty ? "#" : heading.title, detail: nil, kind: 15,
      range: LSP.Range(start: line.start, end: max(line.end, snapshot.text.end(ofLine: last.line))),
      selectionRange: line, children: [])
  }

  private func blocks(_ described: DescribeText.Result) -> [LSP.DocumentSymbol] {
    let blocks = snapshot.outlines.flatMap(\.blocks)
    let byLine = Dictionary(blocks.map { ($0.fence.lowerBound.line, $0) }) { first, _ in first }
    return described.code.compactMap { code in
      guard let block = byLine[code.range.lowerBound.line] else { return nil }
      let fence = snapshot.text.range(of: block.fence)
      let end = max(fence.end, snapshot.text.end(ofLine: block.lastLine - 1))
      return LSP.DocumentSymbol(
        name: block.options.id ?? block.firstLine, detail: code.info, kind: 12,
        range: LSP.Range(start: fence.start, end: end), selectionRange: fence, children: [])
    }
  }

  // MARK: Folds

  /// The sections, blocks and front matter.
  func folds() async throws -> [LSP.FoldingRange] {
    guard snapshot.isMarkdown else { return [] }
    let described = try await snapshot.description()
    let headings = described.headings.sorted { $0.range.lowerBound < $1.range.lowerBound }
    var folds = zip(headings, ends(of: headings)).map { heading, end in
      LSP.FoldingRange(startLine: heading.range.lowerBound.line - 1, endLine: end, kind: "region")
    }
    folds += described.code.map { code in
      LSP.FoldingRange(
        startLine: code.range.lowerBound.line - 1, endLine: code.range.upperBound.line - 1, kind: nil)
    }
    if described.frontMatter > 1 {
      folds.append(LSP.FoldingRange(startLine: 0, endLine: described.frontMatter - 1, kind: "region"))
    }
    return folds.filter { 0 <= $0.startLine && $0.startLine < $0.endLine }.sorted {
      $0.startLine < $1.startLine
    }
  }

  /// The last line, from 0, of each heading's section, without blank lines at its end.
  private func ends(of headings: [DescribeText.Result.Heading]) -> [Int] {
    var ends = [Int](repeating: snapshot.text.lineCount, count: headings.count)
    var open: [Int] = []
    for (index, heading) in headings.enumerated() {
      while let last = open.last, headings[last].level >= heading.level {
        ends[last] = heading.range.lowerBound.line - 1
        open.removeLast()
      }
      open.append(index)
    }
    return ends.map { end in
      var line = min(end, snapshot.text.lineCount) - 1
      while line > 0, snapshot.text.isBlank(line: line) { line -= 1 }
      return line
    }
  }

  // MARK: Lenses

  /// What can be done with a lesson, above its first line.
  func lenses() -> [LSP.CodeLens] {
    guard snapshot.lesson != nil else { return [] }
    let place = LSP.Range.beginning
    return [("Run", ServerCommand.run), ("Open the page", .preview)].map { title, command in
      LSP.CodeLens(
        range: place,
        command: LSP.Command(title: title, command: command.rawValue, arguments: [.text(snapshot.uri)]))
    }
  }

  // MARK: Hints

  /// The longest value that is shown whole.
  private static let mostOfValue = 40

  /// The recorded values of inline expressions, behind them.
  func hints(in range: LSP.Range) -> [LSP.InlayHint] {
    guard let lesson = snapshot.lesson, let outline = snapshot.outlines.first,
      !outline.inlineExpressions.isEmpty,
      let recorded = snapshot.project.check.recorded(lesson, snapshot.checked), recorded.isCurrent
    else { return [] }
    return zip(outline.inlineExpressions, recorded.transcript.inlineValues).compactMap { expression, value in
      let place = snapshot.text.range(of: expression.range).end
      guard range.touches(place) else { return nil }
      let isLong = value.count > Self.mostOfValue
      return LSP.InlayHint(
        position: place, label: "= " + (isLong ? value.prefix(Self.mostOfValue) + "…" : value),
        tooltip: isLong ? value : nil, paddingLeft: true)
    }
  }
}

extension Block {
  /// The first line of code that says something, for lists.
  fileprivate var firstLine: String {
    let line = lines.lazy.map(\.text).first { $0.contains { !$0.isWhitespace } } ?? ""
    let text = String(line.drop(while: \.isWhitespace).prefix(60))
    return text.isEmpty ? "swift-dt" : text
  }
}

extension EditedText {
  /// The place behind the last character of a line.
  fileprivate func end(ofLine line: Int) -> LSP.Position {
    place(ofOffset: offset(of: LSP.Position(line: line, character: .max)))
  }

  fileprivate func isBlank(line number: Int) -> Bool { line(number).allSatisfy(\.isWhitespace) }
}
