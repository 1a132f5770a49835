/// The random streams of one seed, one for each purpose, so that the numbers for one purpose never depend on those for
/// another.
enum Streams {
  static let initialisation: UInt64 = 1 << 32
  static let shuffling: UInt64 = 2 << 32
  static let dropout: UInt64 = 3 << 32
  static let tensors: UInt64 = 4 << 32
  static let monteCarlo: UInt64 = 5 << 32
}
