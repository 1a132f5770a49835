import LessonMarkup

extension Markup {
  /// Adds code of a sentence. Browsers would end a line between a backslash and an opening bracket, as in `\(x)`.
  mutating func inlineCode(_ code: String) {
    var rest = code[...]
    while let brackets = rest.firstRange(of: /\\[(\[{]/) {
      self.code(String(rest[..<brackets.lowerBound]))
      open("span", ["class": "whole"])
      text(String(rest[brackets]))
      close("span")
      rest = rest[brackets.upperBound...]
    }
    self.code(String(rest))
  }
}
