import CMarkGFM

/// Finds the formulas of a text while cmark reads it, as an extension of its inline syntax.
///
/// cmark asks at each dollar sign that means nothing else to it: not at one in code, HTML or an address, nor after a
/// backslash. So what stands in a formula means nothing to Markdown.
final class FormulaSpans {
  /// The text of a block as cmark reads it: without the marks of quotes and the indentation around it.
  private(set) var texts: [[UInt8]] = []
  /// The formulas in the order in which they were found.
  private(set) var spans: [Span] = []

  /// A formula in the text of a block.
  struct Span {
    /// The block's place among `texts`.
    let text: Int
    let delimited: DelimitedFormula
    let isDisplay: Bool
  }

  /// The block that `texts` ends with.
  private var block: OpaquePointer?
  private var finder = FormulaFinder([])

  /// Has a parser find formulas.
  ///
  /// - Returns: What `remove` takes when the parser is gone.
  func attach(to parser: OpaquePointer) -> OpaquePointer {
    let syntax = cmark_syntax_extension_new("formulas")!
    let dollar = UnsafeMutableRawPointer(bitPattern: UInt(UInt8(ascii: "$")))
    cmark_syntax_extension_set_special_inline_chars(
      syntax, cmark_llist_append(cmark_get_default_mem_allocator(), nil, dollar))
    cmark_syntax_extension_set_private(syntax, Unmanaged.passUnretained(self).toOpaque(), nil)
    cmark_syntax_extension_set_match_inline_func(syntax) { syntax, _, block, character, parser in
      guard character == UInt8(ascii: "$"), let block, let parser,
        let spans = cmark_syntax_extension_get_private(syntax)
      else { return nil }
      return Unmanaged<FormulaSpans>.fromOpaque(spans).takeUnretainedValue().node(in: block, parser)
    }
    cmark_parser_attach_syntax_extension(parser, syntax)
    return syntax
  }

  /// Frees what a parser needed to find formulas.
  static func remove(_ syntax: OpaquePointer) {
    cmark_syntax_extension_free(cmark_get_default_mem_allocator(), syntax)
  }

  /// The formula that a node of code stands for.
  func span(of node: OpaquePointer) -> Span? {
    let number = Int(bitPattern: cmark_node_get_user_data(node))
    return number == 0 ? nil : spans[number - 1]
  }

  /// A node for the formula that begins where the parser stands; `nil` when none does.
  private func node(in block: OpaquePointer, _ parser: OpaquePointer) -> OpaquePointer? {
    if block != self.block {
      self.block = block
      texts.append(Array(String(cString: cmark_node_get_string_content(block)).utf8))
      finder = FormulaFinder(texts[texts.count - 1])
    }
    guard let found = finder.formula(at: Int(cmark_inline_parser_get_offset(parser))) else { return nil }
    let isInCell = String(cString: cmark_node_get_type_string(block)) == "table_cell"
    spans.append(
      Span(text: texts.count - 1, delimited: found, isDisplay: found.isDisplay && !isInCell))
    cmark_inline_parser_set_offset(parser, Int32(found.range.upperBound))
    // Tables hold no nodes but those that they know; of these, code is one that nothing looks into.
    let node = cmark_node_new(CMARK_NODE_CODE)!
    cmark_node_set_user_data(node, UnsafeMutableRawPointer(bitPattern: spans.count))
    return node
  }
}
