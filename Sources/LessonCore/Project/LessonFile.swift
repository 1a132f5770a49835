import Foundation
import LessonStorage

/// A lesson's file and where it belongs.
package struct LessonFile: Codable, Hashable, Sendable {
  /// The file as diagnostics name it.
  package let path: String
  /// The folder under the lessons' folder that holds the file.
  package let language: String
  /// The path below the language's folder without `.md`.
  package let name: String
  /// The folder that links to the file must not leave; `nil` for a file that the user named by itself.
  package private(set) var project: ProjectFolder? = nil

  package init(path: String, language: String, name: String, project: ProjectFolder? = nil) {
    self.path = path
    self.language = language
    self.name = name
    self.project = project
  }

  // Readers of the file's text need not know where the project lies.
  private enum CodingKeys: CodingKey { case path, language, name }

  /// The page's place in the output, without an extension.
  package var page: String { "\(language)/\(name)" }
}

extension LessonFile {
  /// A file by itself, wherever it lies.
  package init(single path: String) {
    let url = URL(filePath: path)
    self.path = path
    language = url.deletingLastPathComponent().lastPathComponent
    name = url.deletingPathExtension().lastPathComponent
    project = nil
  }

  /// A file of these names.
  package init(path: String, language: String, name: String) {
    self.path = path
    self.language = language
    self.name = name
  }

  /// - Parameter parts: The file's path below the lessons' folder.
  package init(_ path: String, _ parts: [String], in project: ProjectFolder) {
    self.path = path
    language = parts[0]
    name = String(parts.dropFirst().joined(separator: "/").dropLast(".md".count))
    self.project = project
  }

  /// Finds lessons below a folder, by the names that they have there.
  ///
  /// Links are followed as long as they stay in the project. Others are not: a lesson would show what is elsewhere.
  ///
  /// - Parameters:
  ///   - folder: The folder of all lessons, as the user named it.
  ///   - paths: Files and folders in it; none means all.
  package static func find(in folder: String, paths: [String] = []) throws(UsageFailure) -> LessonSearch {
    var search = try LessonSearch(folder)
    if paths.isEmpty { search.lookAtAll() } else { for path in paths { try search.look(at: path) } }
    search.sort()
    return search
  }

  /// Bytes of the largest file that is read.
  package static let mostBytes = 2 << 20

  /// At most so many bytes of the file.
  package func read(atMost most: Int) throws(FileFailure) -> Data {
    if let project { return try project.read(path, atMost: most) }
    guard let bytes = BoundedFile.read(path, atMost: most, followingLinks: true) else {
      throw FileFailure(
        .read, path, errno, because: "it is not there, no regular file, or not to be read by this user")
    }
    return bytes
  }

  /// When the file was changed; long ago when there is none.
  fileprivate var changed: Date {
    var status = stat()
    guard stat(path, &status) == 0 else { return .distantPast }
    return Date(
      timeIntervalSince1970: Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9)
  }
}

extension [LessonFile] {
  /// The lesson first whose file was changed last.
  package var lastChangedFirst: [LessonFile] {
    map { (file: $0, changed: $0.changed) }.sorted { $0.changed > $1.changed }.map(\.file)
  }
}
