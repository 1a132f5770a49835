import Foundation
import LessonCore
import LessonStorage

/// Pages whose lessons no longer exist: folders with a record to which no lesson belongs.
struct DeletedPages {
  private let output: RootedFolder
  private let pages: [(language: String, name: String)]

  init(_ output: RootedFolder, _ library: LessonLibrary) {
    self.output = output
    let known = Set(library.files.map(\.page))
    pages = Self.records(in: output).compactMap { path in
      let parts = path.split(separator: "/").map(String.init)
      let page = parts.dropLast().joined(separator: "/")
      guard parts.count >= 3, !known.contains(page), !library.isUnknown(page),
        // A file of that name that is not a record was not written by a build.
        PageRecord.read(path, in: output) != nil
      else { return nil }
      return (parts[0], parts[1..<(parts.count - 1)].joined(separator: "/"))
    }
  }

  /// The paths of files that have the name of a record. Symbolic links are not followed.
  static func records(in output: RootedFolder) -> [String] {
    guard let folder = try? output.open("", O_RDONLY | O_DIRECTORY) else { return [] }
    var paths: [String] = []
    FolderWalk.visit(folder.descriptor) { entry in
      if entry.status?.isFile ?? false, entry.path.hasSuffix("/" + OutputNames.record) {
        paths.append(entry.path)
      }
      return true
    }
    return paths.sorted()
  }

  /// An error for each page.
  var problems: [Diagnostic] {
    pages.map { language, name in
      Diagnostic(
        path: output.shown("\(language)/\(name)"), at: nil,
        "the lesson of this page is no longer there: run 'lessons build', which removes the page")
    }
  }

  /// Removes their files, folders that become empty, and unfinished files of killed builds.
  ///
  /// - Returns: A warning for each file that was changed by hand and is kept.
  func remove() throws -> [Diagnostic] {
    AtomicFile.removeAbandoned(below: output)
    var left: [String] = []
    var uses: AttachmentUses?
    for (language, name) in pages {
      left += try PageFolder(output, language: language, name: name).remove(&uses)
      output.removeEmptyFolder(language)
    }
    return left.map {
      Diagnostic(
        .warning, path: $0, at: nil,
        "the lesson of this page is no longer there, but the file was changed by hand since: it is left as it is"
      )
    }
  }
}
