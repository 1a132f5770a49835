import CMarkGFM
import LessonCore
import Synchronization

/// Reads texts with cmark-gfm.
///
/// cmark-gfm takes quadratic time for some texts and makes tables or links of others that are a thousand times their
/// size. The process that reads a stranger's text is limited by the kernel.
enum CMarkDocument {
  /// cmark-gfm keeps the characters that extensions know in one table for the whole process.
  private static let turn = Mutex(cmark_gfm_core_extensions_ensure_registered())

  private static let extensions = ["table", "strikethrough", "autolink", "tasklist"]

  /// Looks at the document that a text is.
  ///
  /// - Parameters:
  ///   - skippedLines: How many lines at the beginning are not Markdown. Empty ones stand in their place, so that cmark
  ///     counts lines as the file does.
  ///   - formulas: Gets the formulas that are in the text.
  static func with<Result: Sendable>(
    _ source: SourceText, skippedLines: Int, _ formulas: FormulaSpans,
    _ look: (OpaquePointer) throws(MarkdownExcess) -> Result
  ) throws(MarkdownExcess) -> Result {
    try turn.withLock { (_) throws(MarkdownExcess) in
      let finder = formulaExtension(formulas)
      defer { cmark_syntax_extension_free(cmark_get_default_mem_allocator(), finder) }
      guard let parser = cmark_parser_new(CMARK_OPT_FOOTNOTES) else { preconditionFailure("no memory") }
      defer { cmark_parser_free(parser) }
      cmark_parser_attach_syntax_extension(parser, finder)
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

  /// An extension that makes nodes of formulas: nodes of code whose user data is the formula's number. Tables hold no
  /// nodes but those that they know; of these, code is one that cmark does not look into.
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
}
