import LessonMarkup

/// Writes formulas in MathML Core, which browsers support natively.
///
/// Gaps are those of TeX: if the browsers' operator dictionary differs from TeX, they are written out.
package struct MathML {
  /// Whether the current row is a script; scripts have no gaps around operators.
  private var isScript = false

  /// The whole formula, with its TeX for copying.
  ///
  /// - Parameter id: The anchor of a displayed formula.
  package static func element(
    _ math: Math, tex: String, isDisplay: Bool, tag: EquationTag? = nil, id: String? = nil
  ) -> Element {
    let annotation = Element.tag("annotation", ["encoding": "application/x-tex"])[.text(tex)]
    let formula = Element.tag("math", ["display": isDisplay ? "block" : nil])[
      .tag("semantics")[.tag("mrow")[MathML().row(math.parts)], annotation]]
    guard isDisplay else { return formula }
    guard let tag else { return .tag("span", ["class": "formula", "id": id])[formula] }
    return .tag("span", ["class": "formula numbered", "id": id])[
      formula, .tag("span", ["class": "number"])[.text(tag.shown)]]
  }

  // MARK: Rows

  /// Adjacent parts, with the gaps between them.
  ///
  /// - Parameter previous: The role of the preceding part.
  private func row(_ parts: [Math], after previous: Math.Role? = nil) -> [Element] {
    var previous = previous
    var elements: [Element] = []
    for (index, part) in parts.enumerated() {
      guard let role = part.role else {
        elements.append(element(part))
        continue
      }
      let next = parts[(index + 1)...].lazy.compactMap(\.role).first
      if role == .function, previous?.endsPart == true { elements.append(Self.thinSpace) }
      let meant = role == .binary && !Self.isBinary(after: previous, before: next) ? .ordinary : role
      let element = element(meant == role ? part : part.asOrdinary)
      // Browsers would take an operator at the beginning of a row for a prefix.
      elements.append(
        meant == .binary && elements.isEmpty ? element.withAttribute("form", "infix") : element)
      if role == .function, let next, next.beginsPart {
        elements.append(Self.application)
        if next != .opening, next != .fence { elements.append(Self.thinSpace) }
      }
      previous = meant
    }
    return elements
  }

  /// Whether an operator such as `-` is between two parts, not a prefix.
  private static func isBinary(after previous: Math.Role?, before next: Math.Role?) -> Bool {
    switch (previous, next) {
    case (nil, _), (.binary, _), (.relation, _), (.opening, _), (.punctuation, _), (.largeOperator, _),
      (_, nil), (_, .relation), (_, .closing), (_, .punctuation):
      false
    default: true
    }
  }

  private static let thinSpace = space(1 / 6)
  /// The invisible operator "function application".
  private static let application = Element.tag("mo")["\u{2061}"]

  private static func space(_ width: Double) -> Element {
    .tag("mspace", ["width": ems(width)])
  }

  private static func ems(_ width: Double) -> String {
    "\((width * 1000).rounded() / 1000)em".replacing(".0em", with: "em")
  }

  /// Parts as a single element.
  private func group(_ parts: [Math]) -> Element {
    let elements = row(parts)
    return elements.count == 1 ? elements[0] : .tag("mrow")[elements]
  }

  private func script(_ math: Math) -> Element {
    var renderer = self
    renderer.isScript = true
    return renderer.element(math)
  }

  // MARK: Parts

  private func element(_ math: Math) -> Element {
    switch math {
    case .identifier(let name, let isUpright):
      let isSlanted = name.unicodeScalars.count == 1 && name.unicodeScalars.contains(where: Self.isSlanted)
      return .tag("mi", ["mathvariant": isSlanted && isUpright ? "normal" : nil])[.text(name)]
    case .number(let digits): return .tag("mn")[.text(digits)]
    case .symbol(let symbol): return self.symbol(symbol)
    case .sized(let symbol, let size): return sized(symbol, size)
    case .function(let name, let takesLimits):
      guard takesLimits else { return .tag("mi")[.text(name)] }
      return .tag("mo", ["movablelimits": "true", "lspace": "0", "rspace": "0"])[.text(name)]
    // MathML ignores blanks at the ends of elements.
    case .text(let words): return .tag("mtext")[.text(words.replacing(" ", with: "\u{A0}"))]
    case .space(let width): return Self.space(width)
    case .row(let parts):
      // A symbol alone in braces has no gaps around it.
      return parts.count == 1 ? element(parts[0].asOrdinary) : group(parts)
    case .fraction(let above, let below, let style): return fraction(above, below, style)
    case .root(let part, nil): return .tag("msqrt")[element(part)]
    case .root(let part, let degree?): return .tag("mroot")[element(part), script(degree)]
    case .scripts(let base, let lower, let upper, let placement):
      return scripts(base, lower, upper, placement)
    case .accent(let part, let accent): return self.accent(part, accent)
    case .stacked(let part, let lower, let upper):
      return scripted(element(part), lower, upper, "munder", "mover")
    case .fenced(let open, let parts, let close):
      return .tag("mrow")[[fence(open, "prefix")] + row(parts) + [fence(close, "postfix")]]
    case .table(let table): return self.table(table)
    case .boxed(let part): return .tag("mrow", ["style": "border:.06em solid;padding:.25em"])[element(part)]
    case .colored(let color, let parts): return .tag("mrow", ["mathcolor": color])[row(parts)]
    case .phantom(let part, let phantom): return self.phantom(element(part), phantom)
    case .struck(let part, let strike): return .tag("mrow", ["style": Self.style(of: strike)])[element(part)]
    case .arrow(let arrow, let lower, let upper): return self.arrow(arrow, lower, upper)
    case .reference(let label, _): return .tag("mtext")[.text(label)]
    case .styled(let isDisplay, let parts):
      return .tag("mstyle", ["displaystyle": "\(isDisplay)", "scriptlevel": "0"])[row(parts)]
    }
  }

  /// Whether browsers show a single letter in italics.
  private static func isSlanted(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "A"..."Z", "a"..."z", "Α"..."Ϡ", "∂", "∇", "ı", "ȷ": true
    default: false
    }
  }

  private func symbol(_ symbol: Math.Symbol) -> Element {
    let sign = Element.text(symbol.text)
    switch symbol.role {
    case .ordinary, .function, .fence:
      return Self.sign("0", isStretchy: Self.stretches(symbol.text))[sign]
    case .opening, .closing:
      let isBar = symbol.text == "|" || symbol.text == "‖"
      let form = !isBar ? nil : symbol.role == .opening ? "prefix" : "postfix"
      return .tag("mo", ["form": form, "stretchy": "false"])[sign]
    case .binary, .relation, .punctuation:
      let gap = isScript ? "0" : Self.gaps[symbol.text]
      return Self.sign(gap, isStretchy: Self.stretches(symbol.text))[sign]
    case .largeOperator, .integral: return .tag("mo")[sign]
    }
  }

  private static func sign(_ gap: String?, isStretchy: Bool) -> Element {
    .tag("mo", ["lspace": gap, "rspace": gap, "stretchy": isStretchy ? "false" : nil])
  }

  /// Whether browsers would stretch a sign to the height of its neighbours by default.
  private static func stretches(_ sign: String) -> Bool { "|‖↑↓↕⇑⇓⇕∣".contains(sign) }

  /// Gaps around signs for which browsers' defaults differ.
  private static let gaps = [":": "0.278em", "∣": "0.278em", "mod": "0.222em"]

  /// A delimiter of a fixed height; with size 0 it stretches to the height of its neighbours.
  private func sized(_ symbol: Math.Symbol, _ size: Double) -> Element {
    guard !symbol.text.isEmpty else { return .empty }
    let gap = symbol.role == .relation ? "0.278em" : "0"
    let height = size == 0 ? nil : Self.ems(size)
    return .tag(
      "mo",
      [
        "lspace": gap, "rspace": gap, "stretchy": "true", "symmetric": "true", "minsize": height,
        "maxsize": height,
      ])[.text(symbol.text)]
  }

  private func fence(_ delimiter: String, _ form: String) -> Element {
    delimiter.isEmpty
      ? .empty : .tag("mo", ["form": form, "fence": "true", "stretchy": "true"])[.text(delimiter)]
  }

  private func fraction(_ above: Math, _ below: Math, _ style: Math.Fraction) -> Element {
    let isBinomial = style == .withoutLine
    let fraction = Element.tag("mfrac", ["linethickness": isBinomial ? "0" : nil])[
      element(above), element(below)]
    switch style {
    case .usual: return fraction
    case .display: return .tag("mstyle", ["displaystyle": "true", "scriptlevel": "0"])[fraction]
    case .text: return .tag("mstyle", ["displaystyle": "false", "scriptlevel": "0"])[fraction]
    case .withoutLine: return .tag("mrow")[fence("(", "prefix"), fraction, fence(")", "postfix")]
    }
  }

  // MARK: Scripts

  private func scripts(
    _ base: Math, _ lower: Math?, _ upper: Math?, _ placement: Math.Placement
  ) -> Element {
    let areLimits = placement == .limits || (placement == .usual && base.takesLimits)
    guard areLimits else { return scripted(element(base), lower, upper, "msub", "msup") }
    let isFixed = placement == .limits
    let base = isFixed ? element(base).withAttribute("movablelimits", "false") : element(base)
    return scripted(base, lower, upper, "munder", "mover")
  }

  private func scripted(
    _ base: Element, _ lower: Math?, _ upper: Math?, _ lowerName: String, _ upperName: String
  ) -> Element {
    switch (lower, upper) {
    case (let lower?, let upper?):
      // Gives msubsup or munderover.
      .tag(lowerName + (lowerName == "msub" ? "sup" : "over"))[base, script(lower), script(upper)]
    case (let lower?, nil): .tag(lowerName)[base, script(lower)]
    case (nil, let upper?): .tag(upperName)[base, script(upper)]
    case (nil, nil): base
    }
  }

  private func accent(_ part: Math, _ accent: Math.Accent) -> Element {
    let base = element(part)
    switch accent {
    case .over(let mark):
      return .tag("mover", ["accent": "true"])[base, .tag("mo", ["stretchy": "false"])[.text(mark)]]
    case .wideOver(let mark):
      return .tag("mover", ["accent": "true"])[base, .tag("mo", ["stretchy": "true"])[.text(mark)]]
    case .wideUnder(let mark):
      return .tag("munder", ["accentunder": "true"])[base, .tag("mo", ["stretchy": "true"])[.text(mark)]]
    // Few fonts have stretchable lines.
    case .overline: return .tag("mrow", ["style": "border-top:.06em solid;padding-top:.12em"])[base]
    case .underline: return .tag("mrow", ["style": "border-bottom:.06em solid;padding-bottom:.12em"])[base]
    }
  }

  // MARK: Frames, strokes, room

  private func phantom(_ part: Element, _ phantom: Math.Phantom) -> Element {
    switch phantom {
    case .whole: .tag("mphantom")[part]
    case .horizontal: .tag("mpadded", ["height": "0", "depth": "0"])[.tag("mphantom")[part]]
    case .vertical: .tag("mpadded", ["width": "0"])[.tag("mphantom")[part]]
    case .smashed: .tag("mpadded", ["height": "0", "depth": "0"])[part]
    }
  }

  /// MathML Core has no strokes; these are backgrounds.
  private static func style(of strike: Math.Strike) -> String {
    func stroke(_ corner: String) -> String {
      "linear-gradient(to \(corner),transparent calc(50% - .04em),currentColor calc(50% - .03em),"
        + "currentColor calc(50% + .03em),transparent calc(50% + .04em))"
    }
    return switch strike {
    case .upwards: "background:" + stroke("bottom right")
    case .downwards: "background:" + stroke("bottom left")
    case .cross: "background:" + stroke("bottom right") + "," + stroke("bottom left")
    }
  }

  private func arrow(_ arrow: String, _ lower: Math?, _ upper: Math?) -> Element {
    // The arrow extends beyond its label at both ends.
    let room = { (math: Math) in Math.row([.space(0.5)] + math.parts + [.space(0.5)]) }
    let gap = isScript ? "0" : "0.278em"
    let sign = Element.tag("mo", ["lspace": gap, "rspace": gap, "stretchy": "true"])[.text(arrow)]
    return scripted(sign, lower.map(room), upper.map(room), "munder", "mover")
  }

  // MARK: Tables

  private func table(_ table: Math.Table) -> Element {
    let rows = table.rows.enumerated().map { index, cells in
      Element.tag("mtr")[
        cells.enumerated().map { self.cell($1, column: $0, row: index, of: table) }
          + tag(ofRow: index, after: cells.count, in: table)]
    }
    let isDisplay = [.aligned, .gathered, .displayedCases].contains(table.style)
    return .tag(
      "mtable",
      [
        "displaystyle": isDisplay ? "true" : nil,
        "style": table.style == .small ? "font-size:.85em" : nil,
      ])[rows]
  }

  private func cell(_ cell: [Math], column: Int, row index: Int, of table: Math.Table) -> Element {
    let role: Math.Role? = table.style == .aligned && column % 2 == 1 ? .ordinary : nil
    var style = Self.style(ofColumn: column, in: table.style)
    if let lines = Self.lines(aroundRow: index, of: table) { style = (style.map { $0 + ";" } ?? "") + lines }
    return .tag("mtd", ["style": style])[row(cell, after: role)]
  }

  /// The number of a row is in a column after all others.
  private func tag(ofRow index: Int, after cells: Int, in table: Math.Table) -> [Element] {
    guard index < table.tags.count, let tag = table.tags[index] else { return [] }
    let missing = (table.rows.map(\.count).max() ?? 0) - cells
    return Array(repeating: Element.tag("mtd"), count: max(0, missing)) + [
      .tag("mtd", ["style": "padding-left:2em;text-align:right"])[.tag("mtext")[.text(tag.shown)]]
    ]
  }

  private static func lines(aroundRow index: Int, of table: Math.Table) -> String? {
    guard !table.lines.isEmpty else { return nil }
    let isLast = index == table.rows.count - 1
    return [("top", table.lines[index]), ("bottom", isLast ? table.lines[index + 1] : .none)]
      .compactMap { border($0, $1) }.joined(separator: ";").nonEmpty
  }

  private static func border(_ side: String, _ line: Math.Line) -> String? {
    switch line {
    case .none: nil
    case .single: "border-\(side):.06em solid"
    case .double: "border-\(side):.2em double"
    case .dashed: "border-\(side):.06em dashed"
    }
  }

  /// MathML Core no longer has the attributes for this.
  private static func style(ofColumn column: Int, in style: Math.TableStyle) -> String? {
    switch style {
    case .matrix, .gathered: return nil
    case .small: return "padding:.1em .25em"
    case .cases, .displayedCases: return "text-align:left"
    case .aligned:
      let isFirst = column == 0 ? ";padding-left:0" : ";padding-left:2em"
      return column % 2 == 0 ? "text-align:right;padding-right:0" + isFirst : "text-align:left;padding-left:0"
    case .columns(let columns):
      guard column < columns.count else { return nil }
      return Self.style(of: columns[column])
    }
  }

  private static func style(of column: Math.Column) -> String? {
    let alignment: String? =
      switch column.alignment {
      case .left: "text-align:left"
      case .right: "text-align:right"
      case .center: nil
      }
    return [
      alignment, border("left", column.line), border("right", column.lineAfter),
      column.isTightBefore ? "padding-left:0" : nil, column.isTightAfter ? "padding-right:0" : nil,
    ].compactMap { $0 }.joined(separator: ";").nonEmpty
  }
}

extension String {
  fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}

extension Element {
  fileprivate func withAttribute(_ name: String, _ value: String) -> Element {
    guard case .element(let tag, let attributes, let children) = self else { return self }
    return .element(
      tag, attributes: attributes.filter { $0.name != name } + [Attribute(name, value)], children: children)
  }
}

extension Math.Role {
  /// Whether a part is complete here, so that a following function needs a gap.
  fileprivate var endsPart: Bool { self == .ordinary || self == .closing || self == .fence }

  /// Whether this role can begin the argument of a function.
  fileprivate var beginsPart: Bool {
    switch self {
    case .ordinary, .function, .largeOperator, .integral, .opening, .fence: true
    case .binary, .relation, .closing, .punctuation: false
    }
  }
}
