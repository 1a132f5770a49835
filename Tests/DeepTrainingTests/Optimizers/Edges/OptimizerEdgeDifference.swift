@testable import DeepTraining

/// What the engine gives where a framework gives something else.
struct OptimizerEdgeDifference: Hashable {
  enum Other: Hashable {
    /// PyTorch or NumPy in single precision.
    case single
    /// They in double precision, the result being rounded to single.
    case double
    /// They in double precision, compared with the engine's own definition in double precision.
    case definition
  }

  let name: String
  let edge: String
  let other: Other

  init(_ name: String, _ edge: String, from other: Other) {
    self.name = name
    self.edge = edge
    self.other = other
  }
}

/// Differences that are meant, with one reason.
struct DeliberateDifferences {
  let reason: String
  let differences: Set<OptimizerEdgeDifference>

  init(_ names: [String], _ edges: [String], from others: [OptimizerEdgeDifference.Other], _ reason: String) {
    self.reason = reason
    differences = Set(
      names.flatMap { name in
        edges.flatMap { edge in others.map { OptimizerEdgeDifference(name, edge, from: $0) } }
      })
  }
}

/// Whether two numbers are the same up to rounding: infinities and NaN only themselves, zeros whatever their sign.
func agree(_ found: Double, _ expected: Double, within tolerance: Double, scale: Double = 0) -> Bool {
  if found.isNaN || expected.isNaN { return found.isNaN && expected.isNaN }
  if found.isInfinite || expected.isInfinite { return found == expected }
  let smallest = Double(Float.leastNonzeroMagnitude)
  return abs(found - expected) <= tolerance * max(abs(expected), scale) + 2 * smallest
}

func agree(_ found: [[Double]], _ expected: [[Double]], within tolerance: Double, scale: Double = 0) -> Bool {
  found.map(\.count) == expected.map(\.count)
    && zip(found.joined(), expected.joined()).allSatisfy {
      agree($0, $1, within: tolerance, scale: scale)
    }
}

extension [[Double]] {
  var rounded: [[Double]] { map { $0.map { Double(Float($0)) } } }
}
