/// Style sheets and scripts without what is only for those who write them, since every page contains all of it.
///
/// They are the theme's own: no text in quotes holds what is left out.
enum CompactText {
  /// A style sheet without comments, and the white space and semicolons that change nothing.
  static func styleSheet(_ text: String) -> String {
    let parts = text.split(separator: "/*", omittingEmptySubsequences: false)
    let rules = parts.dropFirst().compactMap { part in
      part.firstRange(of: "*/").map { part[$0.upperBound...] }
    }
    let kept = lines(of: ([parts[0]] + rules).joined()).joined(separator: "\n")
    let dense = [": ", "; ", ", ", " { ", " }", "{\n", "}\n", ";\n", ",\n"].reduce(kept) { text, mark in
      text.replacing(mark, with: mark.filter { !$0.isWhitespace })
    }
    return dense.replacing(";}", with: "}")
  }

  /// A script without lines of comments and indentation.
  static func script(_ text: String) -> String {
    lines(of: text).filter { !$0.hasPrefix("//") }.joined(separator: "\n")
  }

  private static func lines(of text: String) -> [Substring] {
    text.split(separator: "\n").map { $0.drop { $0 == " " } }.filter { !$0.isEmpty }
  }
}
