/// In which units positions count the characters of a line.
package enum PositionEncoding: String, Sendable, CaseIterable {
  case utf8 = "utf-8"
  case utf16 = "utf-16"
  case utf32 = "utf-32"

  /// The first that the client names and this server knows. UTF-16 is what all clients know.
  package static func negotiated(_ offered: [String]?) -> Self {
    (offered ?? []).lazy.compactMap(Self.init).first ?? .utf16
  }

  /// The units of a character.
  @inline(__always)
  func units(of scalar: Unicode.Scalar) -> Int {
    switch self {
    case .utf8: UTF8.width(scalar)
    case .utf16: UTF16.width(scalar)
    case .utf32: 1
    }
  }
}
