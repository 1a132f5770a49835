import SwiftIDEUtils
import SwiftParser
import SwiftSyntax

/// Syntax highlighting of Swift code: the kind of each word, as swift-syntax classifies it.
package struct SyntaxHighlighting: Hashable, Sendable {
  /// A run of code.
  package struct Run: Hashable, Sendable {
    /// The class name in style sheets, one letter because a page contains many; `nil` for plain code.
    package let kind: String?
    /// In UTF-8 bytes.
    package var length: Int
  }

  /// The runs in order, without gaps.
  package private(set) var runs: [Run] = []

  /// Longer code is not highlighted, because parsing it would take longer than an author waits.
  private static let longest = 32_768

  /// Highlights code, including code that is wrong or cut off.
  package init(_ code: String) {
    guard code.utf8.count <= Self.longest else {
      self = .none(of: code)
      return
    }
    let bytes = Array(code.utf8)
    for part in Parser.parse(source: code).classifications {
      let range = part.range.lowerBound.utf8Offset..<part.range.upperBound.utf8Offset
      append(Run(kind: Self.kind(part.kind, first: bytes[range].first), length: range.count))
    }
  }

  /// Code without any highlighting.
  package static func none(of code: String) -> SyntaxHighlighting {
    var plain = SyntaxHighlighting()
    plain.append(Run(kind: nil, length: code.utf8.count))
    return plain
  }

  private init() {}

  private mutating func append(_ run: Run) {
    if let last = runs.last, last.kind == run.kind {
      runs[runs.count - 1].length += run.length
    } else if run.length > 0 {
      runs.append(run)
    }
  }

  private static func kind(_ kind: SyntaxClassification, first: UInt8?) -> String? {
    switch kind {
    case .keyword, .ifConfigDirective: "k"
    case .attribute: "a"
    case .type: "t"
    // Calls of initializers are classified as identifiers.
    case .identifier: first.map { (0x41...0x5A).contains($0) } == true ? "t" : nil
    case .stringLiteral, .regexLiteral: "s"
    case .integerLiteral, .floatLiteral: "n"
    case .lineComment, .blockComment, .docLineComment, .docBlockComment: "c"
    case .argumentLabel, .dollarIdentifier, .editorPlaceholder, .operator, .none: nil
    @unknown default: nil
    }
  }
}

/// Encoded as `k3 -1 t5`, because a cache contains many.
extension SyntaxHighlighting: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    runs = try container.decode(String.self).split(separator: " ").map { word in
      guard let first = word.first, let length = Int(word.dropFirst()), length > 0 else {
        throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(word)' is no run of code")
      }
      return Run(kind: first == "-" ? nil : String(first), length: length)
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(runs.map { "\($0.kind ?? "-")\($0.length)" }.joined(separator: " "))
  }
}
