/// One of several machines that divide the work on a project.
package struct Shard: Hashable, Sendable {
  /// Its number, from 1.
  package let number: Int
  /// How many there are.
  package let count: Int

  /// The most machines that can divide the work.
  package static let most = 10_000

  /// - Parameter text: The number and the count, such as `2/5`.
  /// - Returns: `nil` if the text names no shard.
  package init?(_ text: String) {
    guard let parts = text.wholeMatch(of: #/([1-9]\d{0,4})/([1-9]\d{0,4})/#)?.output,
      let number = Int(parts.1), let count = Int(parts.2), number <= count, count <= Self.most
    else { return nil }
    (self.number, self.count) = (number, count)
  }

  /// What this shard does of some work: the longest piece goes first, each to the shard that has least so far. Every
  /// machine that knows the same pieces comes to the same result.
  ///
  /// R. L. Graham: Bounds on multiprocessing timing anomalies, SIAM Journal on Applied Mathematics 17 (2), 1969: the shard
  /// that has most takes at most a third longer than in the best division.
  ///
  /// - Parameter work: The seconds that each piece takes, by its name.
  package func share(of work: [String: Double]) -> Set<String> {
    var loads = Array(repeating: 0.0, count: count)
    var own: Set<String> = []
    for (piece, seconds) in work.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      guard let least = loads.indices.min(by: { loads[$0] < loads[$1] }) else { continue }
      loads[least] += seconds
      if least == number - 1 { own.insert(piece) }
    }
    return own
  }
}

extension Shard: CustomStringConvertible {
  package var description: String { "\(number)/\(count)" }
}
