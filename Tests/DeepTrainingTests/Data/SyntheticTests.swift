import Foundation
import TestSupport
import Testing

@testable import DeepTraining

@Suite("Synthetic sets")
struct SyntheticTests {
  private typealias Point = (x: Double, y: Double)

  private func points(_ set: Dataset) -> [(label: Int, x: Double, y: Double)] {
    let inputs = set.inputs.map(Double.init)
    return (set.classLabels ?? []).enumerated().map { (Int($1), inputs[2 * $0], inputs[2 * $0 + 1]) }
  }

  @Test("an example depends only on the seed and its number, and the classes come in turn")
  func reproducible() throws {
    let sets: [(Int?, (Int, Int) throws -> Dataset)] = [
      (2, { try Synthetic.twoMoons(count: $0, seed: $1) }),
      (3, { try Synthetic.spirals(count: $0, arms: 3, seed: $1) }),
      (4, { try Synthetic.blobs(count: $0, centers: 4, seed: $1) }),
      (2, { try Synthetic.exclusiveOr(count: $0, noise: 0.1, seed: $1) }),
      (nil, { try Synthetic.noisySine(count: $0, seed: $1) }),
    ]
    for (classes, make) in sets {
      let few = try make(7, 3), many = try make(20, 3)
      #expect(many.prefix(7).inputs == few.inputs)
      #expect(many.prefix(7).targets == few.targets)
      #expect(try make(7, 4).inputs != few.inputs)
      #expect(few.inputShape == [classes == nil ? 1 : 2])
      #expect(few.classCount == classes)
      if let classes { #expect(few.classLabels == (0..<7).map { Int32($0 % classes) }) }
    }
  }

  @Test("moons without noise lie on their half circles, and cover them")
  func moons() throws {
    let moons = points(try Synthetic.twoMoons(count: 1_000, noise: 0))
    for (label, x, y) in moons {
      let (right, up) = label == 0 ? (x, y) : (x - 1, 0.5 - y)
      #expect(abs(hypot(right, up) - 1) < 1e-6)
      #expect(up >= -1e-6)
    }
    for label in 0...1 {
      let reach = moons.filter { $0.label == label }.map(\.x)
      #expect(reach.max()! - reach.min()! > 1.99)
    }
  }

  @Test("an arm's points have the angle that their distance says")
  func spirals() throws {
    for (label, x, y) in points(try Synthetic.spirals(count: 300, arms: 3, turns: 1.5, noise: 0)) {
      let distance = hypot(x, y)
      #expect(distance < 1)
      let angle = 2 * Double.pi * (1.5 * distance + Double(label) / 3)
      #expect(hypot(x - distance * cos(angle), y - distance * sin(angle)) < 1e-5)
    }
  }

  @Test("a cloud has the centre and deviation asked for")
  func blobs() throws {
    let all = points(try Synthetic.blobs(count: 16_000, centers: 4, radius: 3, standardDeviation: 0.5))
    for (label, center) in [(3.0, 0.0), (0, 3), (-3, 0), (0, -3)].enumerated() {
      let cloud = all.filter { $0.label == label }
      for (values, center) in [(cloud.map(\.x), center.0), (cloud.map(\.y), center.1)] {
        let mean = values.reduce(0, +) / 4_000
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 4_000
        #expect(abs(mean - center) < 5 * 0.5 / 4_000.squareRoot())
        #expect(abs(variance.squareRoot() - 0.5) < 5 * 0.5 / 8_000.squareRoot())
      }
    }
  }

  @Test("exclusive or is true where the signs differ, beyond the margin, evenly in all quadrants")
  func exclusiveOr() throws {
    let all = points(try Synthetic.exclusiveOr(count: 400, margin: 0.25))
    for (label, x, y) in all {
      #expect(((x > 0) != (y > 0)) == (label == 1))
      #expect(min(abs(x), abs(y)) >= 0.25 && max(abs(x), abs(y)) <= 1)
    }
    for (right, up) in [(true, true), (true, false), (false, true), (false, false)] {
      #expect(all.count { ($0.x > 0) == right && ($0.y > 0) == up } == 100)
    }
    let noisy = points(try Synthetic.exclusiveOr(count: 400, margin: 0.25, noise: 0.5))
    #expect(noisy.contains { (($0.x > 0) != ($0.y > 0)) != ($0.label == 1) })
  }

  @Test("a noisy sine differs from the sine by noise of the deviation asked for")
  func sine() throws {
    let count = 5_000
    let set = try Synthetic.noisySine(count: count, periods: 2, noise: 0.3)
    guard case .values(let values, shape: [1]) = set.targets else { return #expect(Bool(false)) }
    #expect(set.inputs.allSatisfy { (0..<1).contains($0) })
    let errors = pairs(set.inputs, values).map { Double($1) - sin(4 * .pi * Double($0)) }
    let deviation = (errors.reduce(0) { $0 + $1 * $1 } / Double(count)).squareRoot()
    #expect(abs(deviation - 0.3) < 5 * 0.3 / Double(2 * count).squareRoot())
    #expect(abs(errors.reduce(0, +) / Double(count)) < 5 * 0.3 / Double(count).squareRoot())
  }

  @Test("arguments that make no set are refused by name")
  func refusals() {
    func message(_ make: () throws -> Dataset) -> String? {
      #expect(throws: SyntheticError.self) { try make() }?.description
    }
    #expect(message { try Synthetic.twoMoons(count: 0) } == "count is 0, expected 1 or more")
    #expect(
      message { try Synthetic.twoMoons(count: 1, noise: -1) }
        == "noise is -1.0, expected a finite number of 0 or more")
    #expect(message { try Synthetic.spirals(count: 5, arms: 0) } == "arms is 0, expected 1 or more")
    #expect(
      message { try Synthetic.spirals(count: 5, turns: .nan) } == "turns is nan, expected a finite number")
    #expect(message { try Synthetic.blobs(count: 5, centers: -1) } == "centers is -1, expected 1 or more")
    #expect(
      message { try Synthetic.blobs(count: 5, radius: .infinity) }
        == "radius is inf, expected a finite number of 0 or more")
    #expect(message { try Synthetic.exclusiveOr(count: 5, margin: 1) } == "margin is 1.0, expected 0 ..< 1")
    #expect(message { try Synthetic.noisySine(count: -1) } == "count is -1, expected 1 or more")
  }
}
