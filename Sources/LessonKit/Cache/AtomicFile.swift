import Foundation
import Synchronization

/// Files that are replaced whole or not at all.
enum AtomicFile {
  /// Makes a file hold `bytes`; a file that holds them already is left alone.
  ///
  /// - Returns: whether the file changed.
  @discardableResult
  static func write(_ bytes: Data, to url: URL) throws(RunnerFailure) -> Bool {
    if (try? Data(contentsOf: url)) == bytes { return false }
    let folder = url.deletingLastPathComponent()
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw RunnerFailure("the folder '\(folder.relativePath)' cannot be made: \(reason(error))")
    }
    let temporary = folder.appending(path: temporaryName)
    TemporaryPaths.add(temporary.path)
    defer { TemporaryPaths.remove(temporary.path) }
    do {
      try bytes.write(to: temporary)
    } catch {
      try? FileManager.default.removeItem(at: temporary)
      throw RunnerFailure("'\(url.relativePath)' cannot be written: \(reason(error))")
    }
    guard rename(temporary.path, url.path) == 0 else {
      let why = String(cString: strerror(errno))
      try? FileManager.default.removeItem(at: temporary)
      throw RunnerFailure("'\(url.relativePath)' cannot be replaced: \(why)")
    }
    return true
  }

  // MARK: Temporary files

  private static let prefix = ".lessons-"
  private static let counter = Atomic(0)

  /// Tells whose it is, so that what a runner left behind that was killed can be told from what another is writing.
  private static var temporaryName: String {
    "\(prefix)\(getpid())-\(counter.add(1, ordering: .relaxed).newValue)"
  }

  /// Removes the temporary files in a folder whose runners are no longer there.
  static func removeAbandoned(below folder: String) {
    FolderWalk.visit(folder) { path, _ in
      let name = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[$0...].dropFirst() } ?? path[...]
      if name.hasPrefix(prefix), let process = pid_t(name.dropFirst(prefix.count).prefix { $0 != "-" }),
        process != getpid(), kill(process, 0) != 0, errno == ESRCH
      {
        unlink(path)
      }
      return true
    }
  }

  /// Why the system could not do something with a file, in its own words.
  static func reason(_ error: any Error) -> String {
    let error = error as NSError
    let underlying = error.userInfo[NSUnderlyingErrorKey] as? NSError
    return (underlying ?? error).localizedDescription
  }
}
