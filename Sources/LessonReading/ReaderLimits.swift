/// What a worker may use. Honest lessons need a fraction: 250 KB of text take 0.2 s.
enum ReaderLimits {
  /// Of the processor, for one task.
  static let processorSeconds = 10
  /// Of the clock on the wall, for one task; a busy machine does not keep a worker from its own time.
  static let seconds = 120
  /// Bytes of memory that can be written.
  static let memory = 1 << 30
  /// Bytes of the stack, since text in text is read by recursion.
  static let stack = 64 << 20
  /// Bytes of a reply.
  static let reply = 64 << 20
}
