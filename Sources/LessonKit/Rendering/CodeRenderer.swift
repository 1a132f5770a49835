/// Sets code in HTML; Swift with the kinds of its words marked.
enum CodeRenderer {
  /// Code as a block of its own; it runs from left to right in every language.
  static func element(_ code: String, language: String?) -> Element {
    let language = language == "swift-dt" ? "swift" : language
    let content = language == "swift" ? swift(code) : [.text(code)]
    return .tag("pre", ["class": "code", "dir": "ltr"])[
      .tag("code", ["class": language.map { "language-\($0)" }])[content]]
  }

  private static func swift(_ code: String) -> [Element] {
    let bytes = Array(code.utf8)
    return SwiftMarks(bytes).parts.map { part in
      let text = Element.text(String(decoding: bytes[part.range], as: UTF8.self))
      return part.kind.className.map { .tag("span", ["class": $0])[text] } ?? text
    }
  }
}

extension SwiftMarks.Kind {
  /// One letter, because a page holds many.
  fileprivate var className: String? {
    switch self {
    case .plain: nil
    case .keyword: "k"
    case .type: "t"
    case .string: "s"
    case .number: "n"
    case .comment: "c"
    case .attribute: "a"
    }
  }
}
