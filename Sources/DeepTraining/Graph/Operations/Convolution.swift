import COneDNN

/// The geometry of a convolution: its window and its groups.
struct ConvolutionGeometry: Hashable, Sendable {
  let window: WindowGeometry
  /// The number of groups of channels; sums do not cross groups.
  let groups: Int
}

/// The products of a convolution, added up in one of three ways.
///
/// A convolution multiplied by the derivative of the loss is a sum of products input · weight · output, one for each
/// pixel, element of the kernel and pair of connected channels. The sum of the products of two of the three is the
/// derivative with respect to the third: the convolution itself, the derivative with respect to its input, and that
/// with respect to its weights. So the derivatives of each of the three are the other two, to any order.
///
/// Operands are the two factors that are not computed, in the order of `Factor`. As usual in deep learning, the kernel
/// is not flipped: in mathematics this is a cross-correlation.
struct Convolution: Operation, Hashable {
  enum Factor: Hashable, Sendable, CaseIterable {
    /// `[batch, height, width, channels]`.
    case input
    /// `[kernel height, kernel width, input channels / groups, output channels]`.
    case weight
    /// `[batch, output height, output width, output channels]`.
    case output
  }

  let geometry: ConvolutionGeometry
  /// The factor that is computed.
  var result = Factor.output

  var name: String { "convolution" }

  private var factors: [Factor] { Factor.allCases.filter { $0 != result } }

  /// The shapes of all three factors, if those of the operands fit.
  private func shapes(given operands: [Shape]) -> [Factor: Shape]? {
    guard operands.allSatisfy({ $0.rank == 4 }) else { return nil }
    let given = Dictionary(uniqueKeysWithValues: zip(factors, operands))
    let window = geometry.window, groups = geometry.groups
    let batch = (given[.input] ?? given[.output]!)[0]
    let inputs = given[.input]?[3] ?? given[.weight]![2] * groups
    let outputs = given[.output]?[3] ?? given[.weight]![3]
    let shapes: [Factor: Shape] = [
      .input: [batch, window.image.height, window.image.width, inputs],
      .weight: [window.size.height, window.size.width, inputs / groups, outputs],
      .output: [batch, window.output.height, window.output.width, outputs],
    ]
    let isDivided = inputs % groups == 0 && outputs % groups == 0
    return isDivided && factors.allSatisfy { given[$0] == shapes[$0] } ? shapes : nil
  }

  func shapes(of operands: [Shape]) throws(ShapeError) -> [Shape] {
    guard let shapes = shapes(given: operands) else {
      throw ShapeError(
        "shapes \(operands[0]) and \(operands[1]) do not fit a kernel of \(geometry.window.size) on images of "
          + "\(geometry.window.image) with \(geometry.groups) groups")
    }
    return [shapes[result]!]
  }

  func derivative(_ node: Application, upstream: [Tensor?]) -> [Tensor?] {
    factors.enumerated().map { index, factor in
      guard node.wanted[index] else { return nil }
      let given = [result: upstream[0]!, factors[1 - index]: node.operands[1 - index]]
      return Tensor.apply(
        Convolution(geometry: geometry, result: factor), Factor.allCases.compactMap { given[$0] })[0]
    }
  }

  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor] {
    let shapes = shapes(given: operands.map(\.shape))!
    var sums = [Double](repeating: 0, count: shapes[result]!.count)
    let first = operands[0].scalars, second = operands[1].scalars
    forEachProduct(shapes) { input, weight, output in
      switch result {
      case .input: sums[input] += first[weight] * second[output]
      case .weight: sums[weight] += first[input] * second[output]
      case .output: sums[output] += first[input] * second[weight]
      }
    }
    return [ReferenceTensor(shapes[result]!, sums)]
  }

  /// Calls `body` with the positions, in the three tensors, of numbers that are multiplied.
  private func forEachProduct(
    _ shapes: [Factor: Shape], _ body: (_ input: Int, _ weight: Int, _ output: Int) -> Void
  ) {
    let batch = shapes[.input]![0], channels = shapes[.input]![3], outputs = shapes[.output]![3]
    let inputs = channels / geometry.groups, outputsOfGroup = outputs / geometry.groups
    let places = geometry.window.places
    for example in 0..<batch {
      for (place, taps) in places.enumerated() {
        for (element, pixel) in taps {
          for output in 0..<outputs {
            for input in 0..<inputs {
              let channel = output / outputsOfGroup * inputs + input
              body(
                (example * geometry.window.image.count + pixel) * channels + channel,
                (element * inputs + input) * outputs + output,
                (example * geometry.window.output.count + place) * outputs + output)
            }
          }
        }
      }
    }
  }

  func keepsExamplesApart(_ operands: [Shape], isBatch: [Bool]) -> Bool {
    result == .output && isBatch == [true, false]
  }

  func lower(_ operands: Operands, into instructions: inout Instructions) {
    lower(operands, bias: nil, into: &instructions)
  }

  fileprivate func lower(
    _ operands: Operands, bias: UnsafePointer<Float>?, into instructions: inout Instructions
  ) {
    guard operands.outputs[0].count > 0 else { return }
    let given = Dictionary(uniqueKeysWithValues: zip(factors, operands.inputs))
      .merging([result: operands.outputs[0]]) { first, _ in first }
    var shape = dt_convolution_shape(
      geometry, input: given[.input]!.shape, output: given[.output]!.shape)
    let input = given[.input]!, weight = given[.weight]!, output = given[.output]!
    let convolution = "\(input.shape) with \(weight.shape)"
    let task =
      result == .output
      ? "convolve \(convolution)" : "differentiate the convolution of \(convolution), towards its \(result)"
    instructions.appendPrimitive(task) { status in
      dt_convolution(&shape, direction, input.pointer, weight.pointer, bias, output.pointer, &status)
    }
  }

  private var direction: dt_convolution_direction {
    switch result {
    case .output: dt_convolution_forward
    case .input: dt_convolution_input_gradient
    case .weight: dt_convolution_weight_gradient
    }
  }
}

/// A convolution plus a number for each of its output channels.
///
/// Plans combine a convolution and a sum into it. Operands: input, weight, bias.
struct BiasedConvolution: PlanOperation, Hashable {
  let convolution: Convolution

  var name: String { "\(convolution.name) with bias" }

  func shapes(of operands: [Shape]) throws(ShapeError) -> [Shape] {
    try convolution.shapes(of: Array(operands.prefix(2)))
  }

  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor] {
    let sums = convolution.reference(Array(operands.prefix(2)), run: run)
    return Binary(.add).reference([sums[0], operands[2]], run: run)
  }

  func lower(_ operands: Operands, into instructions: inout Instructions) {
    convolution.lower(
      Operands(inputs: Array(operands.inputs.prefix(2)), outputs: operands.outputs),
      bias: operands.inputs[2].constant, into: &instructions)
  }
}

extension Tensor {
  /// The convolution of images, channels last, with a kernel: at each place of the kernel, and for each of its output
  /// channels, the sum of the products of the kernel with the pixels under it.
  ///
  /// - Parameters:
  ///   - weight: `[kernel height, kernel width, input channels / groups, output channels]`. It is not flipped.
  ///   - stride: The distance between neighbouring places of the kernel, in pixels.
  ///   - padding: The pixels around the images.
  ///   - dilation: The distance between the kernel's elements, in pixels; 1 means adjacent.
  ///   - groups: The number of groups of channels; each output channel sees one group of the input.
  /// - Returns: `[batch, output height, output width, output channels]` for `[batch, height, width, channels]`.
  public func convolved(
    with weight: Tensor, stride: some WindowSize = 1, padding: Padding = .valid,
    dilation: some WindowSize = 1,
    groups: Int = 1
  ) -> Tensor {
    precondition(
      shape.rank == 4 && weight.shape.rank == 4 && groups > 0,
      "images of shape \(shape), weights of shape \(weight.shape) and \(groups) groups cannot be convolved; "
        + "[batch, height, width, channels], [kernel height, kernel width, channels / groups, outputs] are expected"
    )
    do {
      let window = try WindowGeometry(
        "kernel", of: Size2D(weight.shape[0], weight.shape[1]), on: Size2D(shape[1], shape[2]),
        stride: stride.size2D,
        dilation: dilation.size2D, padding: padding)
      return .apply(Convolution(geometry: ConvolutionGeometry(window: window, groups: groups)), self, weight)
    } catch {
      preconditionFailure("a convolution of \(shape) with \(weight.shape) \(error)")
    }
  }
}

extension dt_convolution_shape {
  fileprivate init(_ geometry: ConvolutionGeometry, input: Shape, output: Shape) {
    func pair(_ size: Size2D) -> (Int64, Int64) { (Int64(size.height), Int64(size.width)) }
    let window = geometry.window
    self.init(
      batch: Int64(input[0]), input_channels: Int64(input[3]), output_channels: Int64(output[3]),
      groups: Int64(geometry.groups), input: pair(window.image), output: pair(window.output),
      kernel: pair(window.size), stride: pair(window.stride), dilation: pair(window.dilation),
      padding_before: pair(window.before), padding_after: pair(window.after))
  }
}
