/// A Swift file generated from a lesson, with the origin of its lines.
package struct GeneratedSource: Codable, Hashable, Sendable {
  package let text: String
  /// The lesson's file as diagnostics name it.
  package let path: String
  /// The file that the `#sourceLocation` directives name.
  package let presumedPath: String
  package let map: PositionMap
  /// The language mode in which it is compiled.
  package let mode: LanguageMode

  package init(text: String, path: String, presumedPath: String, map: PositionMap, mode: LanguageMode) {
    self.text = text
    self.path = path
    self.presumedPath = presumedPath
    self.map = map
    self.mode = mode
  }

  /// A lesson's path without characters that compilers and debuggers write in several ways.
  package static func presumedPath(_ path: String) -> String {
    let parts = path.split(separator: "/").filter { $0 != "." }.map { part in
      String(part.map { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) ? $0 : "_" })
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }
}
