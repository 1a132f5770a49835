/// What stands between `\begin` and `\end`: rows of cells.
struct TeXEnvironment: Hashable {
  let name: String
  var style: Math.TableStyle
  /// The delimiters around it; empty for none.
  let open, close: String

  /// The environment of a name.
  init?(_ name: String) {
    guard let (style, open, close) = Self.table[name] else { return nil }
    self.name = name
    self.style = style
    (self.open, self.close) = (open, close)
  }

  /// All names, in alphabetical order.
  static let names = table.keys.sorted()

  private static let table: [String: (Math.TableStyle, open: String, close: String)] = [
    "aligned": (.aligned, "", ""), "align": (.aligned, "", ""), "align*": (.aligned, "", ""),
    "split": (.aligned, "", ""), "gathered": (.gathered, "", ""), "gather": (.gathered, "", ""),
    "gather*": (.gathered, "", ""), "cases": (.cases, "{", ""), "matrix": (.matrix, "", ""),
    "pmatrix": (.matrix, "(", ")"), "bmatrix": (.matrix, "[", "]"), "Bmatrix": (.matrix, "{", "}"),
    "vmatrix": (.matrix, "|", "|"), "Vmatrix": (.matrix, "‖", "‖"), "array": (.columns([]), "", ""),
  ]
}
