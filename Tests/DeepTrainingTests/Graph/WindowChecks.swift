@testable import DeepTraining

/// The convolutions that are checked: all paddings, strides, dilations and groups, kernels from one pixel to the whole
/// image and beyond, channels that fill vectors and that do not.
struct CheckedConvolution {
  var batch = 2
  var image = Size2D(6, 7)
  var channels = 3
  var filters = 4
  var kernel = Size2D(3, 3)
  var stride = Size2D(1, 1)
  var padding = Padding.valid
  var dilation = Size2D(1, 1)
  var groups = 1

  var shapes: [Shape] {
    [
      [batch, image.height, image.width, channels],
      [kernel.height, kernel.width, channels / groups, filters],
    ]
  }

  var geometry: ConvolutionGeometry {
    let window = try! WindowGeometry(
      of: kernel, on: image, stride: stride, dilation: dilation, padding: padding)
    return ConvolutionGeometry(window: window, groups: groups)
  }

  var function: CheckedFunction {
    let geometry = geometry
    return CheckedFunction("convolution, \(kernel) / \(stride), \(padding), \(dilation), \(groups)", shapes) {
      Tensor.apply(Convolution(geometry: geometry), $0)
    }
  }

  static let all = [
    CheckedConvolution(),
    CheckedConvolution(batch: 1, image: Size2D(5, 5), channels: 1, filters: 1),
    CheckedConvolution(batch: 3, image: Size2D(1, 1), kernel: Size2D(1, 1)),
    CheckedConvolution(kernel: Size2D(1, 1)),
    CheckedConvolution(kernel: Size2D(6, 7)),
    CheckedConvolution(image: Size2D(2, 3), kernel: Size2D(5, 5), padding: .same),
    CheckedConvolution(kernel: Size2D(2, 4), padding: .same),
    CheckedConvolution(stride: Size2D(2, 2)),
    CheckedConvolution(stride: Size2D(2, 2), padding: .same),
    CheckedConvolution(image: Size2D(5, 8), stride: Size2D(3, 2), padding: .same),
    CheckedConvolution(kernel: Size2D(2, 2), stride: Size2D(3, 3)),
    CheckedConvolution(padding: .same, dilation: Size2D(2, 2)),
    CheckedConvolution(image: Size2D(7, 8), stride: Size2D(2, 1), dilation: Size2D(2, 3)),
    CheckedConvolution(image: Size2D(4, 4), channels: 4, filters: 6, padding: .same, groups: 2),
    CheckedConvolution(
      image: Size2D(5, 4), channels: 4, filters: 8, stride: Size2D(2, 2), padding: .same, groups: 4),
    CheckedConvolution(image: Size2D(4, 5), channels: 3, filters: 3, dilation: Size2D(1, 2), groups: 3),
    CheckedConvolution(
      batch: 1, image: Size2D(2, 3), channels: 17, filters: 19, kernel: Size2D(1, 2)),
    CheckedConvolution(
      batch: 1, image: Size2D(3, 3), channels: 16, filters: 16, kernel: Size2D(2, 1), padding: .same),
  ]
}

/// The windows over which pooling is checked.
private let pooled: [(images: Shape, window: Size2D, stride: Size2D, padding: Padding)] = [
  ([2, 4, 6, 3], Size2D(2, 2), Size2D(2, 2), .valid),
  ([1, 5, 5, 1], Size2D(2, 2), Size2D(2, 2), .valid),
  ([1, 5, 5, 2], Size2D(2, 2), Size2D(2, 2), .same),
  ([2, 5, 4, 2], Size2D(3, 2), Size2D(1, 2), .valid),
  ([1, 4, 5, 3], Size2D(3, 3), Size2D(2, 2), .same),
  ([1, 2, 2, 67], Size2D(2, 2), Size2D(1, 1), .same),
  ([1, 3, 3, 2], Size2D(3, 3), Size2D(3, 3), .valid),
  ([1, 6, 6, 1], Size2D(1, 2), Size2D(4, 3), .valid),
]

let windowChecks: [CheckedFunction] = {
  var checks = CheckedConvolution.all.map(\.function)
  let secondDerivative = CheckedConvolution(
    image: Size2D(4, 3), channels: 2, filters: 2, kernel: Size2D(2, 2), stride: Size2D(2, 1), padding: .same)
  checks.append(
    CheckedFunction("a convolution's second derivatives", secondDerivative.shapes) { operands in
      let y = Tensor.apply(Convolution(geometry: secondDerivative.geometry), operands)[0]
      let derivatives = gradients(of: (y * y.squared()).sum(), at: operands)
      return [(derivatives[0].sum(axes: [0]) * derivatives[1].sum()).sum() + derivatives[0].squared()]
    })
  for (images, window, stride, padding) in pooled {
    let geometry = try! WindowGeometry(
      of: window, on: Size2D(images[1], images[2]), stride: stride, padding: padding)
    let name = "\(window) / \(stride), \(padding)"
    checks += [
      CheckedFunction("maximum under \(name)", [images]) {
        [.apply(WindowSelection(geometry: geometry), $0[0], $0[0])]
      },
      CheckedFunction("mean under \(name)", [images]) { [.apply(WindowMean(geometry: geometry), $0[0])] },
    ]
  }
  let geometry = try! WindowGeometry(
    of: Size2D(3, 2), on: Size2D(4, 5), stride: Size2D(2, 2), padding: .same)
  checks += [
    CheckedFunction("second derivative of the maximum under a window", [[2, 4, 5, 2]]) { x in
      let y = Tensor.apply(WindowSelection(geometry: geometry), x[0], x[0])
      return gradients(of: (y * y.squared()).sum(), at: x)
    },
    CheckedFunction("second derivative of the mean under a window", [[2, 4, 5, 2]]) { x in
      let y = Tensor.apply(WindowMean(geometry: geometry), x[0])
      return gradients(of: (y * y.squared()).sum(), at: x)
    },
    // Labels are whole numbers, among which many are equally large.
    CheckedFunction("selection at another's largest", [[1, 4, 5, 3], [1, 4, 5, 3]], differentiated: [1]) {
      Tensor.apply(WindowSelection(geometry: geometry), $0)
    },
  ]
  return checks
}()
