/// What a formula says, free of how TeX spells it and MathML shows it.
indirect enum Math: Sendable, Hashable {
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
  /// A row in the size of displayed formulas, or of running text.
  case styled(isDisplay: Bool, [Math])

  /// A character or two, and what it does between its neighbours.
  struct Symbol: Sendable, Hashable {
    let text: String
    let role: Role
  }

  /// What a part does between its neighbours, which decides the gaps around it.
  enum Role: Sendable, Hashable {
    case ordinary, largeOperator, integral, function, binary, relation, opening, closing, punctuation
    /// A part with delimiters of its own at both ends.
    case fence
  }

  /// How a fraction is set.
  enum Fraction: Sendable, Hashable {
    case usual
    /// In the size of displayed formulas, wherever it stands.
    case display
    /// In the size of running text, wherever it stands.
    case text
    /// Without a line, as in binomial coefficients.
    case withoutLine
  }

  /// Where scripts stand.
  enum Placement: Sendable, Hashable {
    /// Where the base wants them.
    case usual
    /// Below and above the base.
    case limits
    /// Beside the base.
    case beside
  }

  /// A mark over or under a part.
  enum Accent: Sendable, Hashable {
    case over(String)
    /// As wide as the part.
    case wideOver(String)
    case wideUnder(String)
    case overline, underline
  }

  /// Rows of cells.
  struct Table: Sendable, Hashable {
    let rows: [[[Math]]]
    let style: TableStyle
  }

  /// How the columns of a table are set.
  enum TableStyle: Sendable, Hashable {
    case matrix
    case cases
    /// Pairs of columns that meet at a sign, in the size of displayed formulas.
    case aligned
    /// One centred column, in the size of displayed formulas.
    case gathered
    case columns([MarkdownNode.Alignment])
  }
}
