import TestSupport
import Testing

@testable import DeepTraining

/// Bytes with random changes.
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
    expectLaw(
      seeds: (seed * rounds)..<(seed * rounds + rounds),
      of: { choices in (0..<choices.number(in: 1...4)).map { _ in change(&choices) } },
      sourceLocation: sourceLocation
    ) { changes in
      let damaged = damaged(by: changes)
      try demand(law(damaged), "\(damaged) is refused")
    }
  }

  func damaged(by changes: [Change]) -> [UInt8] {
    changes.reduce(into: whole) { $1.apply(to: &$0) }
  }

  private func change(_ choices: inout Choices) -> Change {
    let place = choices.below(whole.count)
    switch choices.below(tokens.isEmpty ? 4 : 6) {
    case 0: return .flip(at: place, bits: UInt8(1 + choices.below(255)))
    case 1: return .replace(at: place, with: [UInt8(choices.below(256))])
    case 2: return .remove(at: place, count: 1 + choices.below(12))
    case 3: return .double(at: place, count: 1 + choices.below(12))
    case 4: return .replace(at: place, with: choices.one(of: tokens))
    default: return .insert(at: place, choices.one(of: tokens))
    }
  }
}

@Suite("Damaged bytes")
struct DamagedBytesTests {
  @Test("a law that some damaged bytes break is reported")
  func report() {
    withKnownIssue {
      DamagedBytes([0, 0, 0, 0]).check(seed: 1, rounds: 100) { $0.allSatisfy { $0 == 0 } }
    } matching: { issue in
      issue.comments.contains { $0.rawValue.hasSuffix("← [flip bits 1 at 0]") }
    }
  }
}
