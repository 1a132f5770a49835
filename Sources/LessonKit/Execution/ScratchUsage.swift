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
    add(folder)
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

  private mutating func add(_ folder: String) {
    guard problem == nil, let entries = opendir(folder) else { return }
    defer { closedir(entries) }
    while problem == nil, let entry = readdir(entries) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard name != ".", name != ".." else { continue }
      var status = stat()
      guard lstat(folder + "/" + name, &status) == 0 else { continue }
      add(status)
      if status.st_mode & S_IFMT == S_IFDIR { add(folder + "/" + name) }
    }
  }

  private mutating func add(_ status: stat) {
    files += 1
    bytes += Int(status.st_blocks) * 512
  }
}

extension stat {
  fileprivate var isFile: Bool { st_mode & S_IFMT == S_IFREG }
}
