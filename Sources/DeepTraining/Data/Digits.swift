import CKernels
import Foundation

/// Generated digits to learn from when no file of real ones is available.
public enum Digits {
  /// Pixels along one side of an image.
  static let side = 28

  /// Images of 28×28 of the digits 0 to 9, similar to handwriting, with values from 0 (paper) to 1 (ink).
  ///
  /// Each digit has two or three ways of being written. For each image the control points of its strokes are displaced.
  /// Then the whole is stretched, slanted, rotated, moved, and bent by a smooth random field (after the elastic
  /// distortions of Simard, Steinkraus and Platt, "Best practices for convolutional neural networks applied to visual
  /// document analysis", 2003), and drawn with a pen of random width and pressure on noisy paper. Image `i` shows the
  /// digit `i % 10` and depends only on the seed and `i`.
  ///
  /// - Parameters:
  ///   - count: the number of images.
  ///   - seed: the same seed gives the same images, `DefaultSeed.value` by default.
  /// - Throws: `DatasetError.empty` for a count below 1.
  public static func synthetic(count: Int, seed: Int = DefaultSeed.value) throws -> Dataset {
    guard count >= 1 else { throw DatasetError.empty }
    let stream = RandomStream(seed: seed)
    let size = side * side
    var inputs = [Float](repeating: 0, count: count * size)
    inputs.withUnsafeMutableBufferPointer { inputs in
      for index in 0..<count {
        let image = UnsafeMutableBufferPointer(rebasing: inputs[index * size..<(index + 1) * size])
        draw(digit: index % 10, on: image, with: stream.split(index))
      }
    }
    return Dataset(
      checkedShape: [side, side], inputs: inputs,
      targets: .classes((0..<count).map { Int32($0 % 10) }, count: 10))
  }

  private static func draw(
    digit: Int, on image: UnsafeMutableBufferPointer<Float>, with stream: RandomStream
  ) {
    var stream = stream
    let variants = DigitGlyphs.variants[digit]
    let glyph = variants[stream.integer(below: variants.count)]
    let hand = Hand(&stream)
    for stroke in glyph {
      hand.draw(stroke, on: image, with: &stream)
    }
    addNoise(to: image, with: &stream)
  }

  /// Grey paper and speckles, with a strength that varies between images.
  private static func addNoise(
    to image: UnsafeMutableBufferPointer<Float>, with stream: inout RandomStream
  ) {
    let strength = Float(stream.uniform(in: 0...0.12))
    withUnsafeTemporaryAllocation(of: Float.self, capacity: image.count) { noise in
      let source = stream.split(0)
      dt_random_uniform(source.seed, source.stream, 0, noise.baseAddress, noise.count)
      for pixel in image.indices {
        image[pixel] = min(1, max(0, image[pixel] + strength * (2 * noise[pixel] - 1)))
      }
    }
  }
}

/// A way of holding pen and paper: the random properties that all strokes of an image share.
private struct Hand {
  private let placement: Affine
  private let bending: BendingField
  /// Half the width of the pen, in pixels.
  private let penRadius: Double
  /// The width over which the edge of a stroke fades, in pixels.
  private let softness: Double
  /// The ink in the middle of a stroke.
  private let pressure: Float

  init(_ stream: inout RandomStream) {
    placement = Affine(&stream)
    bending = BendingField(&stream)
    penRadius = stream.uniform(in: 0.8...1.7)
    softness = stream.uniform(in: 0.8...1.6)
    pressure = Float(stream.uniform(in: 0.7...1))
  }

  func draw(
    _ stroke: Stroke, on image: UnsafeMutableBufferPointer<Float>, with stream: inout RandomStream
  ) {
    var stroke = stroke
    for index in stroke.points.indices {
      stroke.points[index] += 0.025 * GlyphPoint(stream.normal(), stream.normal())
    }
    let path = stroke.flattened().map { bending.bend(placement.place($0)) }
    for (start, end) in zip(path, path.dropFirst()) {
      draw(from: start, to: end, on: image)
    }
  }

  /// Inks the pixels around a segment by their distance from it.
  private func draw(
    from start: GlyphPoint, to end: GlyphPoint, on image: UnsafeMutableBufferPointer<Float>
  ) {
    let reach = penRadius + softness
    let along = end - start
    let squaredLength = max((along * along).sum(), 1e-12)
    func pixels(_ axis: Int) -> Range<Int> {
      let first = max(0, (min(start[axis], end[axis]) - reach).rounded(.up))
      let last = min(Double(Digits.side - 1), (max(start[axis], end[axis]) + reach).rounded(.down))
      return first <= last ? Int(first)..<Int(last) + 1 : 0..<0
    }
    for y in pixels(1) {
      for x in pixels(0) {
        let offset = GlyphPoint(Double(x), Double(y)) - start
        let share = min(1, max(0, (offset * along).sum() / squaredLength))
        let gap = offset - share * along
        let distance = (gap * gap).sum().squareRoot()
        let ink =
          pressure * Float(min(1, max(0, (penRadius + softness - distance) / (2 * softness))))
        image[y * Digits.side + x] = max(image[y * Digits.side + x], ink)
      }
    }
  }
}

/// Maps the box of the glyphs to pixels, with random stretching, slant, rotation and shift.
private struct Affine {
  private let right: GlyphPoint
  private let down: GlyphPoint
  private let center: GlyphPoint

  init(_ stream: inout RandomStream) {
    let angle = stream.uniform(in: -0.22...0.22)
    let slant = stream.uniform(in: -0.22...0.32)
    let width = stream.uniform(in: 14...22)
    let height = stream.uniform(in: 16...22)
    let middle = Double(Digits.side - 1) / 2
    right = width * GlyphPoint(cos(angle), sin(angle))
    down =
      height * (GlyphPoint(-sin(angle), cos(angle)) - slant * GlyphPoint(cos(angle), sin(angle)))
    center = GlyphPoint(
      middle + stream.uniform(in: -1.75...1.75), middle + stream.uniform(in: -1.75...1.75))
  }

  func place(_ point: GlyphPoint) -> GlyphPoint {
    center + (point.x - 0.5) * right + (point.y - 0.5) * down
  }
}

/// A smooth random displacement of the plane: random vectors on a coarse grid, interpolated between its knots.
private struct BendingField {
  private static let knots = 5
  private static let spacing = Double(Digits.side - 1) / Double(knots - 1)
  private let displacements: [GlyphPoint]

  init(_ stream: inout RandomStream) {
    let strength = stream.uniform(in: 0.2...1.2)
    displacements = (0..<Self.knots * Self.knots).map { _ in
      strength * GlyphPoint(stream.normal(), stream.normal())
    }
  }

  func bend(_ point: GlyphPoint) -> GlyphPoint {
    let last = Double(Self.knots - 1)
    let position = (point / Self.spacing).clamped(
      lowerBound: .zero, upperBound: GlyphPoint(repeating: last.nextDown))
    let cell = position.rounded(.down)
    let share = position - cell
    // Flat at the knots, so that neighbouring cells join smoothly.
    let blend = share * share * (3 - 2 * share)
    let knot = Int(cell.y) * Self.knots + Int(cell.x)
    let above = displacements[knot] * (1 - blend.x) + displacements[knot + 1] * blend.x
    let below =
      displacements[knot + Self.knots] * (1 - blend.x) + displacements[knot + Self.knots + 1]
      * blend.x
    return point + above * (1 - blend.y) + below * blend.y
  }
}

extension Stroke {
  /// Points close enough to be connected by straight lines; on Catmull–Rom splines if the stroke is curved.
  fileprivate func flattened() -> [GlyphPoint] {
    let steps = 6
    var path = [points[0]]
    for span in 0..<points.count - 1 {
      let (start, end) = (points[span], points[span + 1])
      let before = isCurved ? points[max(span - 1, 0)] : start - (end - start)
      let after = isCurved ? points[min(span + 2, points.count - 1)] : end + (end - start)
      for step in 1...steps {
        let t = Double(step) / Double(steps)
        // Annotated: the type checker takes seconds over these sums otherwise.
        let slope: GlyphPoint = end - before
        let doubled: GlyphPoint = before * 2 + end * 4
        let bend: GlyphPoint = doubled - start * 5 - after
        let tripled: GlyphPoint = (start - end) * 3
        let turn: GlyphPoint = tripled - before + after
        let linear: GlyphPoint = slope * t
        let quadratic: GlyphPoint = bend * (t * t)
        let cubic: GlyphPoint = turn * (t * t * t)
        path.append(start + (linear + quadratic + cubic) / 2)
      }
    }
    return path
  }
}
