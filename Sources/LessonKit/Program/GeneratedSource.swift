/// A Swift file written from a lesson, and where its lines come from.
struct GeneratedSource: Codable, Hashable, Sendable {
  let text: String
  /// The lesson's file as diagnostics name it.
  let path: String
  /// The file that the `#sourceLocation` directives name.
  let presumedPath: String
  let map: PositionMap
  /// The rules by which it is compiled.
  let mode: LanguageMode

  /// A lesson's path without what compilers and debuggers write in more than one way.
  static func presumedPath(_ path: String) -> String {
    let parts = path.split(separator: "/").filter { $0 != "." }.map { part in
      String(part.map { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) ? $0 : "_" })
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }
}
