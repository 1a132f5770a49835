import LessonCore

/// The backquotes or tildes that open or close a block of code.
struct Fence: Hashable {
  let character: Character
  let length: Int

  /// The fence at the beginning of a text, and the text after it.
  static func prefix(of text: Substring) -> (fence: Fence, rest: Substring)? {
    guard let character = text.first, character == "`" || character == "~" else { return nil }
    let rest = text.drop { $0 == character }
    let length = text.distance(from: text.startIndex, to: rest.startIndex)
    guard length >= 3 else { return nil }
    return (Fence(character: character, length: length), rest)
  }

  /// The closing fence on a line, ignoring quote markers and indentation.
  static func closing(_ line: String) -> Fence? {
    let content = line.drop { $0 == " " || $0 == "\t" || $0 == ">" }
    guard let (fence, rest) = prefix(of: content), rest.allSatisfy({ $0 == " " || $0 == "\t" }) else {
      return nil
    }
    return fence
  }
}
