/// The meaning of a formula, independent of its TeX and its MathML.
package indirect enum Math: Sendable, Hashable {
  /// A variable, or a name of several letters.
  case identifier(String, isUpright: Bool)
  case number(String)
  case symbol(Symbol)
  /// A delimiter of a fixed size, in ems.
  case sized(Symbol, Double)
  /// The name of a function; `takesLimits` puts bounds below it, as for a limit.
  case function(String, takesLimits: Bool)
  /// Words of natural language.
  case text(String)
  /// A gap, in ems; it may be negative.
  case space(Double)
  case row([Math])
  case fraction(Math, over: Math, Fraction)
  case root(Math, degree: Math?)
  case scripts(Math, lower: Math?, upper: Math?, Placement)
  case accent(Math, Accent)
  /// A part in script size above or below another part.
  case stacked(Math, lower: Math?, upper: Math?)
  /// A row between delimiters of its own height; an empty string means no delimiter.
  case fenced(String, [Math], String)
  case table(Table)
  /// A part in a frame.
  case boxed(Math)
  /// A row in a CSS colour.
  case colored(String, [Math])
  /// A part that takes space without being visible, or is visible without taking space.
  case phantom(Math, Phantom)
  /// A part behind one or two strokes.
  case struck(Math, Strike)
  /// An arrow as long as the text above or below it.
  case arrow(String, lower: Math?, upper: Math?)
  /// The number of another formula on the page, by its label.
  case reference(String, isEnclosed: Bool)
  /// A row in the size of displayed formulas, or of running text.
  case styled(isDisplay: Bool, [Math])

  /// One or two characters, and their role between their neighbours.
  package struct Symbol: Sendable, Hashable {
    package let text: String
    package let role: Role
  }

  /// The role of a part between its neighbours, which decides the gaps around it.
  package enum Role: Sendable, Hashable {
    case ordinary, largeOperator, integral, function, binary, relation, opening, closing, punctuation
    /// A part with its own delimiters at both ends.
    case fence
  }

  /// How a fraction is set.
  package enum Fraction: Sendable, Hashable {
    case usual
    /// In the size of displayed formulas, in every context.
    case display
    /// In the size of running text, in every context.
    case text
    /// Without a line, as in binomial coefficients.
    case withoutLine
  }

  /// The position of scripts.
  package enum Placement: Sendable, Hashable {
    /// The usual position for the base.
    case usual
    /// Below and above the base.
    case limits
    /// Beside the base.
    case beside
  }

  /// A mark over or under a part.
  package enum Accent: Sendable, Hashable {
    case over(String)
    /// As wide as the part.
    case wideOver(String)
    case wideUnder(String)
    case overline, underline
  }

  /// The part of a phantom that takes space or is visible.
  package enum Phantom: Sendable, Hashable {
    /// Takes all of its space.
    case whole
    /// Takes only its width.
    case horizontal
    /// Takes only its height.
    case vertical
    /// Visible, but without height.
    case smashed
  }

  /// A stroke through a part.
  package enum Strike: Sendable, Hashable {
    case upwards, downwards, cross
  }

  /// Rows of cells.
  package struct Table: Sendable, Hashable {
    package let rows: [[[Math]]]
    package let style: TableStyle
    /// The number beside each row; empty if no row has one.
    package var tags: [EquationTag?] = []
    /// The lines above each row, and those below the last; empty if there are none.
    package var lines: [Line] = []

    package init(rows: [[[Math]]], style: TableStyle, tags: [EquationTag?] = [], lines: [Line] = []) {
      self.rows = rows
      self.style = style
      self.tags = tags
      self.lines = lines
    }
  }

  /// The lines at an edge of cells.
  package enum Line: Sendable, Hashable {
    case none, single, double, dashed
  }

  /// A column of an array.
  package struct Column: Sendable, Hashable {
    package let alignment: Alignment
    /// The line at its left edge.
    package var line = Line.none
    /// The line at its right edge; only the last column has one.
    var lineAfter = Line.none
    /// Whether there is no gap at its left edge.
    var isTightBefore = false
    /// Whether there is no gap at its right edge.
    var isTightAfter = false
  }

  /// The alignment of a column's cells.
  package enum Alignment: Sendable, Hashable {
    case left, center, right
  }

  /// The layout of a table's columns.
  package enum TableStyle: Sendable, Hashable {
    case matrix
    /// In the size of running text, or of scripts below a sum.
    case small
    case cases
    /// Cases in the size of displayed formulas.
    case displayedCases
    /// Pairs of columns that meet at a sign, in the size of displayed formulas.
    case aligned
    /// One centred column, in the size of displayed formulas.
    case gathered
    case columns([Column])
  }
}
