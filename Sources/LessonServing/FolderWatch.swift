import Foundation
import LessonCore
import LessonStorage
import Synchronization

/// Reports when lessons, files beside them, data, settings, or Swift files of the project are written, moved or removed.
///
/// It uses Linux's inotify, which watches each folder separately; new folders are watched too. The folders of lessons and
/// of data may be removed and made again, so their parent folders are watched as well.
package final class FolderWatch: Sendable {
  /// A value after each change; changes are merged until the stream is read.
  package let changes: AsyncStream<Void>

  private let changed: AsyncStream<Void>.Continuation
  private let folder: String
  private let data: RootedFolder
  private let descriptor: Int32
  /// The watches of the folders that hold the settings and the other folders, and their names there.
  private let holders: Mutex<[Holder]>
  /// The watches of the folders of lessons and of data, in which every file matters, with their paths.
  private let contents = Mutex<[Int32: String]>([:])
  private let sinceTaken = Mutex(Changed())
  /// The watches of folders with Swift files.
  private let sources = Mutex<Set<Int32>>([])
  // Dispatch's objects may be used by any thread.
  nonisolated(unsafe) private let source: any DispatchSourceRead

  /// What has changed.
  private struct Changed {
    /// The paths of Markdown files that were written, moved or removed.
    var lessons: Set<String> = []
    var isAll = true
  }

  /// The folder of a file or folder that is watched, and its name there.
  private struct Holder {
    let watch: Int32
    let name: String
  }

  /// The maximum number of folders of data that are watched.
  private static let mostDataFolders = 1_000

  /// Starts watching.
  ///
  /// - Parameters:
  ///   - folder: The folder of the lessons.
  ///   - data: The folder of data, which need not exist.
  ///   - settings: The file with the settings, which need not exist.
  /// - Throws: `RunnerFailure` if the system cannot watch the folder of the lessons.
  package init(_ folder: String, data: String, settings: String) throws(RunnerFailure) {
    let descriptor = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
    guard descriptor >= 0 else { throw Self.failure(folder) }
    let (changes, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    self.folder = folder
    self.data = RootedFolder(data)
    self.descriptor = descriptor
    self.changes = changes
    changed = continuation
    holders = Mutex([folder, data, settings].map { Self.watchParent(of: $0, descriptor) })
    source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: .global())
    source.setCancelHandler { close(descriptor) }
    source.setEventHandler { [weak self] in
      guard let self, self.hasChanged() else { return }
      // Watches new folders; for known ones, the call changes nothing.
      try? self.watchFolders()
      continuation.yield()
    }
    try watchFolders()
    source.activate()
  }

  deinit { source.cancel() }

  /// Watches the parent of a folder or file. If it cannot be watched, one that is made again is not noticed.
  private static func watchParent(of folder: String, _ descriptor: Int32) -> Holder {
    let full = URL(filePath: RootedFolder.full(folder))
    let events = UInt32(IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO | IN_CREATE | IN_DELETE | IN_MASK_ADD)
    let watch = inotify_add_watch(descriptor, full.deletingLastPathComponent().path, events)
    return Holder(watch: watch, name: full.lastPathComponent)
  }

  /// Watches files, too, which may be removed and made again.
  package func watch(alsoFiles files: [String]) {
    let added = files.map { Self.watchParent(of: $0, descriptor) }
    holders.withLock { holders in
      for holder in added
      where !holders.contains(where: { $0.watch == holder.watch && $0.name == holder.name }) {
        holders.append(holder)
      }
    }
  }

  /// Watches folders with Swift files, too; their subfolders are not watched. Folders that are missing are left out.
  package func watch(alsoSourcesIn folders: [String]) {
    let events = UInt32(IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO | IN_CREATE | IN_DELETE | IN_MASK_ADD)
    let watches = folders.map { inotify_add_watch(descriptor, $0, events) }.filter { $0 >= 0 }
    sources.withLock { $0.formUnion(watches) }
  }

  /// The paths of lessons that were written, moved or removed since this was asked last; none if other files have changed
  /// too.
  package func takeChangedLessons() -> Set<String> {
    sinceTaken.withLock { changed in
      defer { changed = Changed() }
      return changed.isAll ? changed.lessons : []
    }
  }

  /// Reports a change, although no file has changed.
  package func report() { changed.yield() }

  private static func failure(_ folder: String) -> RunnerFailure {
    RunnerFailure("the folder '\(folder)' cannot be watched: \(String(cString: strerror(errno)))")
  }

  private func watchFolders() throws(RunnerFailure) {
    let events = UInt32(IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO | IN_CREATE | IN_DELETE | IN_MASK_ADD)
    let watch = inotify_add_watch(descriptor, folder, events)
    guard watch >= 0 else { throw Self.failure(folder) }
    let folders = ((try? LessonFile.find(in: folder))?.folders ?? []) + dataFolders
    // A folder that has disappeared meanwhile need not be watched.
    contents.withLock { contents in
      contents[watch] = folder
      for folder in folders {
        let watch = inotify_add_watch(descriptor, folder, events)
        if watch >= 0 { contents[watch] = folder }
      }
    }
  }

  /// The folder of data and those in it. Symbolic links are not followed.
  private var dataFolders: [String] {
    guard let opened = try? data.open("", O_RDONLY | O_DIRECTORY) else { return [] }
    var folders = [data.path]
    FolderWalk.visit(opened.descriptor) { entry in
      if entry.status?.isFolder ?? false { folders.append(data.shown(entry.path)) }
      return folders.count < Self.mostDataFolders
    }
    return folders
  }

  /// Reads all pending events.
  private func hasChanged() -> Bool {
    var found = false
    while true {
      let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 14) { buffer, count in
        count = max(0, read(descriptor, buffer.baseAddress, buffer.count))
      }
      guard !bytes.isEmpty else { return found }
      for event in Self.events(in: bytes) where concernsLessons(event) {
        found = true
        note(event)
      }
    }
  }

  private func note(_ event: Event) {
    let folder = contents.withLock { $0[event.watch] }
    sinceTaken.withLock { changed in
      if let folder, event.mask & UInt32(IN_ISDIR) == 0, event.name.hasSuffix(".md") {
        changed.lessons.insert("\(folder)/\(event.name)")
      } else {
        changed.isAll = false
      }
    }
  }

  private struct Event {
    let watch: Int32
    let mask: UInt32
    let name: String
  }

  private static func events(in bytes: [UInt8]) -> [Event] {
    var events: [Event] = []
    let headerSize = MemoryLayout<inotify_event>.size
    var offset = 0
    bytes.withUnsafeBytes { bytes in
      while offset + headerSize <= bytes.count {
        let event = bytes.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
        let name = bytes[(offset + headerSize)...].prefix(Int(event.len)).prefix { $0 != 0 }
        events.append(Event(watch: event.wd, mask: event.mask, name: String(decoding: name, as: UTF8.self)))
        offset += headerSize + Int(event.len)
      }
    }
    return events
  }

  /// Whether an event is about lessons, files beside them or data: editors write other files beside those that they
  /// edit.
  private func concernsLessons(_ event: Event) -> Bool {
    if event.mask & UInt32(IN_Q_OVERFLOW) != 0 { return true }
    // An event of a parent matters only if it is about the folder or file itself.
    let holders = holders.withLock { $0.filter { $0.watch == event.watch } }
    if holders.contains(where: { $0.name == event.name }) { return true }
    if sources.withLock({ $0.contains(event.watch) }) { return concernsSources(event) }
    guard holders.isEmpty || contents.withLock({ $0[event.watch] != nil }) else { return false }
    return event.mask & UInt32(IN_ISDIR) != 0 || event.name == LessonLibrary.recordsFile
      || !Self.isTemporary(event.name)
  }

  /// Whether a file's name is one that editors and downloads give to unfinished or old files.
  private static func isTemporary(_ name: String) -> Bool {
    name.hasPrefix(".") || name.hasPrefix("#") || name.allSatisfy(\.isNumber)
      || ["~", ".tmp", ".swp", ".swx", ".bak", ".part", ".crdownload"].contains(where: name.hasSuffix)
  }

  /// Whether an event is about what modules of the project are made of.
  private func concernsSources(_ event: Event) -> Bool {
    guard !event.name.hasPrefix("."), !event.name.hasSuffix("~") else { return false }
    return event.mask & UInt32(IN_ISDIR) != 0
      || Self.sourceEndings.contains(URL(filePath: event.name).pathExtension.lowercased())
  }

  private static let sourceEndings: Set = [
    "swift", "c", "cc", "cpp", "cxx", "h", "hh", "hpp", "inc", "json", "m", "modulemap", "plist", "s", "txt",
  ]
}
