import SwiftIDEUtils
import SwiftParser
import SwiftSyntax

/// The words of Swift code by their kind, for colours, as swift-syntax classifies them.
package struct SwiftMarks: Hashable, Sendable {
  /// A run of code.
  package struct Mark: Hashable, Sendable {
    /// The name in style sheets, one letter because a page holds many; `nil` for the plain.
    package let kind: String?
    /// In bytes of UTF-8.
    package var length: Int
  }

  /// The runs in order, without gaps.
  package private(set) var marks: [Mark] = []

  /// Longer code stays unmarked, because parsing it would take longer than an author waits.
  private static let longest = 32_768

  /// Marks code, also such as is wrong or cut off.
  package init(_ code: String) {
    guard code.utf8.count <= Self.longest else {
      self = .none(of: code)
      return
    }
    let bytes = Array(code.utf8)
    for part in Parser.parse(source: code).classifications {
      let range = part.range.lowerBound.utf8Offset..<part.range.upperBound.utf8Offset
      append(Mark(kind: Self.kind(part.kind, first: bytes[range].first), length: range.count))
    }
  }

  /// Code of which nothing is marked.
  package static func none(of code: String) -> SwiftMarks {
    var marks = SwiftMarks()
    marks.append(Mark(kind: nil, length: code.utf8.count))
    return marks
  }

  private init() {}

  private mutating func append(_ mark: Mark) {
    if let last = marks.last, last.kind == mark.kind {
      marks[marks.count - 1].length += mark.length
    } else if mark.length > 0 {
      marks.append(mark)
    }
  }

  private static func kind(_ kind: SyntaxClassification, first: UInt8?) -> String? {
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

/// Written as `k3 -1 t5`, because a cache holds many.
extension SwiftMarks: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    marks = try container.decode(String.self).split(separator: " ").map { word in
      guard let first = word.first, let length = Int(word.dropFirst()), length > 0 else {
        throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(word)' is no mark")
      }
      return Mark(kind: first == "-" ? nil : String(first), length: length)
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(marks.map { "\($0.kind ?? "-")\($0.length)" }.joined(separator: " "))
  }
}
