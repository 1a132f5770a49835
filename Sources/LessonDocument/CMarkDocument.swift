import CMarkGFM
import LessonCore
import Synchronization

/// Reads texts with cmark-gfm.
///
/// cmark-gfm takes quadratic time for some texts, and for others makes tables or links a thousand times their size. So
/// the kernel limits the process that reads text from untrusted authors.
enum CMarkDocument {
  /// cmark-gfm keeps the special characters of extensions in one table for the whole process.
  private static let turn = Mutex(cmark_gfm_core_extensions_ensure_registered())

  private static let extensions = ["table", "strikethrough", "autolink", "tasklist"]

  /// Parses a text and passes the document to a closure.
  ///
  /// - Parameters:
  ///   - skippedLines: The number of lines at the beginning that are not Markdown. Empty lines replace them, so that
  ///     cmark's line numbers are those of the file.
  ///   - formulas: Receives the formulas in the text.
  ///   - citations: Receives the citations in the text; `nil` leaves them as text.
  static func with<Result: Sendable>(
    _ source: SourceText, skippedLines: Int, _ formulas: FormulaSpans, _ citations: CitationSpans? = nil,
    _ look: (OpaquePointer) throws(MarkdownExcess) -> Result
  ) throws(MarkdownExcess) -> Result {
    try turn.withLock { (_) throws(MarkdownExcess) in
      let finder = formulaExtension(formulas)
      let citationFinder = citations.flatMap(citationExtension)
      defer {
        for finder in [finder, citationFinder].compactMap(\.self) {
          cmark_syntax_extension_free(cmark_get_default_mem_allocator(), finder)
        }
      }
      guard let parser = cmark_parser_new(CMARK_OPT_FOOTNOTES) else { preconditionFailure("no memory") }
      defer { cmark_parser_free(parser) }
      cmark_parser_attach_syntax_extension(parser, finder)
      if let citationFinder { cmark_parser_attach_syntax_extension(parser, citationFinder) }
      for name in extensions {
        cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(name))
      }
      for _ in 0..<skippedLines { cmark_parser_feed(parser, "\n", 1) }
      let start = source.bytes(ofLine: skippedLines + 1).lowerBound
      var text = source.text
      text.withUTF8 { bytes in
        let rest = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[start...])
        cmark_parser_feed(parser, rest.bindMemory(to: CChar.self).baseAddress, rest.count)
      }
      guard let root = cmark_parser_finish(parser) else { preconditionFailure("no document") }
      defer { cmark_node_free(root) }
      return try look(root)
    }
  }

  /// An extension that makes nodes of formulas: code nodes whose user data is the formula's number. Tables accept only
  /// nodes of known types, and code is a type into which cmark does not look.
  private static func formulaExtension(_ formulas: FormulaSpans) -> OpaquePointer? {
    let finder = cmark_syntax_extension_new("formula")
    let dollar = UnsafeMutableRawPointer(bitPattern: Int(UInt8(ascii: "$")))
    cmark_syntax_extension_set_special_inline_chars(
      finder, cmark_llist_append(cmark_get_default_mem_allocator(), nil, dollar))
    cmark_syntax_extension_set_private(finder, Unmanaged.passUnretained(formulas).toOpaque(), nil)
    cmark_syntax_extension_set_match_inline_func(finder) { finder, _, block, character, inlines in
      guard character == UInt8(ascii: "$"), let block, let inlines,
        let context = cmark_syntax_extension_get_private(finder)
      else { return nil }
      let formulas = Unmanaged<FormulaSpans>.fromOpaque(context).takeUnretainedValue()
      var end = 0
      let number = formulas.find(in: block, at: Int(cmark_inline_parser_get_offset(inlines)), end: &end)
      guard number > 0, let node = cmark_node_new(CMARK_NODE_CODE) else { return nil }
      cmark_inline_parser_set_offset(inlines, Int32(end))
      cmark_node_set_user_data(node, UnsafeMutableRawPointer(bitPattern: number))
      return node
    }
    return finder
  }

  /// An extension that makes nodes of citations, as the one for formulas does; their numbers are negative.
  private static func citationExtension(_ citations: CitationSpans) -> OpaquePointer? {
    let finder = cmark_syntax_extension_new("citation")
    let sign = UnsafeMutableRawPointer(bitPattern: Int(UInt8(ascii: "@")))
    cmark_syntax_extension_set_special_inline_chars(
      finder, cmark_llist_append(cmark_get_default_mem_allocator(), nil, sign))
    cmark_syntax_extension_set_private(finder, Unmanaged.passUnretained(citations).toOpaque(), nil)
    cmark_syntax_extension_set_match_inline_func(finder) { finder, _, block, character, inlines in
      guard character == UInt8(ascii: "@"), let block, let inlines,
        let context = cmark_syntax_extension_get_private(finder)
      else { return nil }
      let citations = Unmanaged<CitationSpans>.fromOpaque(context).takeUnretainedValue()
      guard let found = citations.find(in: block, at: Int(cmark_inline_parser_get_offset(inlines))),
        let node = cmark_node_new(CMARK_NODE_CODE)
      else { return nil }
      cmark_inline_parser_set_offset(inlines, Int32(found.end))
      cmark_node_set_user_data(node, UnsafeMutableRawPointer(bitPattern: found.number))
      return node
    }
    return finder
  }
}
