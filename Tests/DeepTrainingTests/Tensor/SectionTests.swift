import Testing

@testable import DeepTraining

@Suite("Sections")
struct SectionTests {
  @Test("tensors are put together along any axis, counted from either end")
  func concatenation() {
    let a = Tensor([[1, 2], [3, 4]]), b = Tensor([[5], [6]])
    #expect(Tensor.concatenated([a, b], axis: 1) == Tensor([[1, 2, 5], [3, 4, 6]]))
    #expect(Tensor.concatenated([b, a], axis: -1) == Tensor([[5, 1, 2], [6, 3, 4]]))
    #expect(Tensor.concatenated([a, a], axis: 0) == Tensor([[1, 2], [3, 4], [1, 2], [3, 4]]))
    #expect(Tensor.concatenated([a], axis: 1) == a)
    let empty = Tensor(zeros: [2, 0])
    #expect(Tensor.concatenated([a, empty, b], axis: 1) == Tensor([[1, 2, 5], [3, 4, 6]]))
  }

  @Test("a section of a concatenation is the part that lies there")
  func sections() {
    let parts = [1, 3, 2].map { Tensor(normal: [2, $0, 4], seed: $0) }
    let whole = Tensor.concatenated(parts, axis: 1)
    var start = 0
    for part in parts {
      #expect(whole.section(from: [0, start, 0], extents: part.shape.extents) == part)
      start += part.shape[1]
    }
  }

  @Test("a section and its embedding are each other's adjoint, which is what makes them derivatives")
  func adjoint() {
    let x = Tensor(normal: [4, 5, 3], seed: 1), y = Tensor(normal: [2, 2, 3], seed: 2)
    let section = x.section(from: [1, 3, 0], extents: [2, 2, 3])
    let embedding = Tensor.apply(Embedding(start: [1, 3, 0], target: x.shape), y)
    #expect(abs((section * y).sum().scalar - (embedding * x).sum().scalar) < 1e-5)
    #expect(embedding.scalars.count { $0 == 0 } == 60 - 12)
  }

  @Test("parts that do not fit are refused, with the shapes")
  func errors() {
    #expect(throws: ShapeError("shapes [[2, 3], [3, 3]] may differ only along axis 1")) {
      try Concatenation(axis: 1).shapes(of: [[2, 3], [3, 3]])
    }
    #expect(throws: ShapeError("shapes [[2, 3]] have no axis 2")) {
      try Concatenation(axis: 2).shapes(of: [[2, 3]])
    }
    #expect(throws: ShapeError("a box of extents [2, 2] at [1, 2] is not in shape [3, 3]")) {
      try Section(start: [1, 2], extents: [2, 2]).shapes(of: [[3, 3]])
    }
  }
}
