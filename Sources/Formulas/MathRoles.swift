extension Math {
  /// Parts as one formula; a single part is returned unchanged.
  package static func joined(_ parts: [Math]) -> Math { parts.count == 1 ? parts[0] : .row(parts) }

  /// The parts of a row; otherwise the formula itself.
  package var parts: [Math] {
    if case .row(let parts) = self { parts } else { [self] }
  }

  /// The single part inside braces; other formulas are unchanged.
  package var withoutBraces: Math { parts.count == 1 ? parts[0] : self }

  /// The role between its neighbours; `nil` for gaps, which have none.
  package var role: Role? {
    switch self {
    case .symbol(let symbol), .sized(let symbol, _): symbol.role
    case .function: .function
    case .scripts(let base, _, _, _), .stacked(let base, _, _): base.role ?? .ordinary
    case .fenced: .fence
    case .space: nil
    case .arrow: .relation
    case .colored(_, let parts) where parts.count == 1: parts[0].role
    case .phantom(let part, _), .struck(let part, _): part.role
    case .identifier, .number, .text, .row, .fraction, .root, .accent, .table, .styled, .boxed, .colored,
      .reference:
      .ordinary
    }
  }

  /// The same formula without gaps around it.
  var asOrdinary: Math {
    switch self {
    case .symbol(let symbol) where [.binary, .relation, .punctuation].contains(symbol.role):
      .symbol(Symbol(text: symbol.text, role: .ordinary))
    case .scripts(let base, let lower, let upper, let placement):
      .scripts(base.asOrdinary, lower: lower, upper: upper, placement)
    case .stacked(let base, let lower, let upper): .stacked(base.asOrdinary, lower: lower, upper: upper)
    default: self
    }
  }

  /// Whether scripts are placed below and above the formula.
  var takesLimits: Bool {
    switch self {
    case .symbol(let symbol): symbol.role == .largeOperator
    case .function(_, let takesLimits): takesLimits
    case .accent(_, .wideOver("⏞")), .accent(_, .wideUnder("⏟")), .accent(_, .wideOver("⎴")),
      .accent(_, .wideUnder("⎵")):
      true
    case .row(let parts): parts.count == 1 && parts[0].takesLimits
    default: false
    }
  }
}

// MARK: - Text

extension Math {
  /// The formula as a line of text: `x_i^2`, `a/b`, `√(1 − d)`.
  package var plainText: String {
    switch self {
    case .identifier(let text, _), .number(let text), .text(let text): text
    case .symbol(let symbol) where symbol.role == .binary || symbol.role == .relation: " \(symbol.text) "
    case .symbol(let symbol) where symbol.role == .punctuation: symbol.text + " "
    case .symbol(let symbol), .sized(let symbol, _): symbol.text
    case .function(let name, _): name + " "
    case .space(let width): width > 0 ? " " : ""
    case .row(let parts), .styled(_, let parts): Self.plainText(parts)
    case .fraction(let above, let below, _): "\(above.enclosedText)/\(below.enclosedText)"
    case .root(let part, let degree): "\(degree?.plainText ?? "")√\(part.enclosedText)"
    case .scripts(let base, let lower, let upper, _), .stacked(let base, let lower, let upper):
      base.plainText + Self.script("_", lower) + Self.script("^", upper)
    case .accent(let part, _), .boxed(let part), .struck(let part, _), .phantom(let part, .smashed):
      part.plainText
    case .colored(_, let parts): Self.plainText(parts)
    case .phantom: " "
    case .arrow(let arrow, let lower, let upper):
      " " + arrow + Self.script("_", lower) + Self.script("^", upper) + " "
    case .reference(let label, let isEnclosed): isEnclosed ? "(\(label))" : label
    case .fenced(let open, let parts, let close): open + Self.plainText(parts) + close
    case .table(let table):
      table.rows.map { $0.map(Self.plainText).joined(separator: " ") }.joined(separator: "; ")
    }
  }

  private static func plainText(_ parts: [Math]) -> String {
    let text = parts.map(\.plainText).joined()
    return text.split(separator: " ").joined(separator: " ")
  }

  /// The text, in parentheses if the formula is more than one symbol.
  private var enclosedText: String {
    let text = plainText
    return text.count == 1 ? text : "(\(text))"
  }

  private static func script(_ mark: String, _ script: Math?) -> String {
    guard let text = script?.plainText else { return "" }
    return mark + (text.count == 1 ? text : "(\(text))")
  }
}
