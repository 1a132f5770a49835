/// The columns that characters take in terminals, by Unicode's East Asian widths and emoji.
///
/// Terminals differ for characters of several scalars; we do what most of them do according to Python's wcwidth. A
/// character takes at most two columns.
package enum TerminalColumns {
  /// The columns of a character as readers see it.
  package static func columns(of character: Character) -> Int {
    var scalars = character.unicodeScalars.makeIterator()
    guard let first = scalars.next() else { return 0 }
    guard var last = scalars.next() else { return columns(of: first) }
    var sum = columns(of: first)
    var before = first
    while true {
      if isEmojiSign(last, after: before) { return 2 }
      sum += last.properties.generalCategory == .spacingMark && sum > 0 ? 1 : columns(of: last)
      before = last
      guard let next = scalars.next() else { return min(sum, 2) }
      last = next
    }
  }

  /// Whether a scalar turns the preceding one into an emoji: the variation selector, or a skin tone.
  private static func isEmojiSign(_ scalar: Unicode.Scalar, after base: Unicode.Scalar) -> Bool {
    (scalar == "\u{FE0F}" && base.properties.isEmoji)
      || (scalar.properties.isEmojiModifier && base.properties.isEmojiModifierBase)
  }

  /// The columns of a single scalar: 0 for marks and invisible scalars, 2 for wide ones.
  package static func columns(of scalar: Unicode.Scalar) -> Int {
    if scalar.isASCII { return (0x20..<0x7F).contains(scalar.value) ? 1 : 0 }
    if isInvisible(scalar) { return 0 }
    return isWide(scalar) ? 2 : 1
  }

  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    // The soft hyphen, which terminals show, and the signs before Arabic, Syriac and Kaithi numbers.
    case 0xAD, 0x600...0x605, 0x6DD, 0x70F, 0x890...0x891, 0x8E2, 0x110BD, 0x110CD: return false
    // Hangul's vowels and final consonants, which combine with the preceding character, and its fillers.
    case 0x1160...0x11FF, 0xD7B0...0xD7FF, 0x3164, 0xFFA0: return true
    default: break
    }
    return switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .spacingMark, .format, .control, .lineSeparator,
      .paragraphSeparator:
      true
    default: false
    }
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value >= 0x1100 else { return false }
    if scalar.properties.isEmojiPresentation { return true }
    var candidates = wide.indices
    while !candidates.isEmpty {
      let middle = candidates.lowerBound + candidates.count / 2
      if wide[middle].contains(scalar.value) { return true }
      candidates =
        wide[middle].upperBound < scalar.value
        ? middle + 1..<candidates.upperBound : candidates.lowerBound..<middle
    }
    return false
  }

  /// The wide and fullwidth ranges of Unicode 17's `EastAsianWidth.txt` except for emoji, sorted.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2630...0x2637, 0x268A...0x268F, 0x2E80...0x2E99, 0x2E9B...0x2EF3,
    0x2F00...0x2FD5, 0x2FF0...0x303E, 0x3041...0x3096, 0x3099...0x30FF, 0x3105...0x312F, 0x3131...0x318E,
    0x3190...0x31E5, 0x31EF...0x321E, 0x3220...0x3247, 0x3250...0xA48C, 0xA490...0xA4C6, 0xA960...0xA97C,
    0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE52, 0xFE54...0xFE66, 0xFE68...0xFE6B,
    0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x16FE4, 0x16FF0...0x16FF6, 0x17000...0x18CD5,
    0x18CFF...0x18D1E,
    0x18D80...0x18DF2, 0x1AFF0...0x1AFF3, 0x1AFF5...0x1AFFB, 0x1AFFD...0x1AFFE, 0x1B000...0x1B122,
    0x1B132...0x1B132,
    0x1B150...0x1B152, 0x1B155...0x1B155, 0x1B164...0x1B167, 0x1B170...0x1B2FB, 0x1D300...0x1D356,
    0x1D360...0x1D376,
    0x1F200...0x1F202, 0x1F210...0x1F23B, 0x1F240...0x1F248, 0x1F250...0x1F251, 0x1F260...0x1F265,
    0x20000...0x2FFFD,
    0x30000...0x3FFFD,
  ]
}
