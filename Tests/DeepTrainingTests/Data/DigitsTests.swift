import TestSupport
import Testing

@testable import DeepTraining

@Suite("Synthetic digits")
struct DigitsTests {
  @Test("images are 28×28 with numbers from 0 to 1, and the digits come in turn")
  func shape() throws {
    let digits = try Digits.synthetic(count: 25, seed: 3)
    #expect(digits.inputShape == [28, 28])
    #expect(digits.inputs.allSatisfy { (0...1).contains($0) })
    #expect(digits.classLabels == (0..<25).map { Int32($0 % 10) })
    #expect(digits.classCount == 10)
    #expect(throws: DatasetError.empty) { try Digits.synthetic(count: 0) }
  }

  @Test("an image depends only on the seed and its number")
  func reproducible() throws {
    let few = try Digits.synthetic(count: 12, seed: 3)
    let many = try Digits.synthetic(count: 40, seed: 3)
    #expect(many.prefix(12).inputs == few.inputs)
    #expect(try Digits.synthetic(count: 12, seed: 4).inputs != few.inputs)
    #expect(many[0..<1].inputs != many[10..<11].inputs)
  }

  @Test("every image has ink, nearly all of it away from the border")
  func placement() throws {
    let digits = try Digits.synthetic(count: 500, seed: 1)
    let images = (0..<500).map { digits[$0..<$0 + 1].inputs }
    let ink = images.map { image in image.filter { $0 > 0.4 }.count }
    #expect(ink.allSatisfy { $0 >= 15 && $0 <= 350 })
    let border = images.map { image in
      image.indices.filter { image[$0] > 0.4 && ($0 / 28 % 27 == 0 || $0 % 28 % 27 == 0) }.count
    }
    #expect(border.reduce(0, +) * 100 < ink.reduce(0, +))
  }

  /// Were the digits too much alike, lessons could not show that a network does better than a linear model.
  @Test("the mean images of the digits recognise most held-out ones, but far from all")
  func difficulty() throws {
    let (train, held) = try Digits.synthetic(count: 1_500, seed: 2).split(holdingOut: 0.2)
    var means = [[Float]](repeating: [Float](repeating: 0, count: 784), count: 10)
    for (image, label) in examples(of: train) {
      for pixel in 0..<784 { means[label][pixel] += image[pixel] / 120 }
    }
    let recognised = examples(of: held).count { image, label in
      let distances = means.map { mean in
        pairs(mean, image).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      }
      return distances.enumerated().min { $0.element < $1.element }?.offset == label
    }
    let accuracy = Double(recognised) / Double(held.count)
    #expect((0.5...0.9).contains(accuracy), "accuracy \(accuracy)")
  }

  private func examples(of set: Dataset) -> [(image: [Float], label: Int)] {
    (set.classLabels ?? []).enumerated().map { (set[$0..<$0 + 1].inputs, Int($1)) }
  }
}
