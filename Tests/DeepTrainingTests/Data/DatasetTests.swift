import TestSupport
import Testing

@testable import DeepTraining

@Suite("Datasets")
struct DatasetTests {
  /// Example `i` is `[2i, 2i + 1]` and has class `i % 3`.
  private func numbered(_ count: Int) throws -> Dataset {
    try Dataset(
      inputShape: [1, 2], inputs: (0..<2 * count).map(Float.init),
      targets: .classes((0..<count).map { Int32($0 % 3) }, count: 3))
  }

  @Test("a dataset gives back what it was made of")
  func reading() throws {
    let set = try numbered(4)
    #expect(set.count == 4)
    #expect(set.inputs == [0, 1, 2, 3, 4, 5, 6, 7])
    #expect(set.inputSize == 2)
    #expect(set.classLabels == [0, 1, 2, 0])
    #expect(set.classCount == 3)
    #expect(set.classCounts == [2, 1, 1])
    #expect(set.description == "4 examples of 1×2, 3 classes")

    let regression = try Dataset(inputs: [[1, 2], [3, 4]], values: [[5], [6]])
    #expect(regression.targets == .values([5, 6], shape: [1]))
    #expect(regression.classLabels == nil)
    #expect(regression.classCounts == nil)
    #expect(regression.description == "2 examples of 2, targets of 1")

    let exclusiveOr = try Dataset(
      inputs: [[0, 0], [0, 1], [1, 0], [1, 1]], classes: [0, 1, 1, 0])
    #expect(exclusiveOr.classCount == 2)
    #expect(exclusiveOr.inputs == [0, 0, 0, 1, 1, 0, 1, 1])
  }

  @Test("the batch of a set, or of a slice, is its inputs with the shape of an example behind their count")
  func batch() throws {
    let set = try numbered(4)
    #expect(set.batch.shape == [4, 1, 2])
    #expect(set.batch.scalars == [0, 1, 2, 3, 4, 5, 6, 7])
    #expect(set[1..<3].batch.shape == [2, 1, 2])
    #expect(set[1..<3].batch.scalars == [2, 3, 4, 5])
  }

  @Test("what is not a dataset is refused with what was found and expected")
  func refusals() throws {
    func error(_ shape: [Int], _ inputs: [Float], _ targets: Dataset.Targets) -> DatasetError? {
      #expect(throws: DatasetError.self) {
        try Dataset(inputShape: shape, inputs: inputs, targets: targets)
      }
    }
    #expect(error([2], [], .classes([], count: 1)) == .empty)
    #expect(error([], [1], .classes([0], count: 1)) == .invalidShape([]))
    #expect(error([2, 0], [1], .classes([0], count: 1)) == .invalidShape([2, 0]))
    #expect(error([-1], [1], .classes([0], count: 1)) == .invalidShape([-1]))
    #expect(error([.max, 2], [1], .classes([0], count: 1)) == .invalidShape([.max, 2]))
    #expect(error([2], [1, 2, 3], .classes([0], count: 1)) == .unevenInputs(found: 3, shape: [2]))
    #expect(
      error([1], [1, 2], .classes([0], count: 1)) == .wrongTargetCount(found: 1, expected: 2))
    #expect(error([1], [1], .classes([0], count: 0)) == .noClasses(found: 0))
    #expect(
      error([1], [1, 2], .classes([0, 2], count: 2))
        == .labelOutOfRange(example: 1, found: 2, classCount: 2))
    #expect(
      error([1], [1], .classes([-1], count: 2))
        == .labelOutOfRange(example: 0, found: -1, classCount: 2))
    #expect(
      error([2], [1, 2, 3, .infinity], .classes([0, 0], count: 1))
        == .notFinite(.input, example: 1, element: 1, found: .infinity))
    #expect(
      error([1], [1], .values([1, 2, 3], shape: [2])) == .wrongTargetCount(found: 3, expected: 2))
    #expect(
      error([1], [1, 2], .values([1], shape: [.max])) == .wrongTargetCount(found: 1, expected: .max)
    )
    #expect(
      error([1], [1], .values([1, -.infinity], shape: [2]))
        == .notFinite(.target, example: 0, element: 1, found: -.infinity))

    #expect(throws: DatasetError.unequalLengths(.input, example: 1, found: 1, expected: 2)) {
      try Dataset(inputs: [[1, 2], [3]], classes: [0, 0])
    }
    #expect(throws: DatasetError.notFinite(.input, example: 0, element: 0, found: .infinity)) {
      try Dataset(inputs: [[1e300]], classes: [0])
    }
    #expect(throws: DatasetError.labelOutOfRange(example: 0, found: -3, classCount: 1)) {
      try Dataset(inputs: [[1]], classes: [-3])
    }
    #expect(throws: DatasetError.labelOutOfRange(example: 0, found: .max, classCount: 10)) {
      try Dataset(inputs: [[1]], classes: [.max], classCount: 10)
    }
  }

  @Test("a slice has the examples of its range, without a copy")
  func slicing() throws {
    let set = try numbered(10)
    let slice = set[2..<8][1..<3]
    #expect(slice.inputs == [6, 7, 8, 9])
    #expect(slice.classLabels == [0, 1])
    #expect(set.prefix(3).count == 3)
    #expect(set.prefix(30).count == 10)
    let address = set.withUnsafeInputs { $0.baseAddress! + 6 }
    #expect(slice.withUnsafeInputs { $0.baseAddress! } == address)
    #expect(slice.selecting([1, 1, 0]).inputs == [8, 9, 8, 9, 6, 7])
  }

  @Test("shuffling keeps each example with its target, and the seed decides the order")
  func shuffling() throws {
    let set = try numbered(100)
    let shuffled = set.shuffled(seed: 5)
    #expect(shuffled.inputs != set.inputs)
    #expect(shuffled.inputs.sorted() == set.inputs)
    for (index, label) in (shuffled.classLabels ?? []).enumerated() {
      #expect(Int(shuffled.inputs[2 * index]) / 2 % 3 == Int(label))
    }
    #expect(set.shuffled(seed: 5).inputs == shuffled.inputs)
    #expect(set.shuffled(seed: 6).inputs != shuffled.inputs)
  }

  @Test("a split divides the examples: none is lost, none is in both parts")
  func splitting() throws {
    let set = try numbered(10)
    let (train, held) = try set.split(holdingOut: 0.2)
    #expect(train.count == 8)
    #expect(held.count == 2)
    #expect((train.inputs + held.inputs).sorted() == set.inputs)
    #expect(try set.split(holdingOut: 0.25, seed: 1).held.count == 3)
    for fraction in [0, 0.04, 0.96, 1, 1.5, -0.2, .nan, .infinity] {
      let error = #expect(throws: DatasetError.self) { try set.split(holdingOut: fraction) }
      #expect(error.map { "\($0)".contains("of 10 examples") } == true)
    }
  }

  @Test("scaling hits both ends of the target range, and held-out examples use the training range")
  func scaling() throws {
    let train = try Dataset(inputs: [[3], [5], [13]], classes: [0, 0, 0])
    #expect(try train.scaled(to: -1...1).inputs == [-1, -0.6, 1])
    #expect(train.inputRange == 3...13)
    let held = try Dataset(inputs: [[8], [23]], classes: [0, 0])
    #expect(try held.scaled(from: train.inputRange, to: 0...1).inputs == [0.5, 2])
    #expect(try train.mapInputs { 2 * $0 }.inputs == [6, 10, 26])

    #expect(throws: DatasetError.constantInputs(3)) { try train[0..<1].scaled(to: 0...1) }
    #expect(throws: DatasetError.invalidRange(1...1)) { try train.scaled(to: 1...1) }
    #expect(throws: DatasetError.invalidRange(0...(.infinity))) {
      try train.scaled(from: 0...(.infinity), to: 0...1)
    }
    #expect(throws: DatasetError.notFinite(.input, example: 0, element: 0, found: .infinity)) {
      try train.mapInputs { $0 / 0 }
    }
  }

  @Test("a standardizer gives its own set mean 0 and variance 1, and others the same treatment")
  func standardizing() throws {
    let train = try Dataset(
      inputs: [[1, 7, -100], [3, 7, 100], [5, 7, 300]], classes: [0, 0, 0])
    let standardizer = Standardizer(fittedTo: train)
    #expect(standardizer.mean == [3, 7, 100])
    #expect(standardizer.standardDeviation[1] == 1)
    let extreme = Float(1.5.squareRoot())
    let expected = [-extreme, 0, -extreme, 0, 0, 0, extreme, 0, extreme]
    for (found, expected) in pairs(try train.standardized(using: standardizer).inputs, expected) {
      #expect(abs(found - expected) < 1e-6)
    }
    let held = try Dataset(inputs: [[3, 8, 100]], classes: [0])
    #expect(try held.standardized(using: standardizer).inputs == [0, 1, 0])

    let whole = Standardizer(
      fittedTo: try Dataset(inputs: [[1, 3], [5, 7]], classes: [0, 0]), scope: .all)
    #expect(whole.mean == [4])
    #expect(whole.standardDeviation == [Double(5).squareRoot()])

    #expect(throws: DatasetError.wrongShape(found: [1], expected: [3])) {
      try Dataset(inputs: [[1]], classes: [0]).standardized(using: standardizer)
    }
  }

  @Test("a constant column of large numbers is constant, whatever the rounding")
  func constantColumn() throws {
    let train = try Dataset(
      inputs: Array(repeating: [16_777_215.1], count: 1_001),
      classes: Array(repeating: 0, count: 1_001))
    let standardizer = Standardizer(fittedTo: train)
    #expect(standardizer.standardDeviation == [1])
    #expect(try train.standardized(using: standardizer).inputs.allSatisfy { $0 == 0 })
  }
}
