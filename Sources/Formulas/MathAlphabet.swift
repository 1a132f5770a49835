/// A style of letters that has a meaning in formulas, with its letters in Unicode.
package enum MathAlphabet: Sendable, Hashable {
  case roman, italic, bold, boldItalic, script, fraktur, doubleStruck, sansSerif, monospace

  /// The letter or digit in this style; unchanged if Unicode has none.
  func styled(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    exceptions[scalar] ?? shifted(scalar) ?? scalar
  }

  /// Whether adjacent letters form a word instead of a product.
  var joinsLetters: Bool { self != .boldItalic && self != .script }

  private func shifted(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    let value = scalar.value
    for (range, first) in starts where range.contains(value) {
      return Unicode.Scalar(first + value - range.lowerBound)
    }
    return nil
  }

  private static let capitals: ClosedRange<UInt32> = 0x41...0x5A
  private static let smalls: ClosedRange<UInt32> = 0x61...0x7A
  private static let digits: ClosedRange<UInt32> = 0x30...0x39
  private static let greekCapitals: ClosedRange<UInt32> = 0x391...0x3A9
  private static let greekSmalls: ClosedRange<UInt32> = 0x3B1...0x3C9

  /// The first letters of this style in Unicode, by ranges of plain letters.
  private var starts: [(ClosedRange<UInt32>, UInt32)] {
    switch self {
    case .roman, .italic: []
    case .bold:
      [
        (Self.capitals, 0x1D400), (Self.smalls, 0x1D41A), (Self.digits, 0x1D7CE),
        (Self.greekCapitals, 0x1D6A8), (Self.greekSmalls, 0x1D6C2),
      ]
    case .boldItalic:
      [
        (Self.capitals, 0x1D468), (Self.smalls, 0x1D482), (Self.digits, 0x1D7CE),
        (Self.greekCapitals, 0x1D71C), (Self.greekSmalls, 0x1D736),
      ]
    case .script: [(Self.capitals, 0x1D49C), (Self.smalls, 0x1D4B6)]
    case .fraktur: [(Self.capitals, 0x1D504), (Self.smalls, 0x1D51E)]
    case .doubleStruck: [(Self.capitals, 0x1D538), (Self.smalls, 0x1D552), (Self.digits, 0x1D7D8)]
    case .sansSerif: [(Self.capitals, 0x1D5A0), (Self.smalls, 0x1D5BA), (Self.digits, 0x1D7E2)]
    case .monospace: [(Self.capitals, 0x1D670), (Self.smalls, 0x1D68A), (Self.digits, 0x1D7F6)]
    }
  }

  /// Letters that are older in Unicode than its alphabets, and signs that follow the Greek letters.
  private var exceptions: [Unicode.Scalar: Unicode.Scalar] {
    switch self {
    case .bold: Self.boldSigns
    case .boldItalic: Self.boldItalicSigns
    case .script: Self.scriptLetters
    case .fraktur: Self.frakturLetters
    case .doubleStruck: Self.doubleStruckLetters
    case .roman, .italic, .sansSerif, .monospace: [:]
    }
  }

  private static let boldSigns: [Unicode.Scalar: Unicode.Scalar] = [
    "∇": "𝛁", "∂": "𝛛", "ϵ": "𝛜", "ϑ": "𝛝", "ϰ": "𝛞", "ϕ": "𝛟", "ϱ": "𝛠", "ϖ": "𝛡",
  ]
  private static let boldItalicSigns: [Unicode.Scalar: Unicode.Scalar] = [
    "∇": "𝜵", "∂": "𝝏", "ϵ": "𝝐", "ϑ": "𝝑", "ϰ": "𝝒", "ϕ": "𝝓", "ϱ": "𝝔", "ϖ": "𝝕",
  ]
  private static let scriptLetters: [Unicode.Scalar: Unicode.Scalar] = [
    "B": "ℬ", "E": "ℰ", "F": "ℱ", "H": "ℋ", "I": "ℐ", "L": "ℒ", "M": "ℳ", "R": "ℛ", "e": "ℯ", "g": "ℊ",
    "o": "ℴ",
  ]
  private static let frakturLetters: [Unicode.Scalar: Unicode.Scalar] = [
    "C": "ℭ", "H": "ℌ", "I": "ℑ", "R": "ℜ", "Z": "ℨ",
  ]
  private static let doubleStruckLetters: [Unicode.Scalar: Unicode.Scalar] = [
    "C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ",
  ]
}
