import LessonDisplay
import LessonTestSupport
import Testing

@testable import LessonPlots

@Suite("The scale of an axis")
struct PlotScaleTests {
  private func labels(
    _ values: [Double], _ kind: Chart.Scale = .linear, outward: Bool = true, limit: Int = 6
  ) -> [String] {
    PlotScale(values, kind: kind, roundsOutward: outward, tickLimit: limit, powers: .superscript).ticks.map(
      \.label)
  }

  @Test("has ticks at 1, 2 or 5 times a power of ten")
  func linear() {
    #expect(labels([0.1, 2.3]) == ["0.0", "0.5", "1.0", "1.5", "2.0", "2.5"])
    #expect(labels([-3, 3]) == ["-3", "-2", "-1", "0", "1", "2", "3"])
    #expect(labels([0.91, 0.98]) == ["0.90", "0.92", "0.94", "0.96", "0.98"])
    #expect(labels([0, 4e-7]) == ["0", "10⁻⁷", "2·10⁻⁷", "3·10⁻⁷", "4·10⁻⁷"])
    #expect(labels([0, -3e9]) == ["-3·10⁹", "-2.5·10⁹", "-2·10⁹", "-1.5·10⁹", "-10⁹", "-5·10⁸", "0"])
  }

  @Test("counts epochs in whole numbers and ends where they end")
  func counted() {
    #expect(labels([1, 2, 3], outward: false) == ["1", "2", "3"])
    #expect(
      labels([1, 20], outward: false, limit: 10) == ["2", "4", "6", "8", "10", "12", "14", "16", "18", "20"])
    #expect(labels([5], outward: false) == ["4", "5", "6"])
  }

  @Test("has ticks at powers of ten when it is logarithmic, closer ones when these are few")
  func logarithmic() {
    #expect(labels([1e-5, 1], .log) == ["10⁻⁵", "10⁻⁴", "10⁻³", "10⁻²", "10⁻¹", "10⁰"])
    #expect(labels([0.012, 0.18], .log) == ["0.01", "0.02", "0.05", "0.1", "0.2"])
    #expect(labels([0.03, 0.1], .log) == ["0.03", "0.05", "0.1"])
    #expect(labels([0.43, 0.55], .log) == ["0.40", "0.45", "0.50", "0.55", "0.60"])
    #expect(
      labels([1e-280, 1e300], .log) == ["10⁻²⁰⁰", "10⁻¹⁰⁰", "10⁰", "10¹⁰⁰", "10²⁰⁰", "10³⁰⁰"])
  }

  @Test("gives each value a place in order, and none to what has no place")
  func fractions() {
    let linear = PlotScale([0, 10], kind: .linear, roundsOutward: true, tickLimit: 5, powers: .letter)
    #expect([0, 5, 10].map(linear.fraction) == [0, 0.5, 1])
    #expect(linear.fraction(.nan) == nil && linear.fraction(.infinity) == nil)
    let log = PlotScale([1, 100, 0, -1], kind: .log, roundsOutward: true, tickLimit: 5, powers: .letter)
    #expect([1, 10, 100].map(log.fraction) == [0, 0.5, 1])
    #expect(log.fraction(0) == nil && log.fraction(-1) == nil)
  }

  @Test(
    "gives every finite number a place, in order, however far apart they are",
    arguments: [
      [-Double.greatestFiniteMagnitude, -1e308, 0, 5e307, .greatestFiniteMagnitude],
      [.greatestFiniteMagnitude],
      [-.greatestFiniteMagnitude], [1, 4.1e307, 1.7e308], [1e20], [-1e17], [1e308, 1.0000001e308],
      [-1.7e308, 1.7e308],
    ])
  func huge(values: [Double]) {
    for kind in [Chart.Scale.linear, .log] {
      for outward in [false, true] {
        for limit in 2...8 {
          let scale = PlotScale(values, kind: kind, roundsOutward: outward, tickLimit: limit, powers: .letter)
          let placed = kind == .log ? values.filter { $0 > 0 } : values
          let places = placed.compactMap(scale.fraction)
          #expect(places.count == placed.count && places.allSatisfy { $0 >= 0 && $0 <= 1 })
          #expect(zip(places, places.dropFirst()).allSatisfy { $0 < $1 })
          #expect(
            scale.ticks.allSatisfy { scale.fraction($0.value).map { $0 >= -1e-6 && $0 <= 1.000001 } ?? false }
          )
        }
      }
    }
  }

  @Test(
    "has room for all values, and ticks in order with different labels", arguments: SampleCharts.all.indices)
  func laws(index: Int) {
    let chart = SampleCharts.all[index]
    for kind in [Chart.Scale.linear, .log] {
      for (values, outward) in [(chart.series.flatMap(\.y), true), (chart.series.flatMap(\.x), false)] {
        let scale = PlotScale(values, kind: kind, roundsOutward: outward, tickLimit: 6, powers: .letter)
        let places = values.compactMap(scale.fraction)
        #expect(places.allSatisfy { $0 >= -1e-9 && $0 <= 1 + 1e-9 })
        #expect(scale.isEmpty || !places.isEmpty)
        let ticks = scale.ticks.compactMap { scale.fraction($0.value) }
        #expect(ticks.count == scale.ticks.count)
        #expect(zip(ticks, ticks.dropFirst()).allSatisfy { $0 < $1 })
        #expect(ticks.allSatisfy { $0 >= -1e-6 && $0 <= 1 + 1e-6 })
        #expect(Set(scale.ticks.map(\.label)).count == ticks.count)
        #expect(ticks.count <= 12)
      }
    }
  }
}
