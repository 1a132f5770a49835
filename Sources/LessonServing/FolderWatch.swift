import Foundation
import LessonCore
import LessonStorage
import Synchronization

/// Reports when lessons below a folder, or Swift files of the project, are written, moved or removed.
///
/// It uses Linux's inotify, which watches each folder separately; new folders are watched too. The folder itself may be
/// removed and made again, so its parent folder is watched as well.
package final class FolderWatch: Sendable {
  /// A value after each change; changes are merged until the stream is read.
  package let changes: AsyncStream<Void>

  private let folder: String
  private let descriptor: Int32
  /// The watch of the parent folder, and the folder's name in it.
  private let holder: (watch: Int32, name: String)
  /// The watches of folders with Swift files.
  private let sources = Mutex<Set<Int32>>([])
  // Dispatch's objects may be used by any thread.
  nonisolated(unsafe) private let source: any DispatchSourceRead

  /// Starts watching.
  ///
  /// - Throws: `RunnerFailure` if the system cannot watch the folder.
  package init(_ folder: String) throws(RunnerFailure) {
    let descriptor = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
    guard descriptor >= 0 else { throw Self.failure(folder) }
    let (changes, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    self.folder = folder
    self.descriptor = descriptor
    self.changes = changes
    let full = URL(filePath: RootedFolder.full(folder))
    let events = UInt32(IN_MOVED_FROM | IN_MOVED_TO | IN_CREATE | IN_DELETE)
    // If the parent cannot be watched, a folder that is made again is not noticed.
    holder = (
      inotify_add_watch(descriptor, full.deletingLastPathComponent().path, events | UInt32(IN_MASK_ADD)),
      full.lastPathComponent
    )
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

  /// Watches folders with Swift files, too; their subfolders are not watched. Folders that are missing are left out.
  package func watch(alsoSourcesIn folders: [String]) {
    let events = UInt32(IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO | IN_CREATE | IN_DELETE | IN_MASK_ADD)
    let watches = folders.map { inotify_add_watch(descriptor, $0, events) }.filter { $0 >= 0 }
    sources.withLock { $0.formUnion(watches) }
  }

  private static func failure(_ folder: String) -> RunnerFailure {
    RunnerFailure("the folder '\(folder)' cannot be watched: \(String(cString: strerror(errno)))")
  }

  private func watchFolders() throws(RunnerFailure) {
    let events = UInt32(IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO | IN_CREATE | IN_DELETE | IN_MASK_ADD)
    guard inotify_add_watch(descriptor, folder, events) >= 0 else { throw Self.failure(folder) }
    for path in (try? LessonFile.find(in: folder))?.folders ?? [] {
      // A folder that has disappeared meanwhile need not be watched.
      inotify_add_watch(descriptor, path, events)
    }
  }

  /// Reads all pending events.
  private func hasChanged() -> Bool {
    var found = false
    while true {
      let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 14) { buffer, count in
        count = max(0, read(descriptor, buffer.baseAddress, buffer.count))
      }
      guard !bytes.isEmpty else { return found }
      if Self.events(in: bytes).contains(where: concernsLessons) { found = true }
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

  /// Whether an event is about lessons: editors write other files beside those that they edit.
  private func concernsLessons(_ event: Event) -> Bool {
    if event.mask & UInt32(IN_Q_OVERFLOW) != 0 { return true }
    if event.watch == holder.watch, event.name == holder.name { return true }
    if sources.withLock({ $0.contains(event.watch) }) { return concernsSources(event) }
    // An event of the parent matters only if the folder itself was removed, moved or made.
    if event.watch == holder.watch { return false }
    return event.mask & UInt32(IN_ISDIR) != 0 || (event.name.hasSuffix(".md") && !event.name.hasPrefix("."))
      || event.name == LessonLibrary.recordsFile
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
