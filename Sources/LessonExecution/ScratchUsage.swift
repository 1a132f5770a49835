import Foundation
import LessonConfinement
import LessonStorage

/// The disk space that a lesson uses in its folder.
struct ScratchUsage {
  /// The limits of a lesson.
  struct Limits {
    var files = 2_000
    var bytes = 512 << 20
    /// The maximum size of a file in bytes, which the kernel enforces.
    var bytesOfFile = ProcessLimits.lesson(seconds: 0).fileSize

    static let lesson = Limits()
  }

  private(set) var files = 0
  /// The bytes on the disk.
  private(set) var bytes = 0
  private let limits: Limits
  private var excess: String?

  /// Counts what a process stores in its folder, and in deleted files that are still open or mapped.
  ///
  /// Counting stops once a limit is exceeded. Folders that cannot be counted, because they are too deep or closed to
  /// the runner, are not allowed either.
  init(folder: String, process: pid_t, limits: Limits = .lesson) {
    self.limits = limits
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    if descriptor >= 0 {
      let scratch = OpenFile(descriptor)
      FolderWalk.visit(scratch.descriptor) { entry in
        add(entry)
        return problem == nil
      }
    }
    guard problem == nil else { return }
    addOpenFiles(of: process)
    if problem == nil { addMappedFiles(of: process) }
  }

  /// The exceeded limit, as a message for the author.
  var problem: String? {
    if let excess { return excess }
    if files > limits.files { return "the lesson made more than \(limits.files) files and folders" }
    return bytes > limits.bytes ? "the lesson's files take more than \(limits.bytes >> 20) MB" : nil
  }

  private mutating func add(_ entry: FolderWalk.Entry) {
    switch entry.kind {
    case .there(let status): add(status)
    case .unreadable: excess = "the lesson made a folder that cannot be looked into"
    case .tooDeep: excess = "the lesson made folders more than \(FolderWalk.mostDepth) deep"
    }
  }

  private mutating func add(_ status: stat) {
    files += 1
    bytes += Int(status.st_blocks) * 512
  }

  private mutating func addOpenFiles(of process: pid_t) {
    let descriptors = "/proc/\(process)/fd"
    for name in (try? FileManager.default.contentsOfDirectory(atPath: descriptors)) ?? [] {
      var status = stat()
      guard stat(descriptors + "/" + name, &status) == 0, status.isFile, status.st_nlink == 0 else {
        continue
      }
      add(status)
    }
  }

  // MARK: Mapped files

  /// Counts deleted files that are only mapped. The kernel does not report their sizes: each has at most the maximum
  /// size of a file, and all together at most the bytes that the process has ever written.
  private mutating func addMappedFiles(of process: pid_t) {
    // Most lessons write little, so that their mappings need not be read.
    guard let written = Self.written(by: process), bytes + written > limits.bytes else { return }
    bytes += min(written, Self.deletedMappings(of: process) * limits.bytesOfFile)
  }

  /// The bytes that a process has passed to write calls, for any file; `nil` if unknown.
  private static func written(by process: pid_t) -> Int? {
    let line = text(of: process, "io")?.split(separator: "\n").first { $0.hasPrefix("wchar: ") }
    return line.flatMap { Int($0.dropFirst("wchar: ".count)) }
  }

  /// A file of a process in `/proc`. The kernel gives one page per read, which Foundation mistakes for the end of the
  /// file.
  private static func text(of process: pid_t, _ name: String) -> String? {
    let descriptor = open("/proc/\(process)/\(name)", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    return OpenFile(descriptor).read(atMost: 1 << 24).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The number of deleted files that a process has mapped.
  private static func deletedMappings(of process: pid_t) -> Int {
    let text = text(of: process, "maps") ?? ""
    // 7f…-7f… rw-p 00000000 08:01 1234   /path (deleted)
    let files = text.split(separator: "\n").filter { $0.hasSuffix(" (deleted)") }.map { line in
      line.split(separator: " ", maxSplits: 5, omittingEmptySubsequences: true)[3...4].joined(separator: " ")
    }
    return Set(files).count
  }
}
