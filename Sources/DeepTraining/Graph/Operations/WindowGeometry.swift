import CKernels

/// The places of a window on an image, along both axes.
struct WindowGeometry: Hashable, Sendable {
  let image: Size2D
  /// The number of elements in the window.
  let size: Size2D
  /// The distance between neighbouring places, in pixels.
  let stride: Size2D
  /// The distance between the window's elements, in pixels.
  let dilation: Size2D
  /// The number of places.
  let output: Size2D
  /// The number of padding pixels at the top and the left.
  let before: Size2D
  /// The number of padding pixels at the bottom and the right.
  let after: Size2D

  /// The places of a window.
  ///
  /// - Parameter what: The name of the window in errors: “kernel”.
  init(
    _ what: String = "window", of size: Size2D, on image: Size2D, stride: Size2D,
    dilation: Size2D = Size2D(1, 1),
    padding: Padding
  ) throws(ShapeError) {
    for (name, value) in [(what, size), ("stride", stride), ("dilation", dilation)]
    where !value.covers(Size2D(1, 1)) {
      throw ShapeError("has a \(name) of \(value); at least 1 × 1 is expected")
    }
    let reach = size.combined(dilation) { ($0 - 1) * $1 + 1 }
    switch padding {
    case .valid:
      guard image.covers(reach) else {
        let dilated = reach == size ? "" : ", which reaches over \(reach) with a dilation of \(dilation)"
        throw ShapeError(
          "has a \(what) of \(size)\(dilated), but the image is \(image); a smaller one or padding: .same is expected"
        )
      }
      output = image.combined(reach, -).combined(stride) { $0 / $1 + 1 }
      before = Size2D(0, 0)
      after = before
    case .same:
      output = image.combined(stride) { ($0 + $1 - 1) / $1 }
      let covered = output.combined(stride) { ($0 - 1) * $1 }.combined(reach, +)
      let missing = covered.combined(image) { max($0 - $1, 0) }
      before = missing.combined(Size2D(2, 2), /)
      after = missing.combined(before, -)
    }
    (self.image, self.size, self.stride, self.dilation) = (image, size, stride, dilation)
  }

  /// For a window with stride 1: the geometry with the window rotated by 180°, in which the window at each pixel covers
  /// the places that cover this pixel.
  var turned: WindowGeometry {
    let reach = size.combined(Size2D(1, 1), -)
    return WindowGeometry(
      image: output, size: size, output: image, before: reach.combined(before, -),
      after: reach.combined(after, -))
  }

  private init(image: Size2D, size: Size2D, output: Size2D, before: Size2D, after: Size2D) {
    let unit = Size2D(1, 1)
    (self.image, self.size, self.stride, self.dilation) = (image, size, unit, unit)
    (self.output, self.before, self.after) = (output, before, after)
  }

  /// For each place, in row-major order, the window's elements on the image: the index of the element in the window and
  /// of the pixel in the image.
  var places: [[(element: Int, pixel: Int)]] {
    (0..<output.count).map { place in
      let top = place / output.width * stride.height - before.height
      let left = place % output.width * stride.width - before.width
      return (0..<size.count).compactMap { element in
        let row = top + element / size.width * dilation.height
        let column = left + element % size.width * dilation.width
        guard (0..<image.height).contains(row), (0..<image.width).contains(column) else { return nil }
        return (element, row * image.width + column)
      }
    }
  }
}

extension dt_windows {
  init(_ geometry: WindowGeometry, batch: Int, channels: Int) {
    func pair(_ size: Size2D) -> (Int64, Int64) { (Int64(size.height), Int64(size.width)) }
    self.init(
      batch: Int64(batch), channels: Int64(channels), image: pair(geometry.image),
      output: pair(geometry.output),
      size: pair(geometry.size), stride: pair(geometry.stride), dilation: pair(geometry.dilation),
      before: pair(geometry.before))
  }
}
