import Testing

@testable import DeepTraining

@Suite("Functions of tensors")
struct FunctionTests {
  @Test("a large number absorbs a small one in single precision, as the text says")
  func absorption() {
    #expect(Tensor(1e8) + 1 == Tensor(1e8))
    #expect((Tensor(1e8) + 1 - 1e8).scalar == 0)
    #expect(1e8 + 1.0 - 1e8 == 1, "double precision still tells them apart")
    // From 2²⁴ on whole numbers have gaps.
    #expect(Tensor(16_777_216) + 1 == Tensor(16_777_216))
    #expect(Tensor(16_777_215) + 1 == Tensor(16_777_216))
  }

  @Test("a formula with number variables needs no types and no help")
  func formulas() {
    let x = Tensor([1, 2]), eta = 0.1, count = 3
    let y = 1 - eta * x
    let z = (y - 0.5 * x[0] + 2) / Double(count) * x - x / 2 + eta
    #expect(y == Tensor([0.9, 0.8]))
    #expect(z.shape == [2])
  }

  @Test("comparisons give ones and zeros, and a number that is not a number compares as false")
  func comparisons() {
    let a = Tensor([1, 2, 3, .nan]), b = Tensor([2, 2, 2, 2])
    #expect(a.isGreater(than: b).scalars == [0, 0, 1, 0])
    #expect(a.isGreaterOrEqual(to: b).scalars == [0, 1, 1, 0])
    #expect(a.isLess(than: 2).scalars == [1, 0, 0, 0])
    #expect(a.isLessOrEqual(to: 2).scalars == [1, 1, 0, 0])
    #expect(a.isEqual(to: 2).scalars == [0, 1, 0, 0])
  }

  @Test("what is not taken in a replacement may be infinite or undefined")
  func replacement() {
    let x = Tensor([-1, 0, 4])
    let isPositive = x.isGreater(than: 0)
    let y = Tensor(zerosLike: x).replacing(with: x.log(), where: isPositive)
    #expect(y[0] == 0 && y[1] == 0 && abs(y[2] - 1.3862944) < 1e-6)
    let slope = gradient(at: x) { x in
      x.replacing(with: x.squareRoot(), where: x.isGreater(than: 0)).sum()
    }
    #expect(slope.scalars[2] == 0.25)
    #expect(Tensor([1, .nan, 3]).replacing(with: 0, where: Tensor([0, 1, 0])).scalars == [1, 0, 3])
  }

  @Test("softmax and its relatives work over the last axis and do not overflow")
  func softmax() {
    let x = Tensor([1000, 1001, -1000, 0, 0, 0], shape: [1, 2, 3])
    #expect(x.softmax().sum(axes: [-1]).scalars.allSatisfy { abs($0 - 1) < 1e-6 })
    #expect(abs(x.logSumExp(axes: [2])[0, 0] - 1001.3133) < 1e-3)
    #expect(abs(x.logSoftmax()[0, 0, 2] + 2001.3133) < 1e-3)
    #expect(x.logSumExp(axes: [2]).shape == [1, 2])
    #expect(x.logSumExp(axes: [2], keepingAxes: true).shape == [1, 2, 1])
    #expect(x.logSumExp().shape == [])
  }

  @Test("argmax gives the first of the largest")
  func argmax() {
    let x = Tensor([[1, 5, 5], [7, 0, 2]])
    #expect(x.argmax(axis: 1).scalars == [1, 0])
    #expect(x.argmax(axis: -2).scalars == [1, 0, 0])
    #expect(Tensor([3, 1, 4, 1]).argmax() == 2)
  }

  @Test("a cumulative sum ends with the sum")
  func cumulativeSum() {
    #expect(Tensor([1, 2, 3]).cumulativeSum(axis: 0).scalars == [1, 3, 6])
    #expect(Tensor([[1, 2], [3, 4]]).cumulativeSum(axis: 0) == Tensor([[1, 2], [4, 6]]))
    #expect(Tensor([[1, 2], [3, 4]]).cumulativeSum(axis: -1) == Tensor([[1, 3], [3, 7]]))
  }

  @Test("nothing flows back through a tensor without gradient")
  func barrier() {
    let x = Tensor([3, 5])
    #expect(gradient(at: x) { ($0.withoutGradient() * $0).sum() } == x)
    #expect(gradient(at: x) { $0.squared().withoutGradient().sum() } == Tensor(zerosLike: x))
  }

  @Test("vectors are rows before a matrix and columns after it")
  func products() {
    let a = Tensor([[1, 2], [3, 4]]), v = Tensor([10, 1])
    #expect(v.matrixProduct(a) == Tensor([13, 24]))
    #expect(a.matrixProduct(v) == Tensor([12, 34]))
    #expect(v.matrixProduct(v) == Tensor(101) && v.dot(v) == Tensor(101))
    #expect(v.outerProduct(Tensor([1, 2, 3])) == Tensor([[10, 20, 30], [1, 2, 3]]))
    #expect(
      Tensor(ones: [2, 3, 4]).matrixProduct(Tensor(ones: [4, 5])) == Tensor(repeating: 4, shape: [2, 3, 5]))
  }

  @Test("tensors are made of ranges, ends, classes and other tensors")
  func construction() {
    #expect(Tensor(2..<5).scalars == [2, 3, 4])
    #expect(Tensor(linear: 0...1, count: 5).scalars == [0, 0.25, 0.5, 0.75, 1])
    #expect(Tensor(linear: 3...4, count: 1).scalars == [3])
    #expect(Tensor(identity: 2) == Tensor([[1, 0], [0, 1]]))
    #expect(Tensor(oneHot: [2, 0], classes: 3) == Tensor([[0, 0, 1], [1, 0, 0]]))
    #expect(Tensor([[1], [0]]).oneHot(classes: 2).shape == [2, 1, 2])
    #expect(Tensor.stacked([Tensor([1, 2]), Tensor([3, 4])]) == Tensor([[1, 2], [3, 4]]))
    #expect(Tensor.stacked([Tensor([1, 2]), Tensor([3, 4])], axis: -1) == Tensor([[1, 3], [2, 4]]))
    #expect(Tensor.stacked([Tensor(1), Tensor(2)]) == Tensor([1, 2]))
    #expect(Tensor([[1, 2], [3, 4]]).unstacked() == [Tensor([1, 2]), Tensor([3, 4])])
    #expect(Tensor([1, 2]).unstacked() == [Tensor(1), Tensor(2)])
    #expect(Tensor(zeros: [0, 3]).unstacked().isEmpty)
  }

  @Test("random tensors have the distributions that they are named for")
  func random() {
    let n = 20_000.0, shape: Shape = [100, 200]
    let cut = Tensor(truncatedNormal: shape, mean: 1, standardDeviation: 0.5, seed: 1)
    #expect(abs(cut.mean().scalar - 1) < 5 * 0.5 / n.squareRoot())
    #expect(abs(cut.standardDeviation().scalar - 0.5) < 5 * 0.5 / (2 * n).squareRoot())
    #expect(cut.max().scalar <= 1 + 0.5 * 2.2738)
    let coins = Tensor(bernoulli: shape, probability: 0.3, seed: 1)
    #expect(coins.scalars.allSatisfy { $0 == 0 || $0 == 1 })
    #expect(abs(coins.mean().scalar - 0.3) < 5 * (0.21 / n).squareRoot())
    let dice = Tensor(integers: shape, in: 1..<7, seed: 1)
    for face in 1...6 {
      #expect(abs(dice.isEqual(to: Double(face)).mean().scalar - 1 / 6) < 5 * (5 / 36 / n).squareRoot())
    }
    #expect(Tensor(permutation: 50, seed: 1).scalars.sorted() == Tensor(0..<50).scalars)
    #expect(Tensor(permutation: 50, seed: 1) != Tensor(permutation: 50, seed: 2))
  }
}
