import Foundation
import LessonCore
import LessonStorage
import LessonVerification

/// Finds the files below the lessons' folder that lessons link to.
struct AttachmentSearch: Sendable {
  private let library: LessonLibrary
  private let hashes: FileHashes
  /// The full path of the lessons' folder.
  private let root: String

  init(_ library: LessonLibrary, _ hashes: FileHashes) {
    self.library = library
    self.hashes = hashes
    root = RootedFolder.full(library.folder)
  }

  /// What a link to a file reaches.
  enum Target {
    /// A file that is copied with the page.
    case attachment(Attachment)
    /// Nothing is there.
    case missing
    /// A folder, or something outside of the lessons' folder. It is not copied.
    case elsewhere
    /// A file that cannot be copied, with the reason.
    case refused(String)
  }

  /// The files that are part of a lesson's page, by path in the output.
  ///
  /// - Parameter links: The links of the lesson.
  func attachments(of links: [LessonLinks.Link], in file: LessonFile) -> [String: Attachment] {
    var found: [String: Attachment] = [:]
    for address in Self.addresses(in: links) {
      if case .attachment(let attachment) = target(of: address, in: file) {
        found[attachment.path] = attachment
      }
    }
    return found
  }

  /// The states of all files that a lesson links to, also of those that are missing.
  func known(_ links: [LessonLinks.Link], in file: LessonFile, _ output: RootedFolder) -> [String:
    KnownAttachment]
  {
    var known: [String: KnownAttachment] = [:]
    for address in Self.addresses(in: links) {
      guard let (source, path) = places(of: address, in: file) else { continue }
      if case .attachment(let attachment) = target(of: address, in: file) {
        known[path] = state(of: attachment, in: output)
      } else {
        known[path] = KnownAttachment(source: source, sourceState: nil, copyState: nil, hash: nil)
      }
    }
    return known
  }

  /// Whether a file and its copy are as they were.
  func isCurrent(_ known: KnownAttachment, at path: String, in output: RootedFolder) -> Bool {
    guard let hash = known.hash else {
      return FileState(of: known.source, followingLinks: true) == nil || sourceHash(known.source) == nil
    }
    let isSame = FileState(of: known.source, followingLinks: true) == known.sourceState
    guard isSame || sourceHash(known.source) == hash else { return false }
    return FileState(of: output.shown(path), followingLinks: false) == known.copyState
      || hashes.hash(of: path, in: output) == hash
  }

  /// The files that a page was made with on another machine; `nil` if they are others here.
  func attachments(as known: [String: KnownAttachment]) -> [String: Attachment]? {
    var found: [String: Attachment] = [:]
    for (path, file) in known {
      guard Attachment.isPath(path), sourceHash(file.source) == file.hash else { return nil }
      guard let hash = file.hash else { continue }
      guard problem(withName: path) == nil else { return nil }
      found[path] = Attachment(path: path, source: file.source, hash: hash, in: library.project)
    }
    return found
  }

  /// The states on this machine of the files that a page was made with on another one.
  func known(
    _ attachments: [String: Attachment], as known: [String: KnownAttachment], _ output: RootedFolder
  ) -> [String: KnownAttachment] {
    known.merging(attachments.mapValues { state(of: $0, in: output) }) { $1 }
  }

  private func state(of attachment: Attachment, in output: RootedFolder) -> KnownAttachment {
    KnownAttachment(
      source: attachment.source, sourceState: FileState(of: attachment.source, followingLinks: true),
      copyState: FileState(of: output.shown(attachment.path), followingLinks: false), hash: attachment.hash)
  }

  private func sourceHash(_ source: String) -> String? {
    guard case .success(let hash) = usableHash(of: source) else { return nil }
    return hash
  }

  /// The maximum number of files that are part of a page.
  static let mostFiles = 2_000

  private static func addresses(in links: [LessonLinks.Link]) -> ArraySlice<RelativeAddress> {
    files(in: links).prefix(mostFiles)
  }

  /// Whether a lesson links to more files than a page may have.
  static func isExcessive(_ links: [LessonLinks.Link]) -> Bool { files(in: links).count > mostFiles }

  /// The addresses of files, each once.
  private static func files(in links: [LessonLinks.Link]) -> [RelativeAddress] {
    var seen: Set<String> = []
    return links.compactMap { RelativeAddress($0.address) }
      .filter { !$0.path.isEmpty && !$0.isOfLesson && seen.insert($0.path).inserted }
  }

  // MARK: One link

  /// What a link to a file reaches.
  func target(of address: RelativeAddress, in file: LessonFile) -> Target {
    guard let (source, path) = places(of: address, in: file) else { return .elsewhere }
    var status = stat()
    guard stat(source, &status) == 0 else { return .missing }
    guard !status.isFolder else { return .elsewhere }
    if let problem = problem(withName: path) { return .refused(problem) }
    return switch usableHash(of: source) {
    case .success(let hash):
      .attachment(Attachment(path: path, source: source, hash: hash, in: library.project))
    case .failure(let failure): .refused(failure.reason)
    }
  }

  /// Where a link leads among the lessons, as the user knows it, and in the output; `nil` if it leaves either.
  private func places(of address: RelativeAddress, in file: LessonFile) -> (source: String, path: String)? {
    let full = RootedFolder.full(file.path)
    guard full.hasPrefix(root + "/"), !address.path.contains("\0"),
      let below = address.place(from: String(full.dropFirst(root.count + 1))),
      let path = address.place(from: file.page), !below.isEmpty, !path.isEmpty
    else { return nil }
    return (library.folder + (library.folder.hasSuffix("/") ? "" : "/") + below, path)
  }

  private func problem(withName path: String) -> String? {
    let parts = path.split(separator: "/")
    if parts.contains(where: { $0.hasPrefix(".") }) { return "hidden files are not published: rename it" }
    if parts.last == OutputNames.record[...] {
      return "'\(OutputNames.record)' is the name of the records that builds keep in the output: rename it"
    }
    return library.owner(ofOutput: path).map {
      "its copy would lie where a file of \($0) belongs: rename it, or move it to another folder"
    }
  }

  /// The hash of a file that can be copied, or why it cannot.
  private func usableHash(of source: String) -> Result<String, FileFailure> {
    do throws(FileFailure) {
      let file = try library.project.open(source)
      guard let real = SymbolicLink.realPath(source), !isHidden(real) else {
        throw FileFailure(.read, source, EPERM, because: "it leads to a hidden file, which is not published")
      }
      let size = Int(file.status.st_size)
      guard size <= Attachment.mostBytes else {
        throw FileFailure(
          .read, source, EFBIG,
          because:
            "it has \(megabytes(size)) MB, and files beside lessons have at most \(megabytes(Attachment.mostBytes)) MB: "
            + "make it smaller, or publish it elsewhere and link to its address")
      }
      guard let hash = hashes.hash(of: file, at: real) else { throw FileFailure(.read, source, EIO) }
      return .success(hash)
    } catch {
      return .failure(error)
    }
  }

  /// Whether a part of a file's path in the project is hidden.
  private func isHidden(_ real: String) -> Bool {
    real.dropFirst(library.project.realPath.count).split(separator: "/").contains { $0.hasPrefix(".") }
  }

  private func megabytes(_ bytes: Int) -> Int { (bytes + 999_999) / 1_000_000 }
}
