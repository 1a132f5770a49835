import Foundation

/// A lesson's file and where it belongs.
public struct LessonFile: Hashable, Sendable {
  /// The file as diagnostics name it.
  public let path: String
  /// The folder under the lessons' folder that holds the file.
  public let language: String
  /// The path below the language's folder without `.md`.
  public let name: String

  /// The page's place in the output, without an extension.
  var page: String { "\(language)/\(name)" }
}

/// What the user asked for that cannot be done.
public struct UsageFailure: Error, CustomStringConvertible, Sendable {
  /// What was found and what was expected.
  public let description: String

  /// A failure told to the user as it stands.
  public init(_ description: String) { self.description = description }
}

extension LessonFile {
  /// A file by itself, wherever it lies.
  public init(single path: String) {
    let url = URL(filePath: path)
    self.path = path
    language = url.deletingLastPathComponent().lastPathComponent
    name = url.deletingPathExtension().lastPathComponent
  }

  /// Finds lessons below a folder, in the order of their paths.
  ///
  /// - Parameters:
  ///   - folder: The folder of all lessons, as the user named it.
  ///   - paths: Files and folders in it; none means all.
  /// - Returns: The lessons, and an error for each Markdown file that lies in no language's folder.
  public static func find(
    in folder: String, paths: [String] = []
  ) throws(UsageFailure) -> (files: [LessonFile], strays: [Diagnostic]) {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) else {
      throw UsageFailure("there is no lessons folder '\(folder)' (--lessons names another)")
    }
    guard isFolder.boolValue else {
      throw UsageFailure("'\(folder)' is not a folder: --lessons names a folder")
    }
    var found: [String] = []
    for path in paths.isEmpty ? [folder] : paths {
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
        throw UsageFailure("there is no '\(path)'")
      }
      if isFolder.boolValue {
        found += try files(below: path, root: folder)
      } else {
        guard path.hasSuffix(".md") else {
          throw UsageFailure("'\(path)' is not a lesson: lessons are Markdown files that end in '.md'")
        }
        found.append(path)
      }
    }
    var seen: Set<String> = []
    var files: [LessonFile] = []
    var strays: [Diagnostic] = []
    for path in found.sorted() {
      let parts = try parts(of: path, root: folder)
      guard seen.insert(parts.joined(separator: "/")).inserted else { continue }
      if parts.count == 1 {
        strays.append(stray(path, root: folder))
      } else {
        files.append(LessonFile(path, parts))
      }
    }
    return (files, strays)
  }

  /// When the file was changed; long ago when there is none.
  fileprivate var changed: Date {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return attributes?[.modificationDate] as? Date ?? .distantPast
  }

  private static func files(below folder: String, root: String) throws(UsageFailure) -> [String] {
    let base = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    guard let enumerator = FileManager.default.enumerator(atPath: base) else {
      throw UsageFailure("the folder '\(folder)' cannot be read")
    }
    var found: [String] = []
    for case let path as String in enumerator where path.hasSuffix(".md") {
      guard !path.split(separator: "/").contains(where: { $0.hasPrefix(".") }) else { continue }
      let file = base + "/" + path
      // What explains the folder is not a lesson.
      if path == "README.md", components(of: file, below: root) == ["README.md"] { continue }
      found.append(file)
    }
    return found
  }

  private init(_ path: String, _ parts: [String]) {
    self.path = path
    language = parts[0]
    name = String(parts.dropFirst().joined(separator: "/").dropLast(".md".count))
  }

  private static func parts(of path: String, root: String) throws(UsageFailure) -> [String] {
    guard let parts = components(of: path, below: root) else {
      throw UsageFailure("'\(path)' is not below the lessons folder '\(root)' (--lessons names another)")
    }
    return parts
  }

  private static func stray(_ path: String, root: String) -> Diagnostic {
    Diagnostic(
      path: path, at: nil,
      "this file lies in no language's folder: a lesson's path is '\(root)/LANGUAGE/NAME.md', such as "
        + "'\(root)/en/\(URL(filePath: path).lastPathComponent)'")
  }

  private static func components(of path: String, below root: String) -> [String]? {
    let all = URL(filePath: path).standardizedFileURL.resolvingSymlinksInPath().pathComponents
    let base = URL(filePath: root).standardizedFileURL.resolvingSymlinksInPath().pathComponents
    guard all.starts(with: base), all.count > base.count else { return nil }
    return Array(all.dropFirst(base.count))
  }
}

extension [LessonFile] {
  /// The lesson first whose file was changed last.
  public var lastChangedFirst: [LessonFile] {
    map { (file: $0, changed: $0.changed) }.sorted { $0.changed > $1.changed }.map(\.file)
  }
}
