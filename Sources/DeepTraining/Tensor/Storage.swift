import Foundation

/// The elements of an eager tensor, which are written once, during initialisation.
final class Storage: @unchecked Sendable {
  // Sendable is safe: the elements do not change after `init`.
  let elements: UnsafeMutableBufferPointer<Float>

  /// Memory for `count` numbers, which `initialize` fills.
  init(count: Int, initialize: (UnsafeMutableBufferPointer<Float>) -> Void) {
    elements = .allocate(aligned: count)
    initialize(elements)
  }

  convenience init(_ scalars: some Collection<Float>) {
    self.init(count: scalars.count) { _ = $0.initialize(from: scalars) }
  }

  deinit { UnsafeMutableRawPointer(elements.baseAddress!).deallocate() }
}

extension UnsafeMutableBufferPointer<Float> {
  /// Zeroed memory for `count` numbers, aligned to cache lines, for which oneDNN is fastest.
  ///
  /// Large buffers use large pages: filling small pages took half the time of making a plan with a hundred
  /// convolutions.
  static func allocate(aligned count: Int) -> Self {
    let capacity = Swift.max(count, 1), largePage = 2 << 20
    let isLarge = capacity * 4 >= 2 * largePage
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: capacity * 4, alignment: isLarge ? largePage : 64)
    if isLarge { madvise(memory, capacity * 4, MADV_HUGEPAGE) }
    let buffer = memory.bindMemory(to: Float.self, capacity: capacity)
    buffer.initialize(repeating: 0, count: capacity)
    return Self(start: buffer, count: count)
  }
}
