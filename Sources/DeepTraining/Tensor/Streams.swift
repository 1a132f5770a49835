/// The streams of one seed: what is drawn for one purpose never depends on what is drawn for another.
enum Streams {
  static let initialisation: UInt64 = 1 << 32
  static let shuffling: UInt64 = 2 << 32
  static let dropout: UInt64 = 3 << 32
  static let tensors: UInt64 = 4 << 32
  static let monteCarlo: UInt64 = 5 << 32
}
