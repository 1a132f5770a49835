import CConfinement

/// Ceilings that the kernel holds a process to.
package struct ProcessLimits: Codable, Hashable, Sendable {
  /// Seconds of processor time.
  var processorTime: Int
  /// Bytes of address space; threads reserve much of it.
  var addressSpace: Int
  /// Bytes of memory that can be written.
  package var data: Int
  /// Bytes of one file, printed text too.
  package var fileSize: Int
  var openFiles: Int
  /// Threads of all processes of a user that nobody else is; where that cannot be had, no limit is set.
  package var threads: Int

  /// Those of a lesson that may take `seconds`.
  package static func lesson(seconds: Double) -> ProcessLimits {
    ProcessLimits(
      // Of all threads together: the clock on the wall ends a lesson before, unless the runner is gone.
      processorTime: Int((seconds * 64).rounded(.up)) + 10, addressSpace: 8 << 30, data: 4 << 30,
      fileSize: 64 << 20, openFiles: 256, threads: 256)
  }

  /// Those of a compiler or linker at work on one lesson that may take `seconds`.
  package static func tool(seconds: Double) -> ProcessLimits {
    ProcessLimits(
      processorTime: Int(min(20, seconds.rounded(.up) + 1)), addressSpace: 8 << 30, data: 2 << 30,
      fileSize: 256 << 20, openFiles: 1024, threads: .max)
  }

  /// - Parameter isAlone: Whether the kernel counts the threads of this process apart from those of others.
  func forKernel(isAlone: Bool) -> confinement_limits {
    confinement_limits(
      processor_time: UInt64(processorTime), address_space: UInt64(addressSpace), data: UInt64(data),
      file_size: UInt64(fileSize), open_files: UInt64(openFiles),
      threads: isAlone ? UInt64(threads) : .max)
  }
}
