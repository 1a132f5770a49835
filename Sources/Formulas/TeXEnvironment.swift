/// The content between `\begin` and `\end`: rows of cells.
package struct TeXEnvironment: Hashable {
  package let name: String
  package var style: Math.TableStyle
  /// The delimiters around it; empty strings mean none.
  package let open, close: String

  /// Whether its rows may be numbered.
  var isNumbered: Bool { Self.numbered.contains(name) }
  /// Whether a number in braces follows the environment's name.
  var takesNumber: Bool { name.hasPrefix("aligna") || name.hasPrefix("alignedat") }

  /// The environment with a name.
  package init?(_ name: String) {
    guard let (style, open, close) = Self.table[name] else { return nil }
    self.name = name
    self.style = style
    (self.open, self.close) = (open, close)
  }

  /// All names, in alphabetical order.
  package static let names = table.keys.sorted()

  private static let numbered: Set<String> = [
    "equation", "equation*", "align", "align*", "gather", "gather*", "alignat", "alignat*", "flalign",
    "flalign*",
    "multline", "multline*", "eqnarray", "eqnarray*",
  ]

  private static let table: [String: (Math.TableStyle, open: String, close: String)] = [
    "aligned": (.aligned, "", ""), "align": (.aligned, "", ""), "align*": (.aligned, "", ""),
    "split": (.aligned, "", ""), "gathered": (.gathered, "", ""), "gather": (.gathered, "", ""),
    "gather*": (.gathered, "", ""), "cases": (.cases, "{", ""), "matrix": (.matrix, "", ""),
    "pmatrix": (.matrix, "(", ")"), "bmatrix": (.matrix, "[", "]"), "Bmatrix": (.matrix, "{", "}"),
    "vmatrix": (.matrix, "|", "|"), "Vmatrix": (.matrix, "‖", "‖"), "array": (.columns([]), "", ""),
    "equation": (.gathered, "", ""), "equation*": (.gathered, "", ""), "alignat": (.aligned, "", ""),
    "alignat*": (.aligned, "", ""), "alignedat": (.aligned, "", ""), "flalign": (.aligned, "", ""),
    "flalign*": (.aligned, "", ""), "multline": (.gathered, "", ""), "multline*": (.gathered, "", ""),
    "eqnarray": (.columns(equationColumns), "", ""), "eqnarray*": (.columns(equationColumns), "", ""),
    "dcases": (.displayedCases, "{", ""), "rcases": (.cases, "", "}"), "drcases": (.displayedCases, "", "}"),
    "smallmatrix": (.small, "", ""), "subarray": (.columns([]), "", ""),
  ]

  /// The left side, the sign, and the right side.
  private static let equationColumns: [Math.Column] = [
    .init(alignment: .right), .init(alignment: .center), .init(alignment: .left),
  ]
}
