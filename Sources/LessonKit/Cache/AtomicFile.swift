import Foundation

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
    let temporary = folder.appending(path: ".\(url.lastPathComponent).\(UUID().uuidString.prefix(8))")
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

  private static func reason(_ error: any Error) -> String {
    let error = error as NSError
    let underlying = error.userInfo[NSUnderlyingErrorKey] as? NSError
    return (underlying ?? error).localizedDescription
  }
}
