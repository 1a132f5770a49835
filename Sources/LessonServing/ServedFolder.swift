import Foundation
import LessonCore
import LessonRendering
import LessonStorage

/// Maps request paths to the files of a folder, without hidden files and files outside of it.
struct ServedFolder: Sendable {
  private let root: URL

  init(_ root: URL) { self.root = root }

  /// What is at a path.
  enum Place: Sendable, Hashable {
    case file(URL, type: String)
    /// A redirection to another path in the folder.
    case elsewhere(String)
    case nowhere
  }

  /// Resolves a path.
  ///
  /// - Parameter path: The path of a URL, percent-decoded, starting with `/`.
  func place(of path: String) -> Place {
    let parts = path.split(separator: "/").map(String.init)
    guard parts.allSatisfy({ !$0.hasPrefix(".") && !$0.contains("\0") }) else { return .nowhere }
    let url = parts.reduce(root) { $0.appending(path: $1) }
    // The targets of symbolic links must be in the folder.
    guard let real = Self.realPath(url), let base = Self.realPath(root),
      real == base || real.hasPrefix(base + "/")
    else { return parts.isEmpty ? firstLanguage : .nowhere }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: real, isDirectory: &isFolder) else { return .nowhere }
    guard isFolder.boolValue else {
      return .file(url, type: Self.type(of: url))
    }
    // The path is rebuilt, since a redirection to `//a` would name another server.
    let folder = parts.map { "/" + $0 }.joined() + "/"
    guard path.hasSuffix("/"), path == folder else { return .elsewhere(folder) }
    let index = place(of: path + "index.html")
    return index == .nowhere && parts.isEmpty ? firstLanguage : index
  }

  /// The first language's list, where a reader starts if the folder has no index page.
  private var firstLanguage: Place {
    let languages = (try? FileManager.default.contentsOfDirectory(atPath: root.path))?.sorted() ?? []
    let first = languages.first {
      FileManager.default.fileExists(atPath: root.appending(path: "\($0)/index.html").path)
    }
    return first.map { .elsewhere("/\($0)/") } ?? .nowhere
  }

  private static func realPath(_ url: URL) -> String? {
    guard let path = realpath(url.path, nil) else { return nil }
    defer { free(path) }
    return String(cString: path)
  }

  /// The media type of a file.
  private static func type(of url: URL) -> String {
    let ending = url.pathExtension.lowercased()
    let format = PageFormat.all.first { $0.suffix == "." + ending }
    return format?.mediaType ?? types[ending] ?? "application/octet-stream"
  }

  private static let types = [
    "avif": "image/avif", "bmp": "image/bmp", "css": "text/css; charset=utf-8",
    "csv": "text/csv; charset=utf-8", "gif": "image/gif", "gz": "application/gzip",
    "htm": "text/html; charset=utf-8",
    "ico": "image/vnd.microsoft.icon", "jpeg": "image/jpeg", "jpg": "image/jpeg",
    "js": "text/javascript; charset=utf-8", "json": "application/json", "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "ogg": "audio/ogg", "pdf": "application/pdf", "png": "image/png", "svg": "image/svg+xml",
    "swift": "text/plain; charset=utf-8", "tsv": "text/tab-separated-values; charset=utf-8",
    "txt": "text/plain; charset=utf-8", "wav": "audio/wav", "webm": "video/webm", "webp": "image/webp",
    "woff2": "font/woff2", "xml": "application/xml", "yaml": "text/plain; charset=utf-8",
    "yml": "text/plain; charset=utf-8", "zip": "application/zip",
  ]
}
