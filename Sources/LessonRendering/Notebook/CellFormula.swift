import LessonCore
import LessonDocument

/// A formula as Jupyter needs it: MathJax reads the text between dollar signs.
struct CellFormula {
  private let formula: Formula

  init(_ formula: Formula) { self.formula = formula }

  /// The formula in running text.
  func inline(isInTable: Bool) -> String {
    let mark = formula.isDisplay ? "$$" : "$"
    return mark + Self.escaped(lines.joined(separator: " "), isInTable: isInTable) + mark
  }

  /// The formula on its own. In lists and quotes it is one line, because their markers appear only once.
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

  /// TeX without the characters that would end a table cell or begin a comment. A backslash at the end would escape the
  /// delimiter.
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
