/// Sets code in HTML.
enum CodeRenderer {
  /// Code as a block of its own; it runs from left to right in every language.
  static func element(_ code: String, language: String?) -> Element {
    let language = language.map(normalised)
    let name = language.map { "language-\($0)" }
    return .tag("pre", ["class": "code", "dir": "ltr"])[.tag("code", ["class": name])[.text(code)]]
  }

  private static func normalised(_ language: String) -> String {
    language == "swift-dt" ? "swift" : language
  }
}
