// Text of a lesson or a file name must not control a terminal, so control characters are replaced by visible ones.

extension String {
  /// The text with control characters replaced by pictures, except for line ends and tabs.
  package var withVisibleControls: String { replacingControls { $0 != "\n" && $0 != "\t" } }

  /// The text with all control characters replaced, including line ends and tabs; for names.
  package var withVisibleControlsOnOneLine: String { replacingControls { _ in true } }

  /// The text with characters that change its direction replaced by their names; for code, which must read as it runs.
  package var withVisibleDirections: String {
    guard unicodeScalars.contains(where: \.turnsDirection) else { return self }
    return unicodeScalars.map { $0.turnsDirection ? $0.picture ?? "" : String($0) }.joined()
  }

  private func replacingControls(where isWanted: (Unicode.Scalar) -> Bool) -> String {
    guard unicodeScalars.contains(where: { $0.picture != nil && isWanted($0) }) else { return self }
    return unicodeScalars.map { scalar in
      isWanted(scalar) ? scalar.picture ?? String(scalar) : String(scalar)
    }.joined()
  }
}

extension Unicode.Scalar {
  /// Whether the character changes the direction of the text after it, as in CVE-2021-42574.
  package var turnsDirection: Bool { (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value) }

  /// The visible form of a control character; `nil` for other characters.
  ///
  /// Unicode has pictures for ASCII's controls, such as `␛`. Characters that change the text's direction have no
  /// picture.
  package var picture: String? {
    switch value {
    case 0..<0x20: String(Unicode.Scalar(0x2400 + value) ?? "\u{FFFD}")
    case 0x7F: "\u{2421}"
    case 0x80..<0xA0, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069:
      "<U+" + String(repeating: "0", count: value < 0x100 ? 2 : 0)
        + String(value, radix: 16, uppercase: true) + ">"
    default: nil
    }
  }
}
