import CKernels
import Foundation

/// 0 with probability `rate`, otherwise 1/(1 − rate): multiplying by it keeps the mean of values.
///
/// Each run draws new numbers: element `i` of run `step` is number `step · count + i` of the stream. The operand is the
/// masked tensor. It is not read: it makes the mask part of the recording, so that it is not folded into a constant.
struct DropoutMask: ElementwiseOperation, Hashable {
  let shape: Shape
  let rate: Double
  let stream: UInt64

  var name: String { "dropout mask" }

  func shapes(of operands: [Shape]) -> [Shape] { [shape] }

  func derivative(_ node: Application, upstream: [Tensor?]) -> [Tensor?] { [nil] }

  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor] {
    let first = run.step * UInt64(shape.count)
    let mask = (0..<UInt64(shape.count)).map { index in
      run.unit(stream, first + index) < Float(rate) ? 0 : 1 / (1 - rate)
    }
    return [ReferenceTensor(shape, mask)]
  }

  func lower(_ operands: Operands, into instructions: inout Instructions) {
    instructions.append(
      dt_dropout_mask,
      dt_dropout_mask_arguments(
        mask: operands.outputs[0].pointer, count: shape.count, stream: stream, rate: Float(rate)))
  }

  var form: ElementwiseForm { .mask(stream: stream, rate: Float(rate)) }
}

/// Numbers from a normal distribution.
///
/// Each run draws new numbers: element `i` of run `step` is computed from numbers `2(step · count + i)` and the next of
/// the stream, by Box and Muller's cosine branch. These are multiples of 2⁻²⁴, so no result exceeds 5.77 standard
/// deviations. The operand is the tensor that receives the noise. It is not read: it makes the noise part of the
/// recording.
struct NormalNoise: Operation, Hashable {
  let shape: Shape
  let mean: Double
  let standardDeviation: Double
  let stream: UInt64

  var name: String { "normal noise" }

  func shapes(of operands: [Shape]) -> [Shape] { [shape] }

  func derivative(_ node: Application, upstream: [Tensor?]) -> [Tensor?] { [nil] }

  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor] {
    let first = run.step * UInt64(shape.count)
    let noise = (0..<UInt64(shape.count)).map { index in
      let place = 2 * (first + index)
      let radius = (-2 * Foundation.log(Double(1 - run.unit(stream, place)))).squareRoot()
      return mean + standardDeviation * radius * Foundation.cos(2 * .pi * Double(run.unit(stream, place + 1)))
    }
    return [ReferenceTensor(shape, noise)]
  }

  func lower(_ operands: Operands, into instructions: inout Instructions) {
    instructions.append(
      dt_normal_noise,
      dt_normal_noise_arguments(
        noise: operands.outputs[0].pointer, count: shape.count, stream: stream, mean: Float(mean),
        deviation: Float(standardDeviation)))
  }
}

extension Run {
  /// Number `index` of a stream, in [0, 1).
  fileprivate func unit(_ stream: UInt64, _ index: UInt64) -> Float {
    let block = dt_philox4x32(seed, stream, index / 4)
    return dt_random_unit([block.w0, block.w1, block.w2, block.w3][Int(index % 4)])
  }
}
