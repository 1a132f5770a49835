import Foundation

/// The media types of images that browsers show.
enum ImageType {
  /// By the ending of a file's name, without its dot.
  static let byEnding = [
    "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif",
    "webp": "image/webp", "avif": "image/avif", "ico": "image/x-icon",
  ]

  /// The type of a file; `nil` if its name is not that of an image.
  static func of(_ path: String) -> String? { byEnding[URL(filePath: path).pathExtension.lowercased()] }

  /// An image as an address that holds it.
  static func address(of bytes: Data, type: String) -> String {
    "data:\(type);base64,\(bytes.base64EncodedString())"
  }
}
