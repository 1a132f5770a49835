import Foundation
import TestSupport
import Testing

@testable import DeepTraining

/// Operations at 0, −0, subnormal, tiny and huge numbers, infinities and NaN, forwards and backwards: the exact value rounded,
/// or what PyTorch computes in single precision.
@Suite("Edges of single precision")
struct EdgeTests {
  @Test(
    "results and derivatives are the exact ones rounded, or PyTorch's; eager, planned and in double precision",
    arguments: EdgeCase.all)
  func results(_ edge: EdgeCase) throws {
    let function = try #require(edgeFunctions[edge.operation], "no function for \(edge.operation)")
    let results = EdgeResults(edge, function)
    let agreement = EdgeAgreement(edge)
    #expect(bits(results.eager) == bits(results.planned))
    for part in results.eager.indices {
      for (index, found) in results.eager[part].enumerated() {
        let place = "\(edge.place(part, index))"
        let exact = edge.exact.all[part][index]?.float, pytorch = edge.pytorch.all[part][index]!.float
        let isChosen = exact == nil && edgeDifferences[edge.operation]?.isChosen == true
        #expect(
          isChosen || agreement.holds(found, exact, part) || agreement.holds(found, pytorch, part),
          "\(place): \(found); exact \(exact.map { "\($0)" } ?? "—"), PyTorch \(pytorch)")
        let double = Float(results.reference[part][index])
        #expect(
          [exact, pytorch, found].contains { agreement.holds(double, $0, part) },
          "\(place) in double precision: \(double); found \(found)")
      }
    }
  }

  @Test(
    "where a result is not PyTorch's, it is listed with the reason, and what is listed differs",
    arguments: Set(EdgeCase.all.map(\.operation)).sorted())
  func differences(_ operation: String) throws {
    let function = try #require(edgeFunctions[operation])
    var different: [String] = []
    for edge in EdgeCase.all where edge.operation == operation {
      let results = EdgeResults(edge, function), agreement = EdgeAgreement(edge, looseness: 4)
      for part in results.eager.indices {
        for (index, found) in results.eager[part].enumerated() {
          let pytorch = edge.pytorch.all[part][index]!.float
          if !agreement.holds(found, pytorch, part) {
            different.append("\(edge.place(part, index)): \(found), PyTorch \(pytorch)")
          }
        }
      }
    }
    if edgeDifferences[operation] == nil {
      #expect(different.isEmpty, "\(different.joined(separator: "\n"))")
    } else {
      #expect(!different.isEmpty, "\(operation) agrees with PyTorch; its difference is not one any more")
    }
  }

  @Test("every operation, function, activation and loss has a row")
  func rows() throws {
    let sources = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../../../Sources/DeepTraining")
    func text(_ path: String) throws -> String {
      try String(contentsOf: sources.appending(path: path), encoding: .utf8)
    }
    let folder = "Graph/Operations"
    let operations = try FileManager.default.contentsOfDirectory(
      atPath: sources.appending(path: folder).path)
    var names: [Substring] = try operations.flatMap { file in
      try text("\(folder)/\(file)").matches(of: #/struct (\w+): \w*(?:Operation|Convolution)\b/#).map(\.1)
    }
    names += try ["Unary", "Binary"].flatMap { file in
      try text("\(folder)/\(file)Functions.swift").matches(of: #/(?m)^  static (?:let|func) (\w+)/#).map(\.1)
    }
    names += try text("Layers/Activations.swift").matches(
      of: #/(?m)^public struct (\w+): (?:Activation|Layer)/#
    ).map(\.1)
    names += try text("Tensor/Functions.swift").matches(of: #/public func (\w+)/#).map(\.1)
    names += try text("Losses/Loss.swift").matches(of: #/public static (?:let|func) (\w+)/#).map(\.1)
    #expect(names.count > 100)
    for name in names where edgeRows[String(name)] == nil {
      Issue.record("\(name) has no row in the table of edges")
    }
    let known = Set(EdgeCase.all.map(\.operation))
    var used: Set<String> = []
    for case .golden(let rows) in edgeRows.values {
      #expect(known.isSuperset(of: rows), "\(rows)")
      used.formUnion(rows)
    }
    #expect(known.subtracting(used).isSubset(of: Set(edgeFunctions.keys)))
  }

  @Test("what dropout drops is 0, even if it was infinite or NaN, where PyTorch multiplies by 0")
  func dropout() throws {
    #expect(EdgeCase.dropoutOfInfinityHasNaN)
    for layer: any Layer in [Dropout(0.5), SpatialDropout(0.5)] {
      for number in [Double.infinity, .nan] {
        let recorder = Recorder()
        let x = recorder.watch(Tensor(repeating: number, shape: [64, 4]))
        let context = LayerContext(
          mode: .training, parameter: { Tensor(zeros: $0.shape) }, state: { Tensor(zeros: $0.shape) })
        let y = try layer.apply(x, in: context)
        #expect(y.floats.contains(0) && y.floats.contains { !$0.isFinite })
        let slopes = gradients(of: y.sum(), at: [x])[0].floats
        #expect(slopes.allSatisfy { $0 == 0 || $0 == 2 } && slopes.contains(0))
      }
    }
  }

  @Test("sums of nothing are 0, means NaN, logarithms of sums of exponentials −∞")
  func nothing() {
    let nothing = Tensor(zeros: [0])
    #expect(nothing.sum() == Tensor(0))
    #expect(nothing.mean().scalar.isNaN)
    #expect(nothing.logSumExp() == Tensor(-.infinity))
    for shape: Shape in [[0, 3], [2, 0, 3], [0, 2, 3], [0, 1]] {
      let empty = Tensor(zeros: shape)
      #expect((empty + 1).tanh().floats.isEmpty && empty.softmaxOrSelf.floats.isEmpty)
      let axis = shape.extents.firstIndex(of: 0)!
      #expect(empty.sum(axes: [axis]).floats.allSatisfy { $0 == 0 })
      #expect(empty.mean(axes: [axis]).floats.allSatisfy { $0.isNaN })
      let other = axis == 0 ? 1 : 0
      #expect(
        empty.mean(axes: [other]).count == 0
          && empty.permuted([1, 0] + shape.extents.indices.dropFirst(2)).count == 0)
      let recorder = Recorder()
      let x = recorder.input("x", shape: shape)
      let plan = Plan(recorder, outputs: [(2 * x + 1).tanh().sum(), (x * x - 3).exp()])
      plan.run()
      #expect(Array(plan.output(0)) == [0] && plan.output(1).isEmpty)
    }
    #expect(Tensor(zeros: [2, 0]).matrixProduct(Tensor(zeros: [0, 3])) == Tensor(zeros: [2, 3]))
  }

  @Test("n / n is 1, and the mean of equal numbers is that number")
  func division() {
    for n in 1...2_000 {
      #expect((Tensor(Double(n)) / Double(n)).scalar == 1)
      let share = 1 / (Tensor(Double(n)) / 1)
      #expect(share.scalar == Double(1 / Float(n)))
    }
    for n in 1...300 {
      let equal = Tensor(repeating: 0.1, shape: [n, 3])
      #expect(equal.mean() == Tensor(0.1))
      #expect(equal.mean(axes: [0]) == Tensor([0.1, 0.1, 0.1]))
    }
    let blocks = Tensor(repeating: 0.7, shape: [3, 5, 7, 130])
    #expect(blocks.mean(axes: [1, 3]) == Tensor(repeating: 0.7, shape: [3, 7]))
    #expect(blocks.mean(axes: [0, 2]) == Tensor(repeating: 0.7, shape: [5, 130]))
    #expect(Tensor([3e38, 3e38]).mean() == Tensor(3e38))
  }

  @Test("a class with the score −∞ is left out of the softmax cross-entropy")
  func maskedClasses() {
    let scores = Tensor([[0.5, 1.5, -0.25], [2, 0, 1]]), labels = Tensor([0, 2])
    func loss(_ scores: Tensor) -> (Tensor, Tensor) {
      valueAndGradient(at: scores) { Loss.softmaxCrossEntropy.apply($0, labels) }
    }
    let plain = loss(scores)
    let masked = loss(.concatenated([scores, Tensor(repeating: -.infinity, shape: [2, 1])], axis: 1))
    #expect(masked.0 == plain.0)
    #expect(masked.1[..., 0..<3] == plain.1)
    #expect(masked.1[..., 3] == Tensor([0, 0]))
  }

  @Test("argmax gives the place of the first NaN, which max and min give too")
  func undefinedIsLargest() {
    let x = Tensor([1, .nan, 3, .nan])
    #expect(x.argmax() == 1)
    #expect(x.max().scalar.isNaN && x.min().scalar.isNaN)
    #expect(Tensor([[.nan, 9], [4, .nan]]).argmax(axis: 0).scalars == [0, 1])
    #expect(gradient(at: x) { $0.max() }.scalars == [0, 0.5, 0, 0.5])
  }

  private func bits(_ parts: [[Float]]) -> [[UInt32]] {
    parts.map { part in part.map { $0.isNaN ? Float.nan.bitPattern : $0.bitPattern } }
  }
}

extension Tensor {
  /// Softmax where there are scores.
  fileprivate var softmaxOrSelf: Tensor { shape.extents.last! > 0 ? softmax() : self }
}

/// When two numbers of a case count as the same.
private struct EdgeAgreement {
  private let edge: EdgeCase
  private let looseness: Double
  /// The largest finite number of the value, and of each derivative.
  private let scales: [Double]

  init(_ edge: EdgeCase, looseness: Double = 1) {
    self.edge = edge
    self.looseness = looseness
    scales = pairs(edge.exact.all, edge.pytorch.all).enumerated().map { part, results in
      let numbers = results.0.contains { $0 != nil } ? results.0 : results.1
      return numbers.compactMap { $0?.double.magnitude }.filter(\.isFinite)
        .reduce(edge.floors[min(part, 1)], Swift.max)
    }
  }

  /// Infinities and NaN are only themselves. Elements near 0, at which terms cancel, are as exact as the terms; a zero's sign
  /// counts where the value is that of one element.
  func holds(_ found: Float, _ expected: Float?, _ part: Int) -> Bool {
    guard let expected else { return false }
    guard found.isFinite, expected.isFinite else {
      return found == expected || (found.isNaN && expected.isNaN)
    }
    let isScaled = edge.scaled[min(part, 1)]
    if found == 0, expected == 0 {
      let isElementwise = edge.pytorch.value.count == edge.operands[0].values.count
      return part > 0 || isScaled || !isElementwise || found.sign == expected.sign
    }
    let unit = isScaled ? scales[part] * 0x1p-21 : 8 * Double(expected.ulp)
    // Products with subnormal numbers have few digits.
    return abs(Double(found) - Double(expected)) <= looseness * Swift.max(unit, 0x1p-142)
  }
}

extension EdgeCase {
  /// A number of the results as messages call it.
  func place(_ part: Int, _ index: Int) -> String {
    let at = operands.filter { $0.values.count == operands[0].values.count && $0.values.count > index }
      .map { "\($0.values[index].float)" }.joined(separator: ", ")
    let what = part == 0 ? "value" : "derivative by operand \(differentiated[part - 1])"
    return "\(name), \(what) \(index) at \(at)"
  }
}
