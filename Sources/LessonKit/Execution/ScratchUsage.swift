import Foundation

/// What a lesson has put into its folder.
struct ScratchUsage {
  /// How much it may.
  static let mostFiles = 2_000
  static let mostBytes = 512 << 20

  private(set) var files = 0
  /// On the disk.
  private(set) var bytes = 0

  /// Counts what a process keeps: in its folder, and in files that are open but have no name any more.
  ///
  /// Counting ends where more is found than may be there.
  init(folder: String, process: pid_t) {
    FolderWalk.visit(folder) { _, status in
      add(status)
      return problem == nil
    }
    let descriptors = "/proc/\(process)/fd"
    for name in (try? FileManager.default.contentsOfDirectory(atPath: descriptors)) ?? [] {
      var status = stat()
      guard stat(descriptors + "/" + name, &status) == 0, status.isFile, status.st_nlink == 0 else {
        continue
      }
      add(status)
    }
  }

  /// What there is too much of, as the author is told.
  var problem: String? {
    if files > Self.mostFiles {
      return "the lesson made more than \(Self.mostFiles) files and folders"
    }
    return bytes > Self.mostBytes ? "the lesson's files take more than \(Self.mostBytes >> 20) MB" : nil
  }

  private mutating func add(_ status: stat) {
    files += 1
    bytes += Int(status.st_blocks) * 512
  }
}
