/// What a worker may use. Honest lessons need a fraction: 250 KB of text take 0.2 s.
enum ReaderLimits {
  /// Processor time for one task.
  static let processorSeconds = 10
  /// Wall time for one task; long enough for a worker on a busy machine to use its processor time.
  static let seconds = 120
  /// Bytes of writable memory.
  static let memory = 1 << 30
  /// Bytes of the stack; nested text is parsed by recursion.
  static let stack = 64 << 20
  /// Bytes of a reply.
  static let reply = 64 << 20
}
