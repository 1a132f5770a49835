import LessonCore
import LessonDocument

/// A formula as Jupyter takes it: MathJax reads what stands between dollar signs.
struct CellFormula {
  private let formula: Formula

  init(_ formula: Formula) { self.formula = formula }

  /// The formula in a line of text.
  func inline(isInTable: Bool) -> String {
    let mark = formula.isDisplay ? "$$" : "$"
    return mark + Self.escaped(lines.joined(separator: " "), isInTable: isInTable) + mark
  }

  /// The formula by itself; in lists and quotes on one line, before which their marks stand once.
  func block(isNested: Bool) -> String {
    guard formula.isDisplay, !isNested else { return inline(isInTable: false) }
    return "$$\n" + Self.escaped(lines.joined(separator: "\n"), isInTable: false) + "\n$$"
  }

  /// Jupyter ends a formula at an empty line.
  private var lines: [Substring] {
    formula.tex.split(whereSeparator: \.isNewline).map { line in
      let text = line.drop(while: \.isWhitespace)
      return text.lastIndex { !$0.isWhitespace }.map { text[...$0] } ?? ""
    }.filter { !$0.isEmpty }
  }

  /// TeX without what would end the cell of a table, or begin a comment; one backslash at the end would hide the mark.
  private static func escaped(_ tex: String, isInTable: Bool) -> String {
    var result = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in tex.unicodeScalars {
      switch scalar {
      case "|" where isInTable && isEscaped:
        result.removeLast()
        result.append(contentsOf: "\\Vert ".unicodeScalars)
      case "|" where isInTable: result.append(contentsOf: "\\vert ".unicodeScalars)
      case "%" where !isEscaped: result.append(contentsOf: "\\%".unicodeScalars)
      default: result.append(scalar)
      }
      isEscaped = scalar == "\\" && !isEscaped
    }
    return String(result) + (isEscaped ? " {}" : "")
  }
}
