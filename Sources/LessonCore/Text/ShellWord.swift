extension String {
  /// The text as one word of a command that users can copy into a shell.
  package var asShellWord: String {
    let isPlain =
      !isEmpty
      && unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || $0.properties.numericType != nil
          || "/._-+,:@%".unicodeScalars.contains($0)
          || $0.properties.generalCategory == .nonspacingMark
      }
    return isPlain ? self : "'" + replacing("'", with: "'\\''") + "'"
  }
}
