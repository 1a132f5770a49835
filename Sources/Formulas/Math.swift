/// What a formula says, free of how TeX spells it and MathML shows it.
package indirect enum Math: Sendable, Hashable {
  /// A variable, or a name of several letters.
  case identifier(String, isUpright: Bool)
  case number(String)
  case symbol(Symbol)
  /// A delimiter of a fixed size, in ems.
  case sized(Symbol, Double)
  /// The name of a function; that of a limit takes its bounds below itself.
  case function(String, takesLimits: Bool)
  /// Words of a language.
  case text(String)
  /// A gap, in ems; it may be negative.
  case space(Double)
  case row([Math])
  case fraction(Math, over: Math, Fraction)
  case root(Math, degree: Math?)
  case scripts(Math, lower: Math?, upper: Math?, Placement)
  case accent(Math, Accent)
  /// Something of the size of scripts above or below a part.
  case stacked(Math, lower: Math?, upper: Math?)
  /// A row between delimiters as high as itself; an empty delimiter is none.
  case fenced(String, [Math], String)
  case table(Table)
  /// A part in a frame.
  case boxed(Math)
  /// A row in a colour of CSS.
  case colored(String, [Math])
  /// What takes the room of a part, but is not seen, or is seen and takes none.
  case phantom(Math, Phantom)
  /// A part behind one stroke or two.
  case struck(Math, Strike)
  /// An arrow as long as what stands above or below it.
  case arrow(String, lower: Math?, upper: Math?)
  /// The number of a formula of the page, by its label.
  case reference(String, isEnclosed: Bool)
  /// A row in the size of displayed formulas, or of running text.
  case styled(isDisplay: Bool, [Math])

  /// A character or two, and what it does between its neighbours.
  package struct Symbol: Sendable, Hashable {
    package let text: String
    package let role: Role
  }

  /// What a part does between its neighbours, which decides the gaps around it.
  package enum Role: Sendable, Hashable {
    case ordinary, largeOperator, integral, function, binary, relation, opening, closing, punctuation
    /// A part with delimiters of its own at both ends.
    case fence
  }

  /// How a fraction is set.
  package enum Fraction: Sendable, Hashable {
    case usual
    /// In the size of displayed formulas, wherever it stands.
    case display
    /// In the size of running text, wherever it stands.
    case text
    /// Without a line, as in binomial coefficients.
    case withoutLine
  }

  /// Where scripts stand.
  package enum Placement: Sendable, Hashable {
    /// Where the base wants them.
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

  /// What of a part takes room or is seen.
  package enum Phantom: Sendable, Hashable {
    /// Its room.
    case whole
    /// Its width.
    case horizontal
    /// Its height.
    case vertical
    /// It is seen, but has no height.
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
    /// What stands beside each row; empty when nothing does beside any.
    package var tags: [EquationTag?] = []
    /// The lines above each row, and those below the last; empty when there are none.
    package var lines: [Line] = []

    package init(rows: [[[Math]]], style: TableStyle, tags: [EquationTag?] = [], lines: [Line] = []) {
      self.rows = rows
      self.style = style
      self.tags = tags
      self.lines = lines
    }
  }

  /// The lines at one edge of cells.
  package enum Line: Sendable, Hashable {
    case none, single, double, dashed
  }

  /// A column of an array.
  package struct Column: Sendable, Hashable {
    package let alignment: Alignment
    /// At its left edge.
    package var line = Line.none
    /// At its right edge; only the last column has one.
    var lineAfter = Line.none
    /// Whether no gap stands at its left edge.
    var isTightBefore = false
    /// Whether no gap stands at its right edge.
    var isTightAfter = false
  }

  /// Where the cells of a column stand.
  package enum Alignment: Sendable, Hashable {
    case left, center, right
  }

  /// How the columns of a table are set.
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
