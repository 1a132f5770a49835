import Foundation

/// Random changes of images that preserve their meaning, so that a network learns from more variety than the examples
/// have.
///
///     let history = try trainer.fit(
///       train, epochs: 10, batchSize: 64, augmentation: [.shift(by: 2), .rotation(by: 10)])
///
/// The steps are applied in order to every image of a training batch, never in evaluation. The changes of example `i`
/// in an epoch depend only on the seed, the epoch and `i`, not on the order of the examples or the batch size. So every
/// epoch sees different images, and every run sees the same ones.
///
/// Images are `[height, width]` or `[height, width, channels]`; all channels of a pixel move together. Adjacent steps
/// that move pixels (shift, rotation, zoom, flip) are combined into one movement. So the image is interpolated only
/// once (bilinearly), and pixels that one step moves out of the image can be moved back in by another. Movements by
/// whole pixels are exact.
public struct Augmentation: Sendable, Hashable, ExpressibleByArrayLiteral {
  /// One random change.
  public enum Step: Sendable, Hashable {
    /// Moves the image by whole pixels, along each axis by a distance drawn from `-pixels...pixels`.
    case shift(by: Int)
    /// Turns the image about its centre by an angle drawn from `-degrees...degrees`.
    case rotation(by: Double)
    /// Magnifies the image about its centre by a factor drawn from a range such as `0.9...1.1`; factors above 1
    /// enlarge.
    case zoom(ClosedRange<Double>)
    /// Mirrors the image horizontally. Not for digits and letters.
    case horizontalFlip(probability: Double)
    /// Adds a random number to each value, drawn from a normal distribution of mean 0. Results are not limited to any
    /// range.
    case noise(standardDeviation: Double)
    /// Blanks a square whose centre may be any pixel, so that part of it may lie outside of the image.
    ///
    /// DeVries and Taylor, "Improved regularization of convolutional neural networks with cutout" (2017), where the
    /// side is 16 pixels for images of 32×32.
    case cutout(side: Int)
    /// Blanks a rectangle inside the image, with a probability. The fraction of the image that it covers and the ratio
    /// of its height to its width are drawn from ranges; the logarithm of the ratio is distributed uniformly. Sides
    /// longer than the image's are cut.
    ///
    /// Zhong, Kang, Zheng, Li and Yang, "Random erasing data augmentation" (2017), who fill with random numbers. As in
    /// torchvision, the fill is constant; unlike there, a rectangle is never drawn a second time.
    case erasing(probability: Double, area: ClosedRange<Double>, aspectRatio: ClosedRange<Double>)

    /// Mirrors an image horizontally with probability 0.5.
    public static var horizontalFlip: Step { .horizontalFlip(probability: 0.5) }

    /// Random erasing with the paper's ranges and probability 0.5: 2 to 40 % of the image, in ratios from 0.3 to 1/0.3.
    public static var erasing: Step {
      .erasing(probability: 0.5, area: 0.02...0.4, aspectRatio: 0.3...(1 / 0.3))
    }
  }

  /// The steps, in order.
  public var steps: [Step]
  /// The value of empty or blanked pixels: 0 by default, the background of images from 0 to 1. Images in another range
  /// need another value, such as -1.
  public var fill: Double

  /// These steps, in this order.
  public init(_ steps: [Step], fill: Double = 0) {
    self.steps = steps
    self.fill = fill
  }

  /// These steps, in this order, with a fill of 0.
  public init(arrayLiteral steps: Step...) { self.init(steps) }
}

/// The reason why images cannot be augmented.
public struct AugmentationError: Error, Hashable, CustomStringConvertible {
  /// What was found and what was expected.
  public let description: String
}

// MARK: - The checks

/// The extents of an image, channels last.
struct ImageSize: Sendable, Hashable {
  let height: Int
  let width: Int
  let channels: Int

  /// The number of values in an image.
  var count: Int { height * width * channels }
}

extension Augmentation {
  /// The size of images of `inputShape`.
  ///
  /// - Throws: `AugmentationError` if examples of this shape are not images, or a step is impossible.
  func check(inputShape: [Int]) throws -> ImageSize {
    guard inputShape.count == 2 || inputShape.count == 3 else {
      throw AugmentationError(
        description:
          "augmentation needs images [height, width] or [height, width, channels], found \(inputShape)")
    }
    guard Float(fill).isFinite else {
      throw AugmentationError(description: "the fill of an augmentation is \(fill), expected a finite number")
    }
    for step in steps {
      if let expected = step.unmetExpectation {
        throw AugmentationError(description: "the augmentation \(step) needs \(expected)")
      }
    }
    return ImageSize(
      height: inputShape[0], width: inputShape[1], channels: inputShape.count == 3 ? inputShape[2] : 1)
  }
}

extension Augmentation.Step {
  /// The requirement that this step violates; `nil` if there is none.
  fileprivate var unmetExpectation: String? {
    switch self {
    case .shift(let pixels):
      (0...Self.farthest).contains(pixels) ? nil : "a number of pixels of 0 ... \(Self.farthest)"
    case .rotation(let degrees):
      degrees >= 0 && degrees.isFinite ? nil : "a finite angle of 0 or more"
    case .zoom(let factors):
      factors.lowerBound > 0 && factors.upperBound.isFinite ? nil : "finite factors above 0"
    case .horizontalFlip(let probability):
      (0...1).contains(probability) ? nil : "a probability of 0 ... 1"
    case .noise(let deviation):
      deviation >= 0 && Float(deviation).isFinite ? nil : "a finite standard deviation of 0 or more"
    case .cutout(let side):
      (1...Self.farthest).contains(side) ? nil : "a side of 1 ... \(Self.farthest) pixels"
    case .erasing(let probability, let area, let ratio):
      if !(0...1).contains(probability) {
        "a probability of 0 ... 1"
      } else if !(area.lowerBound >= 0 && area.upperBound <= 1) {
        "shares of the image of 0 ... 1"
      } else {
        ratio.lowerBound > 0 && ratio.upperBound.isFinite ? nil : "finite ratios above 0"
      }
    }
  }

  /// More pixels than any image has, yet few enough that sums of positions cannot overflow.
  private static let farthest = 1 << 24
}

// MARK: - Applying

extension Streams {
  static let augmentation: UInt64 = 16 << 32
}

extension Augmentation {
  /// Changes the images of a batch in place.
  ///
  /// - Parameters:
  ///   - images: the images, one after another.
  ///   - size: The result of `check(inputShape:)`.
  ///   - examples: the index of each image in the training set.
  ///   - seed: the same seed gives the same changes.
  ///   - epoch: the number of completed passes through the training set.
  func apply(
    to images: UnsafeMutableBufferPointer<Float>, size: ImageSize, examples: some Collection<Int32>,
    seed: Int,
    epoch: Int
  ) {
    precondition(
      images.count == examples.count * size.count,
      "\(examples.count) images need \(examples.count * size.count) numbers, found \(images.count)")
    guard !steps.isEmpty else { return }
    let epochStream = RandomStream(seed: seed, stream: Streams.augmentation).split(epoch)
    withUnsafeTemporaryAllocation(of: Float.self, capacity: size.count) { scratch in
      for (position, example) in examples.enumerated() {
        var stream = epochStream.split(example)
        let image = UnsafeMutableBufferPointer(
          rebasing: images[position * size.count..<(position + 1) * size.count])
        apply(to: image, size: size, scratch: scratch, stream: &stream)
      }
    }
  }

  /// Changes one image in place.
  ///
  /// - Parameters:
  ///   - image: `size.count` numbers.
  ///   - scratch: memory for as many numbers.
  ///   - stream: the source of random numbers.
  func apply(
    to image: UnsafeMutableBufferPointer<Float>, size: ImageSize, scratch: UnsafeMutableBufferPointer<Float>,
    stream: inout RandomStream
  ) {
    let fill = Float(fill)
    var canvas = Canvas(image: image, size: size, scratch: scratch, fill: fill)
    for step in steps { step.apply(to: &canvas, stream: &stream) }
    canvas.move()
  }
}

extension Augmentation.Step {
  fileprivate func apply(to canvas: inout Canvas, stream: inout RandomStream) {
    let size = canvas.size
    switch self {
    case .shift(let pixels):
      let right = stream.integer(below: 2 * pixels + 1) - pixels
      let down = stream.integer(below: 2 * pixels + 1) - pixels
      canvas.movement.shift(right: Double(right), down: Double(down))
    case .rotation(let degrees):
      canvas.movement.rotate(by: stream.uniform(in: -degrees...degrees) * .pi / 180)
    case .zoom(let factors):
      canvas.movement.zoom(by: stream.uniform(in: factors))
    case .horizontalFlip(let probability):
      if stream.uniform() < probability { canvas.movement.flip() }
    case .noise(let deviation):
      canvas.addNoise(standardDeviation: deviation, stream: &stream)
    case .cutout(let side):
      let top = stream.integer(below: size.height) - side / 2
      let left = stream.integer(below: size.width) - side / 2
      canvas.blank(rows: top..<top + side, columns: left..<left + side)
    case .erasing(let probability, let area, let ratio):
      guard stream.uniform() < probability else { return }
      let pixels = stream.uniform(in: area) * Double(size.height * size.width)
      let drawnRatio = exp(stream.uniform(in: log(ratio.lowerBound)...log(ratio.upperBound)))
      let height = Int(min(Double(size.height), (pixels * drawnRatio).squareRoot().rounded()))
      let width = Int(min(Double(size.width), (pixels / drawnRatio).squareRoot().rounded()))
      let top = stream.integer(below: size.height - height + 1)
      let left = stream.integer(below: size.width - width + 1)
      canvas.blank(rows: top..<top + height, columns: left..<left + width)
    }
  }
}

// MARK: - Looking

extension Dataset {
  /// The examples as a training with this seed sees them in an epoch.
  ///
  /// - Parameters:
  ///   - augmentation: The changes of the images.
  ///   - seed: the trainer's seed, `DefaultSeed.value` by default.
  ///   - epoch: the number of completed passes through the examples, 0 by default.
  /// - Throws: `AugmentationError` if the examples are not images or a step is impossible, `DatasetError.notFinite`
  ///   if noise makes a number too large for 32 bits.
  public func augmented(
    by augmentation: Augmentation, seed: Int = DefaultSeed.value, epoch: Int = 0
  ) throws -> Dataset {
    let size = try augmentation.check(inputShape: inputShape)
    var images = inputs
    images.withUnsafeMutableBufferPointer {
      augmentation.apply(to: $0, size: size, examples: 0..<Int32(count), seed: seed, epoch: epoch)
    }
    try Self.checkFinite(images, size: inputSize, what: .input)
    return replacingInputs(images)
  }
}
