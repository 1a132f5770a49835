import Foundation

/// A lesson's file and where it belongs.
public struct LessonFile: Codable, Hashable, Sendable {
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

  /// What was found below the lessons' folder.
  public struct Found: Sendable {
    /// The lessons, in the order of their paths.
    public fileprivate(set) var files: [LessonFile] = []
    /// An error for each Markdown file that lies in no language's folder, and for each link that is not followed.
    public fileprivate(set) var strays: [Diagnostic] = []
    /// The links that are not followed, by their paths below the lessons' folder without `.md`.
    fileprivate(set) var links: [String] = []
  }

  /// Finds lessons below a folder.
  ///
  /// The folder itself may be a link. Links in it that lead out of it are not followed: a lesson would show what is
  /// elsewhere.
  ///
  /// - Parameters:
  ///   - folder: The folder of all lessons, as the user named it.
  ///   - paths: Files and folders in it; none means all.
  public static func find(in folder: String, paths: [String] = []) throws(UsageFailure) -> Found {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) else {
      throw UsageFailure("there is no lessons folder '\(folder)' (--lessons names another)")
    }
    guard isFolder.boolValue else {
      throw UsageFailure("'\(folder)' is not a folder: --lessons names a folder")
    }
    var result = Found()
    var found: [String] = []
    for path in paths.isEmpty ? [folder] : paths {
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
        throw UsageFailure("there is no '\(path)'")
      }
      if isFolder.boolValue {
        let (files, links) = look(below: path, root: folder)
        found += files
        for link in links { result.note(link: link, root: folder) }
      } else {
        guard path.hasSuffix(".md") else {
          throw UsageFailure("'\(path)' is not a lesson: lessons are Markdown files that end in '.md'")
        }
        found.append(path)
      }
    }
    var seen: Set<String> = []
    for path in found.sorted() {
      let parts = try parts(of: path, root: folder)
      guard seen.insert(parts.joined(separator: "/")).inserted else { continue }
      if parts.count == 1 {
        result.strays.append(stray(path, root: folder))
      } else {
        result.files.append(LessonFile(path, parts))
      }
    }
    return result
  }

  /// When the file was changed; long ago when there is none.
  fileprivate var changed: Date {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return attributes?[.modificationDate] as? Date ?? .distantPast
  }

  /// Markdown files below a folder, and links that lead out of the lessons' folder to lessons.
  private static func look(below folder: String, root: String) -> (files: [String], links: [String]) {
    let base = folder.withoutSlash
    var found: (files: [String], links: [String]) = ([], [])
    FolderWalk.visit(base) { path, status in
      let below = path.dropFirst(base.count + 1)
      guard !below.split(separator: "/").contains(where: { $0.hasPrefix(".") }) else { return true }
      if status.isLink, components(of: path, below: root) == nil {
        if path.hasSuffix(".md") || holdsLessons(path, root: root) { found.links.append(path) }
      } else if path.hasSuffix(".md") {
        // What explains the folder is not a lesson.
        let isAbout = path.hasSuffix("/README.md") && components(of: path, below: root) == ["README.md"]
        if !isAbout { found.files.append(path) }
      }
      return true
    }
    return found
  }

  /// Whether what a link leads to is in the place of a language's folder, or of a folder with lessons.
  private static func holdsLessons(_ link: String, root: String) -> Bool {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: link) else { return false }
    let isInRoot =
      URL(filePath: link).deletingLastPathComponent().resolvingSymlinksInPath().path
      == URL(filePath: root).standardizedFileURL.resolvingSymlinksInPath().path
    return isInRoot || names.contains { $0.hasSuffix(".md") }
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

extension LessonFile.Found {
  fileprivate mutating func note(link: String, root: String) {
    strays.append(
      Diagnostic(
        path: link, at: nil,
        "this link leads out of the lessons' folder or nowhere, and is not followed: put the files here, or name the folder that it "
          + "leads to by --lessons"))
    let below = link.dropFirst(root.withoutSlash.count + 1)
    links.append(String(below.hasSuffix(".md") ? below.dropLast(".md".count) : below))
  }
}

extension String {
  fileprivate var withoutSlash: String { hasSuffix("/") ? String(dropLast()) : self }
}

extension [LessonFile] {
  /// The lesson first whose file was changed last.
  public var lastChangedFirst: [LessonFile] {
    map { (file: $0, changed: $0.changed) }.sorted { $0.changed > $1.changed }.map(\.file)
  }
}
