import SwiftIDEUtils
import SwiftParser
import SwiftSyntax
import Synchronization

/// Sets code in HTML; Swift with the kinds of its words marked.
enum CodeRenderer {
  /// Code as a block of its own; it runs from left to right in every language.
  static func element(_ code: String, language: String?) -> Element {
    let language = language == "swift-dt" ? "swift" : language
    let content = language == "swift" ? swift(code) : [.text(code)]
    return .tag("pre", ["class": "code", "dir": "ltr"])[
      .tag("code", ["class": language.map { "language-\($0)" }])[content]]
  }

  // MARK: Swift

  /// Longer code stays unmarked, because parsing it would take longer than an author waits.
  private static let longestMarked = 32_768

  /// Translations have the same code, and parsing is most of the work of rendering a page.
  private static let marked = Mutex<[String: [Element]]>([:])

  private static func swift(_ code: String) -> [Element] {
    guard code.utf8.count <= longestMarked else { return [.text(code)] }
    if let known = marked.withLock({ $0[code] }) { return known }
    let elements = marks(code)
    marked.withLock { known in
      if known.count >= 256 { known = [:] }
      known[code] = elements
    }
    return elements
  }

  private static func marks(_ code: String) -> [Element] {
    let bytes = Array(code.utf8)
    var elements: [Element] = []
    for part in Parser.parse(source: code).classifications {
      let range = part.range.lowerBound.utf8Offset..<part.range.upperBound.utf8Offset
      let text = Element.text(String(decoding: bytes[range], as: UTF8.self))
      let name = className(part.kind, first: bytes[range].first)
      elements.append(name.map { .tag("span", ["class": $0])[text] } ?? text)
    }
    return elements
  }

  private static func className(_ kind: SyntaxClassification, first: UInt8?) -> String? {
    switch kind {
    case .keyword, .ifConfigDirective: "k"
    case .attribute: "a"
    case .type: "t"
    // Types are called like functions where they are made.
    case .identifier: first.map { (0x41...0x5A).contains($0) } == true ? "t" : nil
    case .stringLiteral, .regexLiteral: "s"
    case .integerLiteral, .floatLiteral: "n"
    case .lineComment, .blockComment, .docLineComment, .docBlockComment: "c"
    case .argumentLabel, .dollarIdentifier, .editorPlaceholder, .operator, .none: nil
    @unknown default: nil
    }
  }
}
