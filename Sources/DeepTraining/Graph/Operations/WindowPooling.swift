import CKernels

/// Selects, for each place of a window on images `[batch, height, width, channels]` and each channel, the element at
/// the position where x is largest; the first in row-major order if several are equal.
///
/// Operands: x, and the images from which elements are selected. If these are x itself, this is max pooling.
struct WindowSelection: Operation, Hashable {
  let geometry: WindowGeometry

  var name: String { "selection of the largest" }

  func shapes(of operands: [Shape]) throws(ShapeError) -> [Shape] {
    try geometry.requireImages(operands)
    return [geometry.places(of: operands[0])]
  }

  /// The position of the largest x does not change under small changes of x.
  func derivative(_ node: Application, upstream: [Tensor?]) -> [Tensor?] {
    [nil, node.wanted[1] ? .apply(WindowScatter(geometry: geometry), node.operands[0], upstream[0]!) : nil]
  }

  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor] {
    let selected = geometry.largest(operands[0]).map { operands[1].scalars[$0] }
    return [ReferenceTensor(geometry.places(of: operands[0].shape), selected)]
  }

  func keepsExamplesApart(_ operands: [Shape], isBatch: [Bool]) -> Bool { isBatch.allSatisfy(\.self) }

  func lower(_ operands: Operands, into instructions: inout Instructions) {
    instructions.append(
      dt_window_selection, dt_window_arguments(geometry, operands, images: operands.inputs[0]))
  }
}

/// Each element of the images gets the sum over the places at which it has the largest x: the adjoint of selection.
///
/// Operands: x, and a number for each place and channel.
struct WindowScatter: Operation, Hashable {
  let geometry: WindowGeometry

  var name: String { "scattering to the largest" }

  func shapes(of operands: [Shape]) throws(ShapeError) -> [Shape] {
    try geometry.requireImages([operands[0]])
    try geometry.requirePlaces(operands[1], of: operands[0])
    return [operands[0]]
  }

  func derivative(_ node: Application, upstream: [Tensor?]) -> [Tensor?] {
    [nil, node.wanted[1] ? .apply(WindowSelection(geometry: geometry), node.operands[0], upstream[0]!) : nil]
  }

  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor] {
    let x = operands[0]
    var y = ReferenceTensor(x.shape, [Double](repeating: 0, count: x.shape.count))
    for (element, value) in zip(geometry.largest(x), operands[1].scalars) { y.scalars[element] += value }
    return [y]
  }

  func lower(_ operands: Operands, into instructions: inout Instructions) {
    instructions.append(
      dt_window_scatter, dt_window_arguments(geometry, operands, images: operands.outputs[0]))
  }
}

/// The mean of the elements under each place of a window, per channel. Padding does not count.
struct WindowMean: Operation, Hashable {
  let geometry: WindowGeometry

  var name: String { "mean under a window" }

  func shapes(of operands: [Shape]) throws(ShapeError) -> [Shape] {
    try geometry.requireImages(operands)
    return [geometry.places(of: operands[0])]
  }

  func derivative(_ node: Application, upstream: [Tensor?]) -> [Tensor?] {
    [.apply(WindowSpread(geometry: geometry), upstream[0]!)]
  }

  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor] {
    let x = operands[0]
    let means = geometry.elements(under: x.shape).map { elements in
      elements.reduce(0) { $0 + x.scalars[$1] } / Double(elements.count)
    }
    return [ReferenceTensor(geometry.places(of: x.shape), means)]
  }

  func keepsExamplesApart(_ operands: [Shape], isBatch: [Bool]) -> Bool { isBatch.allSatisfy(\.self) }

  func lower(_ operands: Operands, into instructions: inout Instructions) {
    instructions.append(dt_window_mean, dt_window_arguments(geometry, operands, images: operands.inputs[0]))
  }
}

/// The number of each place, distributed equally to the elements under it: the adjoint of the mean.
struct WindowSpread: Operation, Hashable {
  let geometry: WindowGeometry

  var name: String { "spreading under a window" }

  func shapes(of operands: [Shape]) throws(ShapeError) -> [Shape] {
    let places = operands[0]
    guard places.rank == 4 else { throw ShapeError("shape \(places) is not that of images") }
    let images: Shape = [places[0], geometry.image.height, geometry.image.width, places[3]]
    try geometry.requirePlaces(places, of: images)
    return [images]
  }

  func derivative(_ node: Application, upstream: [Tensor?]) -> [Tensor?] {
    [.apply(WindowMean(geometry: geometry), upstream[0]!)]
  }

  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor] {
    let places = operands[0].shape
    let images: Shape = [places[0], geometry.image.height, geometry.image.width, places[3]]
    var y = ReferenceTensor(images, [Double](repeating: 0, count: images.count))
    for (elements, value) in zip(geometry.elements(under: images), operands[0].scalars) {
      for element in elements { y.scalars[element] += value / Double(elements.count) }
    }
    return [y]
  }

  func lower(_ operands: Operands, into instructions: inout Instructions) {
    instructions.append(
      dt_window_spread, dt_window_arguments(geometry, operands, images: operands.outputs[0]))
  }
}

extension WindowGeometry {
  fileprivate func places(of images: Shape) -> Shape { [images[0], output.height, output.width, images[3]] }

  fileprivate func requireImages(_ shapes: [Shape]) throws(ShapeError) {
    for shape in shapes
    where shape.rank != 4 || Size2D(shape[1], shape[2]) != image || shape != shapes[0] {
      throw ShapeError("shapes \(shapes) are not those of images of \(image)")
    }
  }

  fileprivate func requirePlaces(_ shape: Shape, of images: Shape) throws(ShapeError) {
    guard shape == places(of: images) else {
      throw ShapeError("shape \(shape) is not that of the places, \(places(of: images))")
    }
  }

  /// For each place and channel, in row-major order, the indices of the images' elements under the window.
  fileprivate func elements(under images: Shape) -> [[Int]] {
    let channels = images[3], places = places
    return (0..<images[0]).flatMap { example in
      places.flatMap { taps in
        (0..<channels).map { channel in
          taps.map { (example * image.count + $0.pixel) * channels + channel }
        }
      }
    }
  }

  /// For each place and channel, the index of the first largest element.
  fileprivate func largest(_ x: ReferenceTensor) -> [Int] {
    elements(under: x.shape).map { elements in
      elements.dropFirst().reduce(elements[0]) { best, element in
        x.scalars[element] > x.scalars[best] || x.scalars[element].isNaN ? element : best
      }
    }
  }
}

extension dt_window_arguments {
  fileprivate init(_ geometry: WindowGeometry, _ operands: Operands, images: Operands.Operand) {
    self.init(
      x: operands.inputs[0].constant, v: operands.inputs.last!.constant, y: operands.outputs[0].pointer,
      windows: dt_windows(geometry, batch: images.shape[0], channels: images.shape[3]))
  }
}
