import CMarkGFM

/// Finds the formulas of a text while cmark reads it, as an extension of its inline syntax.
///
/// cmark asks at each dollar sign that means nothing else to it: not at one in code, HTML or an address, nor after a
/// backslash. So what stands in a formula means nothing to Markdown.
package final class FormulaSpans {
  /// The text of a block as cmark reads it: without the marks of quotes and the indentation around it.
  package private(set) var texts: [[UInt8]] = []
  /// The formulas in the order in which they were found.
  private(set) var spans: [Span] = []

  /// A formula in the text of a block.
  package struct Span {
    /// The block's place among `texts`.
    package let text: Int
    let delimited: DelimitedFormula
    package let isDisplay: Bool
  }

  /// The block that `texts` ends with.
  private var block: OpaquePointer?
  private var finder = FormulaFinder([])

  /// The formula that a node of code stands for.
  package func span(of node: OpaquePointer) -> Span? {
    let number = Int(bitPattern: cmark_node_get_user_data(node))
    return number == 0 ? nil : spans[number - 1]
  }

  /// Finds the formula that a dollar sign opens.
  ///
  /// - Parameters:
  ///   - start: The place of the sign in the text of the block.
  ///   - end: Set to the place after the formula.
  /// - Returns: The formula's number, counted from 1; 0 when there is none.
  package func find(in block: OpaquePointer, at start: Int, end: inout Int) -> Int {
    if block != self.block {
      self.block = block
      texts.append(Array(String(cString: cmark_node_get_string_content(block)).utf8))
      finder = FormulaFinder(texts[texts.count - 1])
    }
    guard let found = finder.formula(at: start) else { return 0 }
    let isInCell = String(cString: cmark_node_get_type_string(block)) == "table_cell"
    spans.append(
      Span(text: texts.count - 1, delimited: found, isDisplay: found.isDisplay && !isInCell))
    end = found.range.upperBound
    return spans.count
  }
}
