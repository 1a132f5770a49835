import CMarkGFM
import LessonCore

/// Reads GitHub-flavoured Markdown with cmark-gfm into a tree of values.
package struct MarkdownReader {
  private let source: SourceText
  /// Lines on which a code fence opens, and which therefore do not close another.
  private let openingLines: Set<Int>
  /// The bytes of the text, if it contains expressions.
  private let bytesWithExpressions: [UInt8]?
  private let formulas: FormulaReader
  private let citations: CitationSpans?
  private let ruler: LineRuler
  private let tally = Tally()

  /// The totals of the nodes read so far.
  private final class Tally {
    var parts = 0
    /// In bytes.
    var text = 0
    var footnotes = 0
    /// The line of the last node whose line is known.
    var line = 1
  }

  /// Parses a text.
  ///
  /// - Parameters:
  ///   - skippedLines: The number of lines at the beginning that are not Markdown.
  ///   - readsCitations: Whether `@key` cites a work; otherwise it is text.
  package static func read(
    _ source: SourceText, skippedLines: Int = 0, readsCitations: Bool = false
  ) throws(MarkdownExcess) -> MarkdownNode {
    let formulas = FormulaSpans()
    let citations = readsCitations ? CitationSpans() : nil
    ReaderStage.markdown.begin(line: source.longestPassage(after: skippedLines))
    return try CMarkDocument.with(source, skippedLines: skippedLines, formulas, citations) {
      (root) throws(MarkdownExcess) in
      let reader = MarkdownReader(source, root, formulas, citations)
      let tree = try reader.node(root, depth: 0, finder: nil)
      let document = citations?.spans.isEmpty == false ? SettledCitations.settled(in: tree) : tree
      return reader.formulas.usesNumbers ? FormulaNumbers.resolved(document) : document
    }
  }

  private init(
    _ source: SourceText, _ root: OpaquePointer, _ formulas: FormulaSpans, _ citations: CitationSpans?
  ) {
    self.source = source
    self.citations = citations
    self.formulas = FormulaReader(source, formulas)
    ruler = LineRuler(source)
    openingLines = Self.openingLines(root)
    bytesWithExpressions = source.holds(InlineOpening.beginning) ? Array(source.text.utf8) : nil
  }

  private static func openingLines(_ root: OpaquePointer) -> Set<Int> {
    var lines: Set<Int> = []
    var node = root
    // Only blocks are visited, not inlines.
    while true {
      if cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK, isFenced(node) {
        lines.insert(Int(cmark_node_get_start_line(node)))
      }
      if let child = cmark_node_first_child(node), isBlock(child) {
        node = child
        continue
      }
      while cmark_node_next(node) == nil {
        guard let parent = cmark_node_parent(node) else { return lines }
        node = parent
      }
      node = cmark_node_next(node)
    }
  }

  private static func isFenced(_ node: OpaquePointer) -> Bool {
    var length: Int32 = 0
    var offset: Int32 = 0
    var character: CChar = 0
    return cmark_node_get_fenced(node, &length, &offset, &character) != 0
  }
}

// MARK: - Nodes

extension MarkdownReader {
  private func node(_ node: OpaquePointer, depth: Int, finder: CodeSpanFinder?) throws(MarkdownExcess)
    -> MarkdownNode
  {
    try count(node, depth: depth)
    let finder = makeFinder(node) ?? finder
    var range: Range<SourcePosition>?
    let type = cmark_node_get_type(node)
    let kind: MarkdownNode.Kind
    switch type {
    case CMARK_NODE_CODE:
      if let formula = formulas.formula(node, in: { block(around: node) }) {
        kind = .formula(formula)
        break
      }
      if let citation = citation(node) {
        kind = .citation(citation)
        break
      }
      let code = literal(node)
      kind = .codeSpan(code)
      if let found = finder?.findCode(code) {
        range = source.position(ofOffset: found.lowerBound)..<source.position(ofOffset: found.upperBound)
      }
    case CMARK_NODE_HTML_INLINE:
      let html = literal(node)
      kind = .inlineHTML(html)
      finder?.skip(html)
    case CMARK_NODE_CODE_BLOCK:
      let code = MarkdownNode.CodeBlock(
        info: string(cmark_node_get_fence_info(node)), text: literal(node), isFenced: Self.isFenced(node))
      range = self.range(ofCode: node, text: code.text)
      kind =
        code.language == "math"
        ? .formula(formula(in: code, from: Int(cmark_node_get_start_line(node)))) : .code(code)
    default:
      kind = self.kind(node)
      if Self.isBlock(node) { range = self.range(ofBlock: node) }
    }
    var children: [MarkdownNode] = []
    var child = cmark_node_first_child(node)
    while let current = child {
      children.append(try self.node(current, depth: depth + 1, finder: finder))
      child = cmark_node_next(current)
    }
    if case .quote = kind, depth == 1, let alert = AlertOpening(children) {
      return MarkdownNode(.alert(alert.kind), children: alert.rest, range: range)
    }
    return MarkdownNode(kind, children: children, range: range)
  }

  /// The formula in a fence that opens on a line.
  private func formula(in code: MarkdownNode.CodeBlock, from line: Int) -> Formula {
    formulas.formula(inFence: code.text) {
      SourceText(code.text).lines.enumerated().map { index, text in
        let number = min(line + 1 + index, source.lines.count)
        return BlockReader.place(text, inLine: number, of: source).start
      }
    }
  }

  /// The citation that a code node represents, with its places.
  private func citation(_ node: OpaquePointer) -> Citation? {
    guard let citations, let span = citations.span(of: node) else { return nil }
    let text = citations.texts[span.text]
    let found = span.found
    let places = FormulaPlaces(text, of: block(around: node), in: source)
    let start = found.range.lowerBound
    return Citation(
      works: found.works.map {
        .init(
          key: $0.key, range: places.range(ofBytes: $0.range), prefix: $0.prefix, locator: $0.locator,
          isYearOnly: $0.isYearOnly)
      }, isInText: found.isInText, written: String(decoding: text[found.range], as: UTF8.self),
      range: places.range(ofBytes: found.range),
      core: found.core.lowerBound - start..<found.core.upperBound - start, isTooMuch: span.isTooMuch)
  }

  private func count(_ node: OpaquePointer, depth: Int) throws(MarkdownExcess) {
    let line = Int(cmark_node_get_start_line(node))
    if line > 0 { tally.line = line }
    tally.parts += 1
    if depth > MarkdownExcess.deepestNesting { throw MarkdownExcess(kind: .depth, line: tally.line) }
    if tally.parts > MarkdownExcess.mostParts { throw MarkdownExcess(kind: .parts, line: tally.line) }
    if tally.text > MarkdownExcess.mostText { throw MarkdownExcess(kind: .text, line: tally.line) }
  }

  private static func isBlock(_ node: OpaquePointer) -> Bool {
    cmark_node_get_type(node).rawValue & UInt32(CMARK_NODE_TYPE_MASK) == UInt32(CMARK_NODE_TYPE_BLOCK)
  }

  /// Whether the node is a block type of CommonMark, not of an extension.
  private static func isCommonBlock(_ node: OpaquePointer) -> Bool {
    isBlock(node) && cmark_node_get_type(node).rawValue <= CMARK_NODE_FOOTNOTE_DEFINITION.rawValue
  }

  private func kind(_ node: OpaquePointer) -> MarkdownNode.Kind {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_DOCUMENT: .document
    case CMARK_NODE_PARAGRAPH: .paragraph
    case CMARK_NODE_HEADING: .heading(level: Int(cmark_node_get_heading_level(node)))
    case CMARK_NODE_BLOCK_QUOTE: .quote
    case CMARK_NODE_LIST: .list(list(node))
    case CMARK_NODE_HTML_BLOCK: .html(literal(node))
    case CMARK_NODE_THEMATIC_BREAK: .rule
    case CMARK_NODE_FOOTNOTE_DEFINITION: .footnote(number: nextFootnote())
    case CMARK_NODE_SOFTBREAK: .softBreak
    case CMARK_NODE_LINEBREAK: .lineBreak
    case CMARK_NODE_EMPH: .emphasis
    case CMARK_NODE_STRONG: .strong
    case CMARK_NODE_LINK:
      .link(url: string(cmark_node_get_url(node)), title: string(cmark_node_get_title(node)))
    case CMARK_NODE_IMAGE:
      .image(url: string(cmark_node_get_url(node)), title: string(cmark_node_get_title(node)))
    case CMARK_NODE_FOOTNOTE_REFERENCE: .footnoteReference(number: Int(literal(node)) ?? 0)
    case CMARK_NODE_TEXT: .text(literal(node))
    default: extensionKind(node)
    }
  }

  /// Node types of extensions have names, but no constants.
  private func extensionKind(_ node: OpaquePointer) -> MarkdownNode.Kind {
    switch String(cString: cmark_node_get_type_string(node)) {
    case "table": .table(alignments(node))
    case "table_header": .tableRow(isHeader: true)
    case "table_row": .tableRow(isHeader: false)
    case "table_cell": .tableCell
    case "strikethrough": .strikethrough
    case "tasklist": .item(isDone: cmark_gfm_extensions_get_tasklist_item_checked(node))
    case "item": .item(isDone: nil)
    default: .text(literal(node))
    }
  }

  private func list(_ node: OpaquePointer) -> MarkdownNode.List {
    .init(
      start: cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
        ? Int(cmark_node_get_list_start(node)) : nil,
      isTight: cmark_node_get_list_tight(node) != 0)
  }

  private func alignments(_ node: OpaquePointer) -> [MarkdownNode.Alignment] {
    let count = Int(cmark_gfm_extensions_get_table_columns(node))
    guard let letters = cmark_gfm_extensions_get_table_alignments(node) else { return [] }
    return (0..<count).map { column in
      switch UInt8(letters[column]) {
      case UInt8(ascii: "l"): .left
      case UInt8(ascii: "c"): .center
      case UInt8(ascii: "r"): .right
      default: .none
      }
    }
  }

  /// Footnotes are at the end of the document in the order of their numbers.
  private func nextFootnote() -> Int {
    tally.footnotes += 1
    return tally.footnotes
  }

  private func literal(_ node: OpaquePointer) -> String { string(cmark_node_get_literal(node)) }

  private func string(_ characters: UnsafePointer<CChar>?) -> String {
    guard let characters else { return "" }
    let string = String(cString: characters)
    tally.text += string.utf8.count
    return string
  }
}

// MARK: - Places

extension MarkdownReader {
  /// The lines of a block, as far as cmark knows them.
  ///
  /// For a paragraph directly above a table, cmark reports no position, and for the table and its header the
  /// paragraph's.
  private func lines(of node: OpaquePointer) -> ClosedRange<Int> {
    let first = Int(cmark_node_get_start_line(node))
    switch Self.isCommonBlock(node) ? .document : extensionKind(node) {
    case .table: return clamped(header(ofTable: node), Int(cmark_node_get_end_line(node)))
    case .tableRow(isHeader: true):
      let line = cmark_node_parent(node).map(header) ?? first
      return clamped(line, line)
    case .tableRow: return clamped(first, first)
    default: break
    }
    if first == 0, let table = cmark_node_next(node) {
      return clamped(Int(cmark_node_get_start_line(table)), header(ofTable: table) - 1)
    }
    return clamped(first, Int(cmark_node_get_end_line(node)))
  }

  /// The line of a table's header: above the delimiter row and the rows, each of which is one line.
  private func header(ofTable table: OpaquePointer) -> Int {
    var rows = 0
    var row = cmark_node_first_child(table)
    while let current = row {
      rows += 1
      row = cmark_node_next(current)
    }
    return Int(cmark_node_get_end_line(table)) - rows
  }

  private func clamped(_ first: Int, _ last: Int) -> ClosedRange<Int> {
    let first = min(max(1, first), source.lines.count)
    return first...max(first, min(last, source.lines.count))
  }

  private func range(ofBlock node: OpaquePointer) -> Range<SourcePosition> {
    let lines = lines(of: node)
    let start = SourcePosition(line: lines.lowerBound, column: column(of: node, inLine: lines.lowerBound))
    return start..<max(start, ruler.end(ofLine: lines.upperBound))
  }

  /// cmark's columns count bytes, and are correct only for the first line of a block.
  private func column(of node: OpaquePointer, inLine line: Int) -> Int {
    guard Int(cmark_node_get_start_line(node)) == line else { return 1 }
    return ruler.column(ofByte: max(0, Int(cmark_node_get_start_column(node)) - 1), inLine: line)
  }

  /// From the opening fence to the end of the closing one, or of the last line of code.
  ///
  /// cmark's own end is wrong for a fence that ends with the quote or list around it.
  private func range(ofCode node: OpaquePointer, text: String) -> Range<SourcePosition> {
    guard Self.isFenced(node) else { return range(ofBlock: node) }
    let start = range(ofBlock: node).lowerBound
    let next = start.line + SourceText.lineCount(of: text)
    return start..<ruler.end(ofLine: isClosingFence(next, of: node) ? next : next - 1)
  }

  private func isClosingFence(_ line: Int, of node: OpaquePointer) -> Bool {
    guard line <= source.lines.count, !openingLines.contains(line) else { return false }
    return Fence.closing(source.lines[line - 1]).map { closing in
      var length: Int32 = 0
      var offset: Int32 = 0
      var character: CChar = 0
      cmark_node_get_fenced(node, &length, &offset, &character)
      return closing.character == Character(UnicodeScalar(UInt8(character))) && closing.length >= Int(length)
    } ?? false
  }

  private func makeFinder(_ node: OpaquePointer) -> CodeSpanFinder? {
    guard let bytes = bytesWithExpressions, Self.isBlock(node) else { return nil }
    let type = cmark_node_get_type(node)
    let isRow =
      if !Self.isCommonBlock(node), case .tableRow = extensionKind(node) { true } else { false }
    guard isRow || type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING else { return nil }
    return CodeSpanFinder(bytes, in: source.bytes(ofLines: lines(of: node)), isTableRow: isRow)
  }

  /// The paragraph, heading or cell that contains inlines.
  private func block(around node: OpaquePointer) -> FormulaPlaces.Block {
    var block = node
    while !Self.isBlock(block), let parent = cmark_node_parent(block) { block = parent }
    if case .tableCell = kind(block), let row = cmark_node_parent(block) {
      return .cell(place(amongSiblings: block), line: lines(of: row).lowerBound)
    }
    let lines = lines(of: block)
    return cmark_node_get_type(block) == CMARK_NODE_HEADING ? .heading(lines) : .paragraph(lines)
  }

  private func place(amongSiblings node: OpaquePointer) -> Int {
    var place = 0
    var previous = cmark_node_previous(node)
    while let current = previous {
      place += 1
      previous = cmark_node_previous(current)
    }
    return place
  }
}
