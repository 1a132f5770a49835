/// Keeps MathJax from treating dollar signs in HTML as formulas.
enum HTMLDollars {
  /// The same HTML with each dollar sign of its text in a separate element, beyond which MathJax does not look.
  ///
  /// - Parameter html: HTML whose attributes contain no `<` and no `>`.
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
      // Jupyter looks for formulas before it reads Markdown, and does not resolve character references then.
      if scalar == "$" {
        result.append(contentsOf: (isInTag ? "&#36;" : "<span>&#36;</span>").unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }
}
