/// The letters and digits of a part of the text, as far as its page surely shows the same.
///
/// Pages replace quotes, spaces, values, formulas and citations. So punctuation does not count, and the text is cut where
/// something stands that the page shows otherwise.
struct PageLetters {
  /// The text between such places. What stands before the first, between two, and behind the last of them can be
  /// anything: a run at an end may be empty.
  private(set) var runs = [""]

  init(of node: MarkdownNode) { add(node) }

  /// The letters and digits of a text.
  static func letters(of text: String) -> String {
    var letters = String.UnicodeScalarView()
    letters.append(contentsOf: text.unicodeScalars.filter(\.isLetterOrNumber))
    return String(letters)
  }

  private mutating func add(_ node: MarkdownNode) {
    switch node.kind {
    // `@key` can be a citation.
    case .text(let text) where text.contains("@"): cut()
    case .text(let text), .codeSpan(let text): runs[runs.count - 1] += Self.letters(of: text)
    case .code(let code): runs[runs.count - 1] += Self.letters(of: code.text)
    case .lessonExpression, .formula, .citation, .inlineHTML, .html, .image, .footnoteReference, .lessonBlock:
      cut()
    case .link where node.children.isEmpty: cut()
    case .alert: addTitled(node.children)
    case .figure: addFigure(node)
    default: for child in node.children { add(child) }
    }
  }

  private mutating func cut() { if runs.last != "" || runs.count == 1 { runs.append("") } }

  /// An alert has a title on its page.
  private mutating func addTitled(_ nodes: [MarkdownNode]) {
    cut()
    for node in nodes { add(node) }
  }

  /// A caption begins with the number of its figure.
  private mutating func addFigure(_ node: MarkdownNode) {
    for child in node.children.prefix(1) { add(child) }
    addTitled(Array(node.children.dropFirst()))
  }
}

extension Unicode.Scalar {
  fileprivate var isLetterOrNumber: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .letterNumber, .otherNumber:
      true
    default: false
    }
  }
}
