import CKernels

/// Zeros with probability `rate`, else 1/(1 − rate): multiplied with it, values keep their mean.
///
/// Each run draws anew: element `i` of run `step` is number `step · count + i` of the stream.
struct DropoutMask: Operation, Hashable {
  let shape: Shape
  let rate: Double
  let stream: UInt64

  var name: String { "dropout mask" }

  func shapes(of operands: [Shape]) -> [Shape] { [shape] }

  func derivative(_ node: Application, upstream: [Tensor?]) -> [Tensor?] { [] }

  func reference(_ operands: [ReferenceTensor], run: Run) -> [ReferenceTensor] {
    let first = run.step * UInt64(shape.count)
    let mask = (0..<UInt64(shape.count)).map { index -> Double in
      let block = dt_philox4x32(run.seed, stream, (first + index) / 4)
      let words = [block.w0, block.w1, block.w2, block.w3]
      let draw = Float(words[Int((first + index) % 4)] >> 8) * 0x1p-24
      return draw < Float(rate) ? 0 : 1 / (1 - rate)
    }
    return [ReferenceTensor(shape, mask)]
  }

  func lower(_ operands: Operands, into instructions: inout Instructions) {
    instructions.append(
      dt_dropout_mask,
      dt_dropout_mask_arguments(
        mask: operands.outputs[0].pointer, count: shape.count, stream: stream, rate: Float(rate)))
  }
}
