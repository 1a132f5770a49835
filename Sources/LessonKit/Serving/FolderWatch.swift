import Foundation
import Synchronization

/// Tells when lessons below a folder are written, moved or removed.
///
/// Linux's inotify does it, which watches folders one by one; those that appear are watched too.
public final class FolderWatch: Sendable {
  /// A value after each change; several changes that nobody has waited for are one.
  public let changes: AsyncStream<Void>

  private let folder: String
  private let descriptor: Int32
  // Dispatch's objects may be used by any thread.
  nonisolated(unsafe) private let source: any DispatchSourceRead

  /// Begins to watch.
  ///
  /// - Throws: `RunnerFailure` when the system does not watch the folder.
  public init(_ folder: String) throws(RunnerFailure) {
    let descriptor = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
    guard descriptor >= 0 else { throw Self.failure(folder) }
    let (changes, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    self.folder = folder
    self.descriptor = descriptor
    self.changes = changes
    source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: .global())
    source.setCancelHandler { close(descriptor) }
    source.setEventHandler { [weak self] in
      guard let self, self.hasChanged() else { return }
      // Folders that are new; those that are known stay as they are.
      try? self.watchFolders()
      continuation.yield()
    }
    try watchFolders()
    source.activate()
  }

  deinit { source.cancel() }

  private static func failure(_ folder: String) -> RunnerFailure {
    RunnerFailure("the folder '\(folder)' cannot be watched: \(String(cString: strerror(errno)))")
  }

  private func watchFolders() throws(RunnerFailure) {
    let events = UInt32(IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO | IN_CREATE | IN_DELETE)
    guard inotify_add_watch(descriptor, folder, events) >= 0 else { throw Self.failure(folder) }
    let paths = FileManager.default.enumerator(atPath: folder)
    while let path = paths?.nextObject() as? String {
      guard paths?.fileAttributes?[.type] as? FileAttributeType == .typeDirectory else { continue }
      // One that has gone meanwhile need not be watched.
      inotify_add_watch(descriptor, folder + "/" + path, events)
    }
  }

  /// Reads all events that have come.
  private func hasChanged() -> Bool {
    var found = false
    while true {
      let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 14) { buffer, count in
        count = max(0, read(descriptor, buffer.baseAddress, buffer.count))
      }
      guard !bytes.isEmpty else { return found }
      if Self.events(in: bytes).contains(where: Self.concernsLessons) { found = true }
    }
  }

  private static func events(in bytes: [UInt8]) -> [(mask: UInt32, name: String)] {
    var events: [(mask: UInt32, name: String)] = []
    let headerSize = MemoryLayout<inotify_event>.size
    var offset = 0
    bytes.withUnsafeBytes { bytes in
      while offset + headerSize <= bytes.count {
        let event = bytes.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
        let name = bytes[(offset + headerSize)...].prefix(Int(event.len)).prefix { $0 != 0 }
        events.append((event.mask, String(decoding: name, as: UTF8.self)))
        offset += headerSize + Int(event.len)
      }
    }
    return events
  }

  /// Editors write files of their own beside those that they edit.
  private static func concernsLessons(_ event: (mask: UInt32, name: String)) -> Bool {
    let isFolder = event.mask & UInt32(IN_ISDIR) != 0
    let isOverflow = event.mask & UInt32(IN_Q_OVERFLOW) != 0
    return isFolder || isOverflow || (event.name.hasSuffix(".md") && !event.name.hasPrefix("."))
      || event.name == LessonLibrary.recordsFile
  }
}
