import Foundation
import LessonCore
import LessonRendering
import LessonSite
import LessonStorage

/// A page of a shard that is the one that would be made here, as far as that can be said of a lesson by itself.
///
/// It does not hold the page's files, since a site has many pages.
struct HandedPage: Sendable {
  let build: PreviousBuild
  private let file: LessonFile
  private let attachments: [String: Attachment]
  /// What the page's record stores of the source of a translation.
  private let basis: TranslationBasis?
  private let shard: CacheFolder

  /// - Parameters:
  ///   - shard: The cache of the shard.
  ///   - inputs: What the page would be made of here.
  ///   - search: Finds the files beside lessons that are part of it.
  /// - Returns: `nil` unless everything is the same.
  init?(
    of file: LessonFile, in shard: CacheFolder, _ inputs: PageInputs, _ context: BuildContext,
    _ search: AttachmentSearch
  ) {
    let folder = PageFolder(context.output, file)
    guard let page = shard.shardPages[file], page.build.inputs == inputs,
      page.build.entry.name == file.name,
      page.build.data == context.dataHashes(Array(page.build.data.keys)),
      let attachments = search.attachments(as: page.build.attachments ?? [:]),
      let (_, record) = page.content(in: folder), Self.agrees(record, page.build, folder)
    else { return nil }
    build = page.build
    basis = record.basis
    (self.file, self.shard, self.attachments) = (file, shard, attachments)
  }

  /// Whether the record that is there would leave the same results of another class of machines on the page.
  private static func agrees(_ record: PageRecord, _ build: PreviousBuild, _ folder: PageFolder) -> Bool {
    guard let known = folder.recordHead, known.bridges(to: build.results) else {
      return record.machine == build.inputs.conditions.machine
    }
    return record.machine == known.machine && record.transcript == folder.record?.transcript
  }

  /// Whether the page is that of a place.
  ///
  /// - Parameter basis: What its record would store of the source of a translation.
  func isFor(_ place: PagePlace, _ basis: TranslationBasis?) -> Bool {
    build.place == place.digest && self.basis == basis
  }

  /// What other pages say of the lesson before its page is written.
  ///
  /// - Parameter folder: The folder of the page, whose record may know an earlier source of a translation.
  func entry(before folder: PageFolder) -> LessonEntry { build.entry.with(basis: folder.recordHead?.basis) }

  /// Writes the page.
  ///
  /// - Returns: The build of the page on this machine, and what was left of an earlier page.
  /// - Throws: The `Diagnostic` of a page that cannot be written.
  func write(to output: RootedFolder, _ search: AttachmentSearch) throws -> (PreviousBuild, [Diagnostic]) {
    let folder = PageFolder(output, file)
    guard let page = shard.shardPages[file], page.build == build,
      let (pages, record) = page.content(in: folder)
    else {
      throw Diagnostic(path: file.path, at: nil, "the page that a shard has made of it is gone: merge again")
    }
    let written = try folder.write(pages, record, attachments, of: file.path)
    let known = search.known(attachments, as: build.attachments ?? [:], output)
    return (build.with(attachments: known), written.left(of: file))
  }
}

extension ShardPage {
  /// The files and the record; `nil` unless they are those that the build wrote, at paths that the page may use.
  fileprivate func content(in folder: PageFolder) -> (Pages, PageRecord)? {
    let prefix = folder.language + "/"
    guard files.mapValues(contentHash) == build.files, files.keys.allSatisfy({ $0.hasPrefix(prefix) }) else {
      return nil
    }
    var own = Dictionary(
      uniqueKeysWithValues: files.map { (String($0.key.dropFirst(prefix.count)), $0.value) })
    guard let bytes = own.removeValue(forKey: folder.recordPath),
      let record: PageRecord = try? StableJSON.decode(bytes), (try? record.bytes) == bytes
    else { return nil }
    let pages = Pages(files: own)
    return folder.areOwn(pages) && record.files == pages.hashes ? (pages, record) : nil
  }
}
