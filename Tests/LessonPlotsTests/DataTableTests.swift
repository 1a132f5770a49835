import LessonDisplay
import LessonTestSupport
import Testing

@testable import LessonPlots

@Suite("The numbers of a plot")
struct DataTableTests {
  @Test("stand beside each other where lines have the same places")
  func besideEachOther() {
    let chart = Chart(
      x: "epoch", y: "loss", Series("train", [0.5, 0.25, 0.125]),
      Series("held", [1, .nan]).band(lower: [0.5, 0], upper: [2, 0]))
    #expect(
      chart.data?.table.plainText == """
        epoch  train  held
        ─────  ─────  ───────────
            1  0.5    1 (0.5 … 2)
            2  0.25   –
            3  0.125  –
        """)
  }

  @Test("stand below each other where lines have places of their own")
  func belowEachOther() {
    let chart = Chart(
      x: "x", y: "y", Series("a", x: [0, 1], y: [1, 2]), Series("b", x: [0.5, 0.75], y: [3, 4]))
    #expect(
      chart.data?.table.plainText == """
              x  y
        ─  ────  ─
        a  0     1
        a  1     2
        b  0.5   3
        b  0.75  4
        """)
  }

  @Test("have a line's first and last point, and equal steps between", arguments: [2, 3, 8, 32])
  func thinning(limit: Int) {
    for count in 0..<200 {
      let kept = DataTable.thinned(count: count, to: limit)
      #expect(kept.count <= limit)
      #expect(kept.first == (count > 0 ? 0 : nil) && kept.last == (count > 0 ? count - 1 : nil))
      let steps = zip(kept, kept.dropFirst()).map { $1 - $0 }
      #expect(steps.dropLast().allSatisfy { $0 == steps[0] } && steps.last ?? 0 <= steps.first ?? 0)
      #expect(kept.count == count || count > limit)
    }
  }

  @Test("of a long line tell how many there are")
  func count() {
    let data = Chart(x: "step", y: "loss", Series("loss", (0..<1_000).map(Double.init))).data
    #expect(data?.count == 1_000)
    #expect(data?.table.rows.count == 32)
  }

  @Test("of joined bins count all values")
  func joinedBins() throws {
    let data = try #require(Histogram(bins: 100, (0..<1_000).map(Double.init)).data)
    let counts = data.table.rows.map { if case .integer(let count) = $0[1] { count } else { 0 } }
    #expect(counts.reduce(0, +) == 1_000)
    #expect(counts.count < 100)
  }

  @Test("of each other kind name rows and columns")
  func otherKinds() {
    #expect(
      SamplePlots.rates.data?.table.plainText == """
                 train   test
        ───────  ─────  ─────
        plain      0.9   0.75
        d = 0.5    0.8  -0.25
        """)
    #expect(
      SamplePlots.accuracies.data?.table.plainText == """
        depth \\ width    16   32     64
        ─────────────  ────  ───  ─────
        one            0.71  0.8  0.915
        two            0.6   0.5  –
        """)
    #expect(
      SamplePlots.halves.data?.table.plainText == """
               x₁  x₂
        ────  ───  ──
        low   0     0
        high  1     1
        high  0.5   2
        """)
    #expect(
      SamplePlots.valley.data?.table.plainText == """
                 #    w₁     w₂
        ───────  ─  ────  ─────
        descent  0  -1.5   0.75
        descent  1  -0.5  -0.5
        descent  2   0     0
        """)
    #expect(
      Contours(x: 0...1, y: 0...1, resolution: 2) { $0 + $1 }.data?.table.plainText == """
        y \\ x  0  1
        ─────  ─  ─
            1  1  2
            0  0  1
        """)
    #expect(SamplePlots.pixels.data == nil)
  }
}
