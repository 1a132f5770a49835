import Foundation

/// That a page was made from these inputs and is whole, so that nothing has to be read again.
struct PageStamp: Codable, Hashable, Sendable {
  /// Names all that the page was made from.
  let inputs: String
  /// The hashes of the page's files by their path in the output.
  let files: [String: String]
  /// The lesson in the list of its language.
  let entry: LessonIndex.Entry
}

/// The stamps of the pages of one output folder.
struct StampCache: Sendable {
  private let folder: URL
  private let output: URL

  /// - Parameters:
  ///   - folder: Where the stamps lie; made when the first is written.
  ///   - output: The folder of the pages.
  init(folder: URL, output: URL) {
    self.folder = folder.appending(path: "stamps")
    self.output = output
  }

  /// The stamp of a page that is as it was written; `nil` when anything differs.
  func stamp(of page: String, inputs: String) -> PageStamp? {
    guard let stamp: PageStamp = CheckedFile.read(url(page)), stamp.inputs == inputs else { return nil }
    for (path, hash) in stamp.files {
      guard let bytes = try? Data(contentsOf: output.appending(path: path)), contentHash(bytes) == hash else {
        return nil
      }
    }
    return stamp
  }

  /// Keeps the stamp of a page.
  func store(_ stamp: PageStamp, of page: String) throws { try CheckedFile.write(stamp, to: url(page)) }

  private func url(_ page: String) -> URL {
    folder.appending(path: contentHash(of: [output.standardizedFileURL.path, page]) + ".json")
  }
}
