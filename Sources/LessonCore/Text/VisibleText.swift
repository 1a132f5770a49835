// What a lesson or a file's name says must not speak to a terminal: controls are shown as what they are.

extension String {
  /// The text with pictures in the place of controls, but for line ends and tabs.
  package var withVisibleControls: String { replacingControls { $0 != "\n" && $0 != "\t" } }

  /// The same on one line, for names.
  package var withVisibleControlsOnOneLine: String { replacingControls { _ in true } }

  /// The text with names in the place of characters that turn the direction of text; for code, which reads as it runs.
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
  /// Whether the character makes text after it read in another direction than its own, as in CVE-2021-42574.
  package var turnsDirection: Bool { (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value) }

  /// What shows a control character; `nil` for all others.
  ///
  /// Unicode has pictures for ASCII's, such as `␛`. Those that turn the direction of text, so that it reads otherwise
  /// than it is, have no picture.
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
