import Foundation

/// An image that is being changed in place, and a movement of its pixels that is still pending.
struct Canvas {
  private let image: UnsafeMutableBufferPointer<Float>
  let size: ImageSize
  private let scratch: UnsafeMutableBufferPointer<Float>
  private let fill: Float
  var movement = Movement()

  init(
    image: UnsafeMutableBufferPointer<Float>, size: ImageSize, scratch: UnsafeMutableBufferPointer<Float>,
    fill: Float
  ) {
    self.image = image
    self.size = size
    self.scratch = scratch
    self.fill = fill
  }

  /// Replaces the pixels in these rows and columns, which may extend beyond the image, by the fill.
  mutating func blank(rows: Range<Int>, columns: Range<Int>) {
    move()
    let columns = columns.clamped(to: 0..<size.width)
    for row in rows.clamped(to: 0..<size.height) {
      let start = row * size.width
      image[(start + columns.lowerBound) * size.channels..<(start + columns.upperBound) * size.channels]
        .update(repeating: fill)
    }
  }

  /// Adds normal noise, two numbers from two draws (both branches of Box and Muller's method).
  mutating func addNoise(standardDeviation: Double, stream: inout RandomStream) {
    move()
    for index in stride(from: 0, to: image.count, by: 2) {
      let radius = standardDeviation * (-2 * log(1 - stream.uniform())).squareRoot()
      let angle = 2 * .pi * stream.uniform()
      image[index] += Float(radius * cos(angle))
      if index + 1 < image.count { image[index + 1] += Float(radius * sin(angle)) }
    }
  }

  /// Applies the pending movement: each pixel gets the value at its place of origin.
  mutating func move() {
    guard movement != Movement() else { return }
    defer { movement = Movement() }
    scratch.baseAddress!.update(from: image.baseAddress!, count: size.count)
    if let (right, down) = movement.wholePixels { return copy(right: right, down: down) }
    let (centerX, centerY) = (Double(size.width - 1) / 2, Double(size.height - 1) / 2)
    for row in 0..<size.height {
      for column in 0..<size.width {
        let source = movement.source(x: Double(column) - centerX, y: Double(row) - centerY)
        sample(
          x: source.x + centerX, y: source.y + centerY, into: (row * size.width + column) * size.channels)
      }
    }
  }

  /// Copies `scratch`, moved by whole pixels, row by row: ten times as fast as interpolation.
  private func copy(right: Int, down: Int) {
    image.update(repeating: fill)
    let columns = max(0, right)..<max(0, right, min(size.width, size.width + right))
    for row in max(0, down)..<max(0, down, min(size.height, size.height + down)) {
      let target = (row * size.width + columns.lowerBound) * size.channels
      let source = ((row - down) * size.width + columns.lowerBound - right) * size.channels
      let count = columns.count * size.channels
      (image.baseAddress! + target).update(from: scratch.baseAddress! + source, count: count)
    }
  }

  /// Interpolates between the four pixels of `scratch` around a place.
  @inline(__always)
  private func sample(x: Double, y: Double, into target: Int) {
    // Also rejects places that are too far away to be converted to integers.
    guard x > -1, y > -1, x < Double(size.width), y < Double(size.height) else {
      for channel in 0..<size.channels { image[target + channel] = fill }
      return
    }
    // Truncation of a positive number is one instruction; rounding down is a function call.
    let (left, top) = (Int(x + 1) - 1, Int(y + 1) - 1)
    let (right, down) = (Float(x - Double(left)), Float(y - Double(top)))
    let isInside = left >= 0 && top >= 0 && left < size.width - 1 && top < size.height - 1
    let first = (top * size.width + left) * size.channels
    let rowSize = size.width * size.channels
    for channel in 0..<size.channels {
      let corners =
        isInside
        ? SIMD4(
          scratch[first + channel], scratch[first + channel + size.channels],
          scratch[first + channel + rowSize],
          scratch[first + channel + rowSize + size.channels])
        : SIMD4(
          pixel(row: top, column: left, channel), pixel(row: top, column: left + 1, channel),
          pixel(row: top + 1, column: left, channel), pixel(row: top + 1, column: left + 1, channel))
      let above = corners.x * (1 - right) + corners.y * right
      let below = corners.z * (1 - right) + corners.w * right
      image[target + channel] = above * (1 - down) + below * down
    }
  }

  private func pixel(row: Int, column: Int, _ channel: Int) -> Float {
    guard row >= 0, row < size.height, column >= 0, column < size.width else { return fill }
    return scratch[(row * size.width + column) * size.channels + channel]
  }
}

/// An affine map of the plane, with the middle of the image as its origin, from a pixel to its place of origin.
struct Movement: Equatable {
  private var xx = 1.0, xy = 0.0, yx = 0.0, yy = 1.0
  private var x = 0.0, y = 0.0

  /// The place of origin of a pixel.
  @inline(__always)
  func source(x: Double, y: Double) -> (x: Double, y: Double) {
    (xx * x + xy * y + self.x, yx * x + yy * y + self.y)
  }

  /// The distance of a movement that only shifts by whole pixels; `nil` for other movements.
  var wholePixels: (right: Int, down: Int)? {
    guard (xx, xy, yx, yy) == (1, 0, 0, 1), let right = Int(exactly: -x), let down = Int(exactly: -y) else {
      return nil
    }
    return (right, down)
  }

  mutating func shift(right: Double, down: Double) {
    (x, y) = source(x: -right, y: -down)
  }

  mutating func rotate(by angle: Double) {
    let (c, s) = (cos(angle), sin(angle))
    (xx, xy) = (xx * c + xy * s, xy * c - xx * s)
    (yx, yy) = (yx * c + yy * s, yy * c - yx * s)
  }

  mutating func zoom(by factor: Double) {
    (xx, xy, yx, yy) = (xx / factor, xy / factor, yx / factor, yy / factor)
  }

  mutating func flip() {
    (xx, yx) = (-xx, -yx)
  }
}
