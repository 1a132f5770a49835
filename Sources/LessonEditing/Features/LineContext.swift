import LessonCore

/// What stands before a place in its line, as far as completion and hover ask.
///
/// It looks at single lines only, so that it costs nothing in a large text.
struct LineContext {
  let text: EditedText
  let place: LSP.Position
  /// The line before the place.
  let before: String
  /// The line after the place.
  let after: String

  init(_ text: EditedText, at place: LSP.Position) {
    self.text = text
    let offset = text.offset(of: place)
    self.place = text.place(ofOffset: offset)
    let line = self.place.line
    let start = text.offset(of: LSP.Position(line: line, character: 0))
    before = String(decoding: text.bytes[start..<offset], as: UTF8.self)
    after = String(text.line(line).utf8.dropFirst(offset - start)) ?? ""
  }

  /// The range of some text at the end of what stands before the place.
  func range(ofLast word: some StringProtocol) -> LSP.Range {
    let end = text.offset(of: place)
    return LSP.Range(start: text.place(ofOffset: end - word.utf8.count), end: place)
  }

  /// The last word before the place, of such characters.
  func word(of isPart: (Character) -> Bool) -> Substring {
    let end = before.endIndex
    let start = before.lastIndex { !isPart($0) }.map(before.index(after:)) ?? before.startIndex
    return before[start..<end]
  }

  // MARK: Options of blocks

  /// The words of a fence, or of the comment above one; `nil` if the place is not behind its first word.
  var optionWords: [Substring]? {
    let content = before.drop { " \t>-*+0123456789.)".contains($0) }
    for opening in ["<!-- lessons:", "<!--lessons:"] where content.hasPrefix(opening) {
      return content.contains("-->") ? nil : words(content.dropFirst(opening.count))
    }
    guard let mark = content.first, mark == "`" || mark == "~" else { return nil }
    let info = content.drop { $0 == mark }
    guard content.count - info.count >= 3, info.hasPrefix("swift-dt") else { return nil }
    let rest = info.dropFirst("swift-dt".count)
    guard let first = rest.first, first == " " || first == "\t" else { return nil }
    return words(rest)
  }

  private func words(_ text: Substring) -> [Substring]? {
    // A blank inside of quotes belongs to a caption.
    guard text.count(where: { $0 == "\"" }) % 2 == 0 else { return nil }
    return text.split(omittingEmptySubsequences: true) { $0 == " " || $0 == "\t" }
  }

  // MARK: Links and citations

  /// The address that is being written behind `](`.
  var linkAddress: Substring? {
    guard let opening = before.ranges(of: "](").last else { return nil }
    let address = before[opening.upperBound...]
    return address.contains { $0 == ")" || $0 == " " || $0 == "\"" } ? nil : address
  }

  /// The key that is being written behind `@`, with the sign.
  var citation: Substring? {
    let word = word { $0.isLetter || $0.isNumber || "_:.+-/".contains($0) }
    guard word.startIndex > before.startIndex else { return nil }
    let sign = before.index(before: word.startIndex)
    guard before[sign] == "@" else { return nil }
    let isFree = sign == before.startIndex || " \t[;(-".contains(before[before.index(before: sign)])
    return isFree ? before[sign...] : nil
  }

  /// The word around the place, and its range.
  func wordAround(_ isPart: (Character) -> Bool) -> (word: String, range: LSP.Range) {
    let left = word(of: isPart), right = after.prefix(while: isPart)
    let offset = text.offset(of: place)
    let range = LSP.Range(
      start: text.place(ofOffset: offset - left.utf8.count),
      end: text.place(ofOffset: offset + right.utf8.count))
    return (String(left) + right, range)
  }
}
