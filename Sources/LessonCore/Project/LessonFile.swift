import Foundation
import LessonStorage

/// A lesson's file with its language and name.
package struct LessonFile: Codable, Hashable, Sendable {
  /// The file as diagnostics name it.
  package let path: String
  /// The tag of its language: the folder under the lessons' folder that holds the file, or else the project's language.
  package let language: String
  /// The path below the language's folder without `.md`.
  package let name: String
  /// The path below the lessons' folder.
  package let place: String
  /// The language of lessons that lie in no language's folder; `nil` if it is not known.
  package private(set) var projectLanguage: String? = nil
  /// The folder that symbolic links to the file must not leave; `nil` for a single file that the user named.
  package private(set) var project: ProjectFolder? = nil

  package init(path: String, language: String, name: String, project: ProjectFolder? = nil) {
    self.path = path
    self.language = language
    self.name = name
    place = "\(language)/\(name).md"
    self.project = project
  }

  // Processes that read the file's text need not know the project's path.
  private enum CodingKeys: CodingKey { case path, language, name, place, projectLanguage }

  /// The path by which records of translations name it, which does not depend on where the project lies.
  package var recordedPath: String { path.hasPrefix("/") ? place : path }

  /// The page's place in the output, without an extension.
  package var page: String { "\(language)/\(name)" }
}

extension LessonFile {
  /// A single file, which may be outside of a lessons' folder.
  package init(single path: String) {
    let url = URL(filePath: path)
    self.path = path
    language = url.deletingLastPathComponent().lastPathComponent
    name = url.deletingPathExtension().lastPathComponent
    place = "\(language)/\(name).md"
    project = nil
  }

  /// A file with these properties.
  package init(path: String, language: String, name: String) {
    self.path = path
    self.language = language
    self.name = name
    place = "\(language)/\(name).md"
  }

  /// - Parameters:
  ///   - parts: The file's path below the lessons' folder. If the first folder is the tag of a language, it is that of
  ///     the lesson.
  ///   - language: The language of a lesson that lies in no language's folder.
  package init(_ path: String, _ parts: [String], language: String, in project: ProjectFolder) {
    let isTagged = parts.count > 1 && Language.isKnown(parts[0])
    self.path = path
    self.language = isTagged ? parts[0] : language
    name = String(parts.dropFirst(isTagged ? 1 : 0).joined(separator: "/").dropLast(".md".count))
    place = parts.joined(separator: "/")
    projectLanguage = language
    self.project = project
  }

  /// Finds lessons below a folder.
  ///
  /// Symbolic links are followed only if they stay in the project: otherwise a lesson would show files from elsewhere.
  ///
  /// - Parameters:
  ///   - folder: The folder of all lessons, as the user named it.
  ///   - language: The language of lessons that lie in no language's folder.
  ///   - paths: Files and folders in it; empty for all.
  package static func find(
    in folder: String, language: String = "en", paths: [String] = []
  ) throws(UsageFailure) -> LessonSearch {
    var search = try LessonSearch(folder, language: language)
    if paths.isEmpty { search.lookAtAll() } else { for path in paths { try search.look(at: path) } }
    search.sort()
    return search
  }

  /// The maximum size of a file in bytes.
  package static let mostBytes = 2 << 20

  /// The first `most` bytes of the file.
  package func read(atMost most: Int) throws(FileFailure) -> Data {
    if let project { return try project.read(path, atMost: most) }
    guard let bytes = BoundedFile.read(path, atMost: most, followingLinks: true) else {
      throw FileFailure(
        .read, path, errno, because: "it does not exist, is no regular file, or may not be read by this user")
    }
    return bytes
  }

  /// When the file was last changed; long ago if it is missing.
  fileprivate var changed: Date {
    var status = stat()
    guard stat(path, &status) == 0 else { return .distantPast }
    return Date(
      timeIntervalSince1970: Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9)
  }
}

extension [LessonFile] {
  /// The files, the last changed first.
  package var lastChangedFirst: [LessonFile] {
    map { (file: $0, changed: $0.changed) }.sorted { $0.changed > $1.changed }.map(\.file)
  }
}
