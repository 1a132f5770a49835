import TestSupport
import Testing

@testable import DeepTraining

@Suite("Augmentation")
struct AugmentationTests {
  /// `count` images of this shape with the numbers 1, 2, 3, … of which none is 0.
  private func numbered(_ count: Int, _ shape: [Int]) throws -> Dataset {
    let size = shape.reduce(1, *)
    return try Dataset(
      inputShape: shape, inputs: (0..<count * size).map { Float($0 % 97 + 1) },
      targets: .classes([Int32](repeating: 0, count: count), count: 1))
  }

  /// The numbers 1, 2, 3, … as an image, moved.
  private func moved(_ size: ImageSize, fill: Float = 0, _ move: (inout Movement) -> Void) -> [Float] {
    var image = (0..<size.count).map { Float($0 + 1) }
    var scratch = image
    image.withUnsafeMutableBufferPointer { image in
      scratch.withUnsafeMutableBufferPointer { scratch in
        var canvas = Canvas(image: image, size: size, scratch: scratch, fill: fill)
        move(&canvas.movement)
        canvas.move()
      }
    }
    return image
  }

  private let everything: Augmentation = [
    .shift(by: 2), .rotation(by: 20), .zoom(0.8...1.2), .horizontalFlip, .noise(standardDeviation: 0.1),
    .cutout(side: 2), .erasing,
  ]

  @Test("what an example gets depends on seed, epoch and its number, not on its batch or place in it")
  func counting() throws {
    let set = try numbered(7, [6, 5, 2])
    let whole = try set.augmented(by: everything, seed: 3, epoch: 4)
    let size = try everything.check(inputShape: [6, 5, 2])
    for examples in [[6, 0, 2], [2], [1, 1, 6, 5]] {
      var batch = set.selecting(examples).inputs
      batch.withUnsafeMutableBufferPointer {
        everything.apply(to: $0, size: size, examples: examples.map(Int32.init), seed: 3, epoch: 4)
      }
      #expect(batch == whole.selecting(examples).inputs)
    }
    #expect(try set.augmented(by: everything, seed: 3, epoch: 5).inputs != whole.inputs)
    #expect(try set.augmented(by: everything, seed: 2, epoch: 4).inputs != whole.inputs)
    #expect(whole.targets == set.targets)
    let same = try Dataset(
      inputShape: [2, 2], inputs: [1, 2, 3, 4, 1, 2, 3, 4], targets: .classes([0, 0], count: 1))
    let noisy = try same.augmented(by: [.noise(standardDeviation: 1)])
    #expect(noisy[0..<1].inputs != noisy[1..<2].inputs)
  }

  @Test("no steps, and steps of size 0, change nothing")
  func identity() throws {
    let set = try numbered(3, [4, 5])
    let still: [Augmentation] = [
      [], [.shift(by: 0), .rotation(by: 0), .zoom(1...1), .horizontalFlip(probability: 0)],
      [.noise(standardDeviation: 0), .erasing(probability: 0, area: 1...1, aspectRatio: 1...1)],
    ]
    for augmentation in still { #expect(try set.augmented(by: augmentation).inputs == set.inputs) }
  }

  @Test("a shift moves by whole pixels, exactly, every way equally often, and fills what becomes free")
  func shift() throws {
    var image = [Float](repeating: 0, count: 25)
    image[12] = 0.1
    let count = 900
    let set = try Dataset(
      inputShape: [5, 5], inputs: (0..<count).flatMap { _ in image },
      targets: .classes([Int32](repeating: 0, count: count), count: 1))
    let shifted = try set.augmented(by: [.shift(by: 1)])
    var places: [Int: Int] = [:]
    for example in 0..<count {
      let inked = shifted[example..<example + 1].inputs.enumerated().filter { $0.element != 0 }
      #expect(inked.map(\.element) == [0.1])
      places[inked[0].offset, default: 0] += 1
    }
    #expect(places.keys.sorted() == [6, 7, 8, 11, 12, 13, 16, 17, 18])
    // 100 are expected; the binomial deviation is 9.4.
    #expect(places.values.allSatisfy { abs($0 - 100) < 48 })

    let size = ImageSize(height: 2, width: 3, channels: 2)
    #expect(
      moved(size, fill: -1) { $0.shift(right: 1, down: -1) } == [-1, -1, 7, 8, 9, 10, -1, -1, -1, -1, -1, -1])
    // Whether rows are copied or interpolated makes no difference.
    for (right, down) in [(0, 1), (-2, 0), (2, 1), (-1, -1), (3, 0), (0, 2), (-3, -2), (100, -100)] {
      let interpolated = moved(size, fill: -1) {
        $0.flip()
        $0.shift(right: Double(-right), down: Double(down))
        $0.flip()
      }
      #expect(moved(size, fill: -1) { $0.shift(right: Double(right), down: Double(down)) } == interpolated)
    }
  }

  @Test("a quarter turn, a mirror image and a magnification are what they are called")
  func movements() {
    let square = ImageSize(height: 3, width: 3, channels: 1)
    let turned = moved(square) { $0.rotate(by: .pi / 2) }
    for (found, expected) in pairs(turned, [3, 6, 9, 2, 5, 8, 1, 4, 7] as [Float]) {
      #expect(abs(found - expected) < 1e-5)
    }
    let wide = ImageSize(height: 1, width: 3, channels: 2)
    #expect(moved(wide) { $0.flip() } == [5, 6, 3, 4, 1, 2])
    let row = ImageSize(height: 1, width: 5, channels: 1)
    #expect(moved(row) { $0.zoom(by: 2) } == [2, 2.5, 3, 3.5, 4])
    #expect(moved(row) { $0.zoom(by: 0.5) } == [0, 1, 3, 5, 0])
  }

  @Test("a place between pixels is interpolated bilinearly, half a pixel outside half with the fill")
  func interpolation() {
    let square = ImageSize(height: 2, width: 2, channels: 1)
    #expect(moved(square, fill: 9) { $0.shift(right: 0.5, down: 0.25) } == [6, 3.375, 5.75, 3])
  }

  @Test(
    "movements in a row are one: what leaves the picture may come back, and later ones act on earlier ones")
  func composition() {
    let size = ImageSize(height: 3, width: 4, channels: 1)
    let image = (1...12).map(Float.init)
    #expect(
      moved(size) {
        $0.shift(right: 9, down: 0)
        $0.shift(right: -9, down: 0)
      } == image)
    #expect(
      moved(size) {
        $0.shift(right: 1, down: 0)
        $0.flip()
      } == [3, 2, 1, 0, 7, 6, 5, 0, 11, 10, 9, 0])
    let back = moved(size) {
      $0.rotate(by: 0.3)
      $0.zoom(by: 1.5)
      $0.shift(right: 2, down: 1)
      $0.shift(right: -2, down: -1)
      $0.zoom(by: 1 / 1.5)
      $0.rotate(by: -0.3)
    }
    for (found, expected) in pairs(back, image) { #expect(abs(found - expected) < 1e-4) }
  }

  @Test("what is blanked before a movement moves with the image")
  func order() throws {
    let set = try numbered(50, [5, 5])
    let erased = Augmentation.Step.erasing(probability: 1, area: 1...1, aspectRatio: 1...1)
    #expect(try set.augmented(by: Augmentation([erased], fill: 7)).inputs.allSatisfy { $0 == 7 })
    #expect(try set.augmented(by: [erased, .shift(by: 2)]).inputs.allSatisfy { $0 == 0 })
    let hole = try set.augmented(by: [.cutout(side: 1), .horizontalFlip(probability: 1)])
    let mirrored = try set.augmented(by: [.horizontalFlip(probability: 1)])
    for example in 0..<50 {
      let both = pairs(hole[example..<example + 1].inputs, mirrored[example..<example + 1].inputs)
      #expect(both.count { $0 != $1 } == 1)
    }
  }

  @Test("a flip happens as often as its probability says")
  func flips() throws {
    let set = try numbered(2_000, [1, 2])
    let flipped = try set.augmented(by: [.horizontalFlip(probability: 0.3)])
    let count = (0..<2_000).count { flipped[$0..<$0 + 1].inputs != set[$0..<$0 + 1].inputs }
    // The binomial deviation is 20.5.
    #expect(abs(count - 600) < 103)
  }

  @Test("noise has mean 0 and the deviation asked for, also in images of an odd size")
  func noise() throws {
    let set = try Dataset(
      inputShape: [3, 3], inputs: [Float](repeating: 0, count: 90_000),
      targets: .classes([Int32](repeating: 0, count: 10_000), count: 1))
    let noisy = try set.augmented(by: [.noise(standardDeviation: 0.5)])
    let statistics = Standardizer(fittedTo: noisy)
    for (mean, deviation) in pairs(statistics.mean, statistics.standardDeviation) {
      #expect(abs(mean) < 5 * 0.5 / 100)
      #expect(abs(deviation - 0.5) < 5 * 0.5 / 20_000.squareRoot())
    }
    #expect(Set(noisy.inputs).count > 80_000)
  }

  @Test("cutout blanks a square around any pixel, cut off at the border, in all channels")
  func cutout() throws {
    let set = try numbered(400, [4, 6, 2])
    let cut = try set.augmented(by: [.cutout(side: 3)])
    var sizes: Set<Int> = []
    for example in 0..<400 {
      let image = cut[example..<example + 1].inputs
      let blank = (0..<24).filter { image[2 * $0] == 0 }
      #expect(blank == (0..<24).filter { image[2 * $0 + 1] == 0 })
      let (rows, columns) = (Set(blank.map { $0 / 6 }), Set(blank.map { $0 % 6 }))
      #expect(blank.count == rows.count * columns.count)
      #expect(
        rows.max()! - rows.min()! == rows.count - 1 && columns.max()! - columns.min()! == columns.count - 1)
      sizes.insert(blank.count)
    }
    #expect(sizes == [4, 6, 9])
  }

  @Test("random erasing blanks rectangles of the areas and ratios asked for, as often as asked")
  func erasing() throws {
    let set = try numbered(1_000, [40, 40])
    let erased = try set.augmented(by: [.erasing(probability: 0.5, area: 0.1...0.2, aspectRatio: 0.5...2)])
    var count = 0
    for example in 0..<1_000 {
      let image = erased[example..<example + 1].inputs
      let blank = (0..<1_600).filter { image[$0] == 0 }
      if blank.isEmpty { continue }
      count += 1
      let (rows, columns) = (Set(blank.map { $0 / 40 }).count, Set(blank.map { $0 % 40 }).count)
      #expect(blank.count == rows * columns)
      // Each side is rounded by half a pixel at most, and the smallest is 9.
      #expect((140...345).contains(blank.count))
      #expect((0.45...2.2).contains(Double(rows) / Double(columns)))
    }
    #expect(abs(count - 500) < 80)
  }

  @Test("what is not an image, and steps that cannot be done, are refused")
  func refusals() throws {
    func message(_ shape: [Int], _ augmentation: Augmentation) throws -> String? {
      let set = try numbered(1, shape)
      return #expect(throws: AugmentationError.self) { try set.augmented(by: augmentation) }?.description
    }
    #expect(
      try message([4], [.shift(by: 1)])
        == "augmentation needs images [height, width] or [height, width, channels], found [4]")
    #expect(
      try message([2, 2], [.shift(by: -1)])?.contains("shift(by: -1) needs a number of pixels") == true)
    let refused: [Augmentation.Step] = [
      .shift(by: .max), .rotation(by: -1), .rotation(by: .infinity), .zoom(0...1), .zoom(1...(.infinity)),
      .horizontalFlip(probability: 1.5), .horizontalFlip(probability: .nan), .noise(standardDeviation: -1),
      .noise(standardDeviation: .nan), .cutout(side: 0), .cutout(side: .max),
      .erasing(probability: 2, area: 0...1, aspectRatio: 1...1),
      .erasing(probability: 1, area: 0...2, aspectRatio: 1...1),
      .erasing(probability: 1, area: 0...1, aspectRatio: 0...1),
    ]
    for step in refused { #expect(try message([2, 2], [step])?.contains("needs") == true, "\(step)") }
    #expect(try message([2, 2], Augmentation([], fill: .nan))?.contains("fill") == true)
    let extreme: Augmentation = [.rotation(by: 1e300), .zoom(1e-300...1e-300), .shift(by: 1 << 24)]
    #expect(try numbered(2, [3, 3]).augmented(by: extreme).inputs.allSatisfy(\.isFinite))
  }
}
