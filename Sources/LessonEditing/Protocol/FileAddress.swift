import Foundation
import LessonStorage

/// Addresses of files, as clients write them.
enum FileAddress {
  /// The absolute path of a file; `nil` for addresses of something else.
  static func path(_ uri: String) -> String? {
    guard let url = URL(string: uri), url.isFileURL else { return nil }
    let path = url.path(percentEncoded: false)
    guard path.hasPrefix("/"), !path.unicodeScalars.contains("\0") else { return nil }
    return path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
  }

  /// The address of a file.
  ///
  /// - Parameter path: An absolute path, or one relative to the current folder.
  static func uri(_ path: String) -> String {
    let full = RootedFolder.full(path)
    let encoded = full.utf8.map { byte in
      let isPlain =
        UnicodeScalar(byte).properties.isAlphabetic && byte < 0x80
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "/-_.~".utf8.contains(byte)
      return isPlain ? String(UnicodeScalar(byte)) : "%" + hex(byte)
    }
    return "file://" + encoded.joined()
  }

  /// An address of the web as a URI: other characters than ASCII's, and blanks, are encoded.
  static func encoded(_ address: String) -> String {
    address.utf8.map { byte in
      byte > 0x20 && byte < 0x7F ? String(UnicodeScalar(byte)) : "%" + hex(byte)
    }.joined()
  }

  private static func hex(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.count == 1 ? "0" + digits : digits
  }

  /// The path relative to the current folder; `nil` for files outside of it.
  static func inProject(_ path: String) -> String? {
    func below(_ path: String, _ folder: String) -> String? {
      path.hasPrefix(folder + "/") ? String(path.dropFirst(folder.count + 1)) : nil
    }
    let folder = RootedFolder.current
    if let relative = below(RootedFolder.full(path), folder) { return relative }
    guard let real = SymbolicLink.realPath(path), let realFolder = SymbolicLink.realPath(folder) else {
      return nil
    }
    return below(real, realFolder)
  }
}
