import CKernels

extension dt_loop {
  /// The loops over `out`'s elements in which `a` and `b` are broadcast.
  static func elementwise(_ a: Shape, _ b: Shape, _ out: Shape) -> dt_loop {
    collapsed(
      out.extents, a: a.strides(broadcastTo: out), b: b.strides(broadcastTo: out), out: out.strides)
  }

  /// The fewest loops that visit the same elements: axes of extent 1 are removed, and neighbouring axes are merged if
  /// all operands traverse them without a gap.
  static func collapsed(_ extents: [Int], a: [Int], b: [Int], out: [Int]) -> dt_loop {
    var kept: [(extent: Int, a: Int, b: Int, out: Int)] = []
    for axis in extents.indices where extents[axis] != 1 {
      let next = (extent: extents[axis], a: a[axis], b: b[axis], out: out[axis])
      if let last = kept.last, last.a == next.a * next.extent, last.b == next.b * next.extent,
        last.out == next.out * next.extent
      {
        kept[kept.count - 1] = (last.extent * next.extent, next.a, next.b, next.out)
      } else {
        kept.append(next)
      }
    }
    if kept.isEmpty { kept = [(1, 1, 1, 1)] }
    precondition(kept.count <= dt_max_rank, "shapes with more than \(dt_max_rank) axes")
    return dt_loop_make(
      Int64(kept.count), kept.map { Int64($0.extent) }, kept.map { Int64($0.a) }, kept.map { Int64($0.b) },
      kept.map { Int64($0.out) })
  }
}
