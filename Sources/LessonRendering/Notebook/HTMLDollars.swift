/// Keeps MathJax from taking dollar signs in HTML for formulas.
enum HTMLDollars {
  /// The same HTML with each dollar sign of its text in an element of its own, which MathJax does not look beyond.
  ///
  /// - Parameter html: HTML whose attributes hold no `<` and no `>`.
  static func shielded(_ html: String) -> String {
    guard html.utf8.contains(UInt8(ascii: "$")) else { return html }
    var result = String.UnicodeScalarView()
    var isInTag = false
    for scalar in html.unicodeScalars {
      switch scalar {
      case "<": isInTag = true
      case ">": isInTag = false
      default: break
      }
      // Jupyter looks for formulas before it reads Markdown, and knows no references then.
      if scalar == "$" {
        result.append(contentsOf: (isInTag ? "&#36;" : "<span>&#36;</span>").unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }
}
