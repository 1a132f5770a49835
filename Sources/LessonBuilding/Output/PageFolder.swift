import Foundation
import LessonCore
import LessonRendering
import LessonStorage

/// The folder of a lesson's page and record.
struct PageFolder: Sendable {
  let output: RootedFolder
  let folder: RootedFolder
  let language: String
  let name: String

  init(_ output: RootedFolder, _ file: LessonFile) {
    self.init(output, language: file.language, name: file.name)
  }

  /// - Parameter name: The page's path below the language's folder, without an extension.
  init(_ output: RootedFolder, language: String, name: String) {
    self.language = language
    self.output = output
    folder = output.folder(language)
    self.name = name
  }

  var recordPath: String { "\(name)/\(OutputNames.record)" }

  /// The record, if there is one that can be read.
  var record: PageRecord? { PageRecord.read(recordPath, in: folder) }

  /// The record without the results of blocks.
  var recordHead: PageRecordHead? { PageRecordHead.read(recordPath, in: folder) }

  /// Whether all files of a page have paths that this page may use.
  func areOwn(_ pages: Pages) -> Bool { pages.files.keys.allSatisfy(isOwn) }

  /// Whether the page's record names a file.
  func names(_ path: String) -> Bool { FilesOfRecord.read(recordPath, in: folder)?.files[path] != nil }

  /// The formats of the files that a record names.
  func formats(of record: PageRecordHead) -> Set<PageFormat> {
    Set(PageFormat.all.filter { record.files[name + $0.suffix] != nil })
  }

  /// Whether a path is that of this page, its figures or its words. Other paths in a record are ignored.
  func isOwn(_ path: String) -> Bool {
    let isFigure =
      path.hasPrefix(name + "/") && path.hasSuffix(".svg") && !path.split(separator: "/").contains("..")
    return isFigure || isForSearch(path)
      || PageFormat.all.contains { path == name + $0.suffix }
  }

  private func isForSearch(_ path: String) -> Bool {
    OutputNames.searchFiles.contains { path == "\(name)/\($0)" }
  }

  /// The copies of files beside lessons that are missing or differ, and those that are no longer part of the page.
  ///
  /// - Returns: their paths, with the files that they should be copies of.
  func stale(_ attachments: [String: Attachment]) -> [(path: String, attachment: Attachment?)] {
    let differing = attachments.keys.filter { output.hash($0) != attachments[$0]?.hash }
    let dropped = (recordHead?.attachments ?? [:]).keys.filter { attachments[$0] == nil }
    return (differing + dropped).sorted().map { (output.shown($0), attachments[$0]) }
  }

  /// The paths of files of a page that are missing or differ; its words are named only if nothing else differs.
  func stale(_ pages: Pages) -> [String] {
    let stale = pages.files.filter { path, bytes in !folder.holds(bytes, path) }.keys.sorted()
    let shown = stale.filter { !isForSearch($0) }
    return (shown.isEmpty ? stale : shown).map(folder.shown)
  }
}
