import CConfinement

/// Resource limits of a process, which the kernel enforces.
package struct ProcessLimits: Codable, Hashable, Sendable {
  /// Seconds of processor time.
  package var processorTime: Int
  /// Bytes of address space; threads reserve much of it.
  var addressSpace: Int
  /// Bytes of writable memory.
  package var data: Int
  /// Bytes of one file, including the file of printed text.
  package var fileSize: Int
  var openFiles: Int
  /// Threads of the process's own user. If the process has no user of its own, no limit is set.
  package var threads: Int

  /// The limits of a lesson that may take `seconds`.
  package static func lesson(seconds: Double) -> ProcessLimits {
    ProcessLimits(
      // For all threads together. The wall-time limit ends a lesson earlier, unless the runner is gone.
      processorTime: Int((seconds * 64).rounded(.up)) + 10, addressSpace: 8 << 30, data: 4 << 30,
      fileSize: 64 << 20, openFiles: 256, threads: 256)
  }

  /// The limits of a compiler or linker that may take `seconds` for one lesson.
  package static func tool(seconds: Double) -> ProcessLimits {
    ProcessLimits(
      processorTime: Int(min(20, seconds.rounded(.up) + 1)), addressSpace: 8 << 30, data: 2 << 30,
      fileSize: 256 << 20, openFiles: 1024, threads: .max)
  }

  /// The limits of a tool that serves the runner until it ends.
  package static let service = ProcessLimits(
    processorTime: 24 * 3600, addressSpace: 16 << 30, data: 4 << 30, fileSize: 256 << 20, openFiles: 1024,
    threads: .max)

  /// - Parameter isAlone: Whether the kernel counts this process's threads separately from those of other processes.
  func forKernel(isAlone: Bool) -> confinement_limits {
    confinement_limits(
      processor_time: UInt64(processorTime), address_space: UInt64(addressSpace), data: UInt64(data),
      file_size: UInt64(fileSize), open_files: UInt64(openFiles),
      threads: isAlone ? UInt64(threads) : .max)
  }
}
