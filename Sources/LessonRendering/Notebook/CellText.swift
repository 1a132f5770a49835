import Formulas
import LessonStorage

/// Plain text as Markdown that shows exactly that text, with as few escapes as possible.
struct CellText {
  private let scalars: [Unicode.Scalar]
  private var beginsLine = false
  private let isInTable: Bool
  private let isolatesDollars: Bool

  /// - Parameters:
  ///   - beginsLine: Whether the text is at the beginning of a line.
  ///   - isolatesDollars: Whether MathJax could treat its dollar signs as formula delimiters.
  init(_ text: String, beginsLine: Bool = false, isInTable: Bool = false, isolatesDollars: Bool = false) {
    scalars = Array(text.unicodeScalars)
    self.beginsLine = beginsLine
    self.isInTable = isInTable
    self.isolatesDollars = isolatesDollars
  }

  /// The text in running prose.
  ///
  /// - Parameter next: Whether the line continues after the text, and whether with a link.
  func inline(before next: (isThere: Bool, isLink: Bool) = (false, false)) -> String {
    let mark = beginsLine ? markedScalar : nil
    var output = String.UnicodeScalarView()
    var isIsolated = false
    for (index, scalar) in scalars.enumerated() {
      if isIsolated, isBlank(scalar) || scalar == "$" {
        output.append(contentsOf: "</span>".unicodeScalars)
        isIsolated = false
      }
      if isolatesDollars, !isIsolated, isWordWithDollar(from: index) {
        output.append(contentsOf: "<span>".unicodeScalars)
        isIsolated = true
      }
      output.append(contentsOf: written(scalar, at: index, isMark: index == mark, next).unicodeScalars)
    }
    return String(output) + (isIsolated ? "</span>" : "")
  }

  /// The text of a heading that contains only text.
  var heading: String {
    let line = inline()
    return line.hasSuffix("#") ? line.dropLast() + "\\#" : line
  }

  // MARK: Dollar signs

  private func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }

  /// Whether a word with a dollar sign begins at an index; a second sign in it begins another word.
  private func isWordWithDollar(from index: Int) -> Bool {
    if scalars[index] == "$" { return true }
    guard !isBlank(scalars[index]), index == 0 || isBlank(scalars[index - 1]) else { return false }
    return scalars[index...].prefix { !isBlank($0) }.contains("$")
  }

  // MARK: Escapes

  private func written(
    _ scalar: Unicode.Scalar, at index: Int, isMark: Bool, _ next: (isThere: Bool, isLink: Bool)
  ) -> String {
    let after = index + 1 < scalars.count ? scalars[index + 1] : nil
    switch scalar {
    case "\\":
      if after == nil, next.isThere { return "&#92;" }
      // Jupyter treats `\\(` and `\begin{` as the beginnings of formulas.
      return "\\\\" + (after.map { "()[]be".unicodeScalars.contains($0) } ?? false ? "<span></span>" : "")
    case "`", "*", "[", "]", "~", "$": return "\\" + String(scalar)
    case "_": return isInsideWord(index) ? "_" : "\\_"
    case "<": return after.map { $0.isTagBeginning } ?? next.isThere ? "\\<" : "<"
    case "&": return after.map { $0 == "#" || $0.properties.isAlphabetic } ?? next.isThere ? "&amp;" : "&"
    case "|" where isInTable: return "\\|"
    case "!" where after == nil && next.isLink: return "\\!"
    case "\n", "\r": return " "
    case " ", "\t": return index == 0 && beginsLine ? "&#32;" : String(scalar)
    default: return (isMark ? "\\" : "") + String(scalar)
    }
  }

  private func isInsideWord(_ index: Int) -> Bool {
    func isWord(_ scalar: Unicode.Scalar) -> Bool {
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
    return index > 0 && index + 1 < scalars.count && isWord(scalars[index - 1]) && isWord(scalars[index + 1])
  }

  /// The index of the character that would make the line a heading, a list, a quote, a table or a rule.
  private var markedScalar: Int? {
    guard let first = scalars.first else { return nil }
    let after = scalars.dropFirst().first
    let isBeforeBlank = after.map(isBlank) ?? true
    switch first {
    case "#", ">", "=": return 0
    case "-": return isBeforeBlank || after == "-" || after == "|" ? 0 : nil
    case "+": return isBeforeBlank ? 0 : nil
    case ":": return isBeforeBlank || after == "-" ? 0 : nil
    case "|": return isInTable ? nil : 0
    case "0"..."9":
      let digits = scalars.prefix { ("0"..."9").contains($0) }.count
      guard digits < 10, digits < scalars.count, ".)".unicodeScalars.contains(scalars[digits]) else {
        return nil
      }
      return digits + 1 == scalars.count || isBlank(scalars[digits + 1]) ? digits : nil
    default: return nil
    }
  }
}

extension Unicode.Scalar {
  /// Whether `<` followed by this character could begin a tag, a comment or an address.
  fileprivate var isTagBeginning: Bool {
    ("a"..."z").contains(self) || ("A"..."Z").contains(self) || "/!?".unicodeScalars.contains(self)
  }
}
