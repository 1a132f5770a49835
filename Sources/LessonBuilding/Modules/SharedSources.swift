import Foundation
import LessonCore
import LessonExecution
import LessonStorage

/// The Swift files that all lessons of a project share.
struct SharedSources: Sendable {
  let files: [SwiftFile]

  /// The maximum number of files.
  private static let mostFiles = 500
  /// The maximum size of all files in bytes.
  private static let mostBytes = 8 << 20

  /// Reads the files below the project's folder, through no symbolic links.
  ///
  /// - Parameter paths: Files, or folders of files.
  /// - Throws: A `Diagnostic` if a file cannot be read, or the limits are exceeded.
  init(_ paths: [String], in project: String) throws(Diagnostic) {
    let root = RootedFolder(project)
    var files: [SwiftFile] = []
    var bytes = 0
    var named: Set<String> = []
    for path in paths { named.formUnion(try Self.files(at: path, in: root)) }
    for path in named.sorted() {
      guard files.count < Self.mostFiles else {
        throw Self.problem("'sources' name more than \(Self.mostFiles) Swift files")
      }
      let file = try Self.read(path, in: root, atMost: Self.mostBytes - bytes)
      bytes += file.text.utf8.count
      files.append(file)
    }
    if files.isEmpty, !paths.isEmpty {
      throw Self.problem("there is no Swift file in \(paths.map { "'\($0)'" }.joined(separator: ", "))")
    }
    self.files = files
  }

  /// The digest of all paths and texts.
  var digest: String { contentHash(of: files.flatMap { [$0.name, $0.text] }) }

  /// The paths of the Swift files at a path.
  private static func files(at path: String, in root: RootedFolder) throws(Diagnostic) -> [String] {
    let path = try checked(path)
    if path.hasSuffix(".swift") { return [path] }
    let folder: OpenFile
    do throws(FileFailure) {
      folder = try root.open(path, O_RDONLY | O_DIRECTORY)
    } catch {
      throw problem(error.description)
    }
    var found: [String] = []
    FolderWalk.visit(folder.descriptor) { entry in
      let isHidden = entry.path.split(separator: "/").contains { $0.hasPrefix(".") }
      if let status = entry.status, !status.isFolder, !isHidden, entry.path.hasSuffix(".swift") {
        found.append(path.isEmpty ? entry.path : path + "/" + entry.path)
      }
      return found.count <= mostFiles
    }
    return found
  }

  /// The path without "." and a "/" at its end.
  private static func checked(_ path: String) throws(Diagnostic) -> String {
    let parts = path.split(separator: "/").filter { $0 != "." }
    guard !path.hasPrefix("/"), !parts.contains("..") else {
      throw problem("'sources' name '\(path)': expected a path below the project's folder, without '..'")
    }
    return parts.joined(separator: "/")
  }

  private static func read(_ path: String, in root: RootedFolder, atMost most: Int) throws(Diagnostic)
    -> SwiftFile
  {
    let bytes: Data?
    do throws(FileFailure) {
      bytes = try root.read(path, atMost: most)
    } catch {
      throw problem(
        error.code == EFBIG
          ? "the Swift files in 'sources' have more than \(mostBytes >> 20) MB" : error.description)
    }
    guard let bytes else { throw problem("there is no '\(root.shown(path))', which 'sources' name") }
    do throws(SourceText.InvalidUTF8) {
      return SwiftFile(
        name: path, path: root.shown(path), text: try SourceText(validating: Array(bytes)).text)
    } catch {
      throw Diagnostic(
        path: root.shown(path), at: error.position..<error.position, "these bytes are not UTF-8")
    }
  }

  private static func problem(_ message: String) -> Diagnostic {
    Diagnostic(path: ProjectSettings.fileName, at: nil, message)
  }
}
