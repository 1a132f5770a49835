import Testing

@testable import DeepTraining

/// Bytes with random changes. A law that some of them break is reported with the fewest changes that still break it, and with the
/// seed that draws them again.
struct DamagedBytes {
  /// One change. Positions are taken modulo the length, so that any of several changes can be left out.
  enum Change: CustomStringConvertible {
    case flip(at: Int, bits: UInt8)
    case replace(at: Int, with: [UInt8])
    case insert(at: Int, [UInt8])
    case remove(at: Int, count: Int)
    case double(at: Int, count: Int)

    var description: String {
      switch self {
      case .flip(let place, let bits): "flip bits \(bits) at \(place)"
      case .replace(let place, let bytes): "replace with \(bytes) at \(place)"
      case .insert(let place, let bytes): "insert \(bytes) at \(place)"
      case .remove(let place, let count): "remove \(count) at \(place)"
      case .double(let place, let count): "double \(count) at \(place)"
      }
    }

    fileprivate func apply(to bytes: inout [UInt8]) {
      guard !bytes.isEmpty else { return }
      func stretch(_ place: Int, _ count: Int) -> Range<Int> {
        let start = place % bytes.count
        return start..<min(bytes.count, start + count)
      }
      switch self {
      case .flip(let place, let bits): bytes[place % bytes.count] ^= bits
      case .replace(let place, let new): bytes.replaceSubrange(stretch(place, new.count), with: new)
      case .insert(let place, let new): bytes.insert(contentsOf: new, at: place % bytes.count)
      case .remove(let place, let count): bytes.removeSubrange(stretch(place, count))
      case .double(let place, let count):
        let stretch = stretch(place, count)
        bytes.insert(contentsOf: bytes[stretch], at: stretch.lowerBound)
      }
    }
  }

  let whole: [UInt8]
  /// Bytes that mean something in the format.
  let tokens: [[UInt8]]

  init(_ whole: some Sequence<UInt8>, tokens: [String] = []) {
    self.whole = Array(whole)
    self.tokens = tokens.map { Array($0.utf8) }
  }

  /// Checks a law of damaged bytes.
  ///
  /// - Parameters:
  ///   - rounds: How many damaged copies are tried.
  ///   - law: Whether the law holds.
  func check(
    seed: Int, rounds: Int, sourceLocation: Testing.SourceLocation = #_sourceLocation,
    _ law: ([UInt8]) throws -> Bool
  ) {
    for round in 0..<rounds {
      var stream = RandomStream(seed: seed, stream: UInt64(round))
      let changes = (0...stream.integer(below: 4)).map { _ in change(&stream) }
      guard !holds(law, changes) else { continue }
      let fewest = Self.fewest(of: changes) { !holds(law, $0) }
      Issue.record(
        "seed \(seed), round \(round): \(fewest) gives \(damaged(by: fewest)), which breaks the law",
        sourceLocation: sourceLocation)
      return
    }
  }

  /// As few of the changes as still break a law: each that can be left out is left out.
  static func fewest(of changes: [Change], breaking: ([Change]) -> Bool) -> [Change] {
    for index in changes.indices {
      var fewer = changes
      fewer.remove(at: index)
      if breaking(fewer) { return fewest(of: fewer, breaking: breaking) }
    }
    return changes
  }

  func damaged(by changes: [Change]) -> [UInt8] {
    changes.reduce(into: whole) { $1.apply(to: &$0) }
  }

  private func holds(_ law: ([UInt8]) throws -> Bool, _ changes: [Change]) -> Bool {
    (try? law(damaged(by: changes))) ?? false
  }

  private func change(_ stream: inout RandomStream) -> Change {
    let place = stream.integer(below: whole.count)
    switch stream.integer(below: tokens.isEmpty ? 4 : 6) {
    case 0: return .flip(at: place, bits: UInt8(1 + stream.integer(below: 255)))
    case 1: return .replace(at: place, with: [UInt8(stream.integer(below: 256))])
    case 2: return .remove(at: place, count: 1 + stream.integer(below: 12))
    case 3: return .double(at: place, count: 1 + stream.integer(below: 12))
    case 4: return .replace(at: place, with: tokens[stream.integer(below: tokens.count)])
    default: return .insert(at: place, tokens[stream.integer(below: tokens.count)])
    }
  }
}

@Suite("Damaged bytes")
struct DamagedBytesTests {
  @Test("of several changes those that break the law are left")
  func fewest() {
    let bytes = DamagedBytes([1, 2, 3, 4])
    let changes: [DamagedBytes.Change] = [
      .flip(at: 0, bits: 4), .remove(at: 1, count: 1), .replace(at: 2, with: [9]), .double(at: 0, count: 1),
    ]
    let fewest = DamagedBytes.fewest(of: changes) { bytes.damaged(by: $0).contains(9) }
    #expect(fewest.map(\.description) == ["replace with [9] at 2"])
  }

  @Test("a law that some damaged bytes break is reported")
  func report() {
    withKnownIssue {
      DamagedBytes([0, 0, 0, 0]).check(seed: 1, rounds: 100) { $0.allSatisfy { $0 == 0 } }
    }
  }
}
