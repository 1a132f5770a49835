import Foundation
import LessonConfinement
import LessonStorage

/// What a lesson has put into its folder.
struct ScratchUsage {
  /// How much it may.
  struct Limits {
    var files = 2_000
    var bytes = 512 << 20
    /// Bytes of one file, which the kernel holds the process to.
    var bytesOfFile = ProcessLimits.lesson(seconds: 0).fileSize

    static let lesson = Limits()
  }

  private(set) var files = 0
  /// On the disk.
  private(set) var bytes = 0
  private let limits: Limits
  private var excess: String?

  /// Counts what a process keeps: in its folder, and in files that are open or mapped but have no name any more.
  ///
  /// Counting ends where more is found than may be there. What cannot be counted may not be there either: folders that are
  /// too deep, or closed to the runner.
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

  /// What there is too much of, as the author is told.
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

  /// Counts files that only a mapping keeps. The kernel does not tell how large they are: each takes at most what a file may
  /// have, and all together no more than the process has ever written.
  private mutating func addMappedFiles(of process: pid_t) {
    // Most lessons write little, and need not be looked at.
    guard let written = Self.written(by: process), bytes + written > limits.bytes else { return }
    bytes += min(written, Self.deletedMappings(of: process) * limits.bytesOfFile)
  }

  /// Bytes that a process has handed to the system to be written, to whatever file; `nil` when that is not known.
  private static func written(by process: pid_t) -> Int? {
    let line = text(of: process, "io")?.split(separator: "\n").first { $0.hasPrefix("wchar: ") }
    return line.flatMap { Int($0.dropFirst("wchar: ".count)) }
  }

  /// A file that the kernel writes about a process. It gives a page at a time, which Foundation takes for the end.
  private static func text(of process: pid_t, _ name: String) -> String? {
    let descriptor = open("/proc/\(process)/\(name)", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    return OpenFile(descriptor).read(atMost: 1 << 24).map { String(decoding: $0, as: UTF8.self) }
  }

  /// How many files a process has mapped that have no name any more.
  private static func deletedMappings(of process: pid_t) -> Int {
    let text = text(of: process, "maps") ?? ""
    // 7f…-7f… rw-p 00000000 08:01 1234   /path (deleted)
    let files = text.split(separator: "\n").filter { $0.hasSuffix(" (deleted)") }.map { line in
      line.split(separator: " ", maxSplits: 5, omittingEmptySubsequences: true)[3...4].joined(separator: " ")
    }
    return Set(files).count
  }
}
