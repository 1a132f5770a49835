/// The font of formulas, in parts, so that a page contains only what it shows.
///
/// Without a mathematics font, browsers draw neither roots nor tall brackets, and many systems have none.
package enum FormulaFont {
  /// A font with some of the characters, as a rule of CSS.
  package struct Part: Sendable {
    package let characters: [ClosedRange<UInt32>]
    package let css: Substring

    package func has(_ character: Unicode.Scalar) -> Bool {
      characters.contains { $0.contains(character.value) }
    }
  }

  /// Everything that is stretched is in the first two parts, of which a page has one: the first has what most pages need.
  package static let parts = String(decoding: PackageResources.formulas_css, as: UTF8.self)
    .split(separator: "\n").compactMap(Part.init)

  /// The parts with these characters, as CSS; none if there are no characters.
  static func css(for characters: Set<Unicode.Scalar>) -> String? {
    guard !characters.isEmpty else { return nil }
    let needsAll = characters.contains { parts[1].has($0) && !parts[0].has($0) }
    let further = parts.dropFirst(2).filter { characters.contains(where: $0.has) }
    return ([parts[needsAll ? 1 : 0]] + further).map(\.css).joined(separator: "\n")
  }
}

extension FormulaFont.Part {
  /// - Parameter css: A rule with a `unicode-range` such as `U+41-5A,U+61`.
  fileprivate init?(_ css: Substring) {
    let descriptor = "unicode-range:"
    guard let start = css.firstRange(of: descriptor)?.upperBound else { return nil }
    self.css = css
    characters = css[start...].prefix { $0 != ";" }.split(separator: ",").compactMap { range in
      let ends = range.dropFirst(2).split(separator: "-").compactMap { UInt32($0, radix: 16) }
      guard let first = ends.first, let last = ends.last, first <= last else { return nil }
      return first...last
    }
  }
}
