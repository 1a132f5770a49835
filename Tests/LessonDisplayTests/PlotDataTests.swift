import DeepTraining
import Foundation
import Testing

@testable import LessonDisplay

@Suite("Plots as data")
struct PlotDataTests {
  @Test(
    "A mean of runs lies in the band of their lowest and highest, and a short run counts as long as it lasted"
  )
  func runs() throws {
    let series = Series("seeds", runs: [[1, 4], [3, 2], [2]])
    let band = try #require(series.band)
    #expect(series.y == [2, 3])
    #expect(band.lower == [1, 2])
    #expect(band.upper == [3, 4])
  }

  @Test(
    "The mean at each place lies in the band of its samples; a place without a finite number for each is a gap"
  )
  func samples() throws {
    let series = Series("seeds", x: 1...4, samples: [[1, 3, 5], [2], [], [1, .infinity]])
    #expect(series == Series("seeds", x: [1, 2, 3, 4], samples: [[1, 3, 5], [2], [.nan], [.nan]]))
    #expect(series.y[..<2] == [3, 2] && series.y[2...].allSatisfy(\.isNaN))
    let band = try #require(series.band)
    #expect(band.lower[..<2] == [1, 2] && band.lower[2...].allSatisfy(\.isNaN))
    #expect(band.upper[..<2] == [5, 2] && band.upper[2...].allSatisfy(\.isNaN))
  }

  @Test("Samples at another number of places than there are in x stop the program")
  func unevenSamples() async {
    await #expect(processExitsWith: .failure) { _ = Series("a", x: [1, 2], samples: [[1]]) }
  }

  @Test("A sweep is drawn as its mean losses over its rates, with a gap where a training diverged")
  func sweep() throws {
    let sweep = Sweep(rates: [0.1, 1], seeds: 1...2) { rate, seed in rate == 1 ? .nan : Double(seed) }
    let series = Series("sweep", sweep)
    #expect(series == Series("sweep", x: [0.1, 1], samples: [[1, 2], []]))
    #expect(series.y[0] == 1.5 && series.y[1].isNaN)
  }

  @Test(
    "A histogram has a place for all finite numbers, and edges in order, however large, small or near they are",
    arguments: [
      [0, .leastNonzeroMagnitude], [5e-324], [5e-324, 1e-323], [1e-300], [0, .leastNormalMagnitude],
      [1.7e308],
      [1.7e308, 1.7e308.nextUp], [.greatestFiniteMagnitude], [-1.7e308, 0, 1.7e308],
      [-.greatestFiniteMagnitude, 1e300],
    ] as [[Double]])
  func histogramEdges(values: [Double]) throws {
    let histogram = Histogram(x: "x", values)
    #expect(histogram.edges.allSatisfy { $0.isFinite })
    #expect(zip(histogram.edges, histogram.edges.dropFirst()).allSatisfy { $0 < $1 })
    #expect(histogram.edges.first! <= values.min()! && histogram.edges.last! >= values.max()!)
    #expect(histogram.groups[0].counts.reduce(0, +) == Double(values.count))
    let read = try JSONDecoder().decode(Histogram.self, from: JSONEncoder().encode(histogram))
    #expect(read == histogram)
  }

  @Test("A band with another number of ends than points stops the program and is refused when it is read")
  func unevenBand() async throws {
    await #expect(processExitsWith: .failure) { _ = Series("a", [1, 2]).band(lower: [1], upper: [2, 3]) }
    let json = #"{"name":"a","x":[1],"y":[1],"band":{"lower":[1,2],"upper":[3]}}"#
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(Series.self, from: Data(json.utf8)) }
  }

  @Test("Contours take functions of two numbers and of a tensor, with a number or a tensor as result")
  func closures() {
    func square(_ w: Tensor) -> Tensor { (w * w).sum() }
    let numbers = Contours(x: -1...1, y: 0...2, resolution: 3) { x, y in x * x + y * y }
    let tensor = Contours(x: -1...1, y: 0...2, resolution: 3) { square($0) }
    let scalar = Contours(x: -1...1, y: 0...2, resolution: 3) { p in p[0] * p[0] + p[1] * p[1] }
    #expect(numbers.grid == Grid([[1, 0, 1], [2, 1, 2], [5, 4, 5]]))
    #expect(numbers == tensor)
    #expect(numbers == scalar)
  }

  @Test("What a contour's function throws is passed on")
  func throwing() {
    struct Failure: Error {}
    #expect(throws: Failure.self) {
      try Contours(x: 0...1, y: 0...1) { (_: Double, _: Double) in throw Failure() }
    }
  }

  @Test("A path takes pairs with and without names, lists, and tensors")
  func paths() {
    let expected = Path("p", points: [(1.0, 2.0), (3.0, 4.0)])
    let named: [(x: Double, y: Double)] = [(1, 2), (3, 4)]
    #expect(Path("p", points: named) == expected)
    #expect(Path("p", points: [[1, 2], [3, 4]]) == expected)
    #expect(Path("p", points: [Tensor([1, 2]), Tensor([3, 4])]) == expected)
  }

  @Test(
    "Every value is counted once, at the edge above which it lies",
    arguments: [nil, 1, 7] as [Int?])
  func histogramCounts(bins: Int?) {
    let values = (0..<500).map { Double($0 * $0 % 97) / 10 }
    let histogram = Histogram(x: "x", bins: bins, values)
    let (edges, counts) = (histogram.edges, histogram.groups[0].counts)
    #expect(counts.count == edges.count - 1)
    for bin in counts.indices {
      let isLast = bin == counts.count - 1
      let expected = values.count {
        $0 >= edges[bin] && ($0 < edges[bin + 1] || isLast && $0 == edges[bin + 1])
      }
      #expect(counts[bin] == Double(expected))
    }
    if let bins { #expect(counts.count == bins) }
  }

  @Test(
    "Bins are as wide as Freedman and Diaconis say, at the next round width, and begin at multiples of it")
  func binWidth() {
    // Of 0 ..< 1000 the middle half is 500 wide: 2 · 500 / 10 = 100.
    #expect(
      Histogram((0..<1000).map(Double.init)).edges == stride(from: 0, through: 1000, by: 100).map { $0 })
  }

  @Test("What has no place on a histogram's axis is left out and counted")
  func leftOut() {
    let histogram = Histogram(x: .log("size"), [1, 10, 0, -1, .nan, .infinity])
    #expect(histogram.groups[0].leftOut == 4)
    #expect(histogram.groups[0].total == 2)
  }

  @Test("Regions ask for all places at once; the largest score decides, or the sign of a single one")
  func regions() {
    let points = Scatter(points: [[0, 0], [1, 1]], classes: [0, 1])
    let bySign = points.regions(resolution: 4) { places in places * Tensor([1.0, 0.0]) - 0.5 }
    let single = points.regions(resolution: 4) { places in (places * Tensor([1.0, 0.0])).sum(axes: [1]) - 0.5
    }
    #expect(bySign.regions?.classes[0, 0] == 1)
    #expect((0..<4).map { single.regions!.classes[0, $0] } == [0, 0, 1, 1])
    #expect(
      points.regions(resolution: 2) { _ in [0, 1, 1, 0] }.regions?.classes == Grid([[0, 1], [1, 0]]))
  }

  @Test("Images scale to what they hold, 0 to 1 where all values lie in it")
  func images() {
    #expect(Figure(Tensor([[0, 0.5], [0.25, 0.2]])).images[0].bytes == Data([0, 128, 64, 51]))
    #expect(Figure(Tensor([[-1, 1], [0, 1]])).images[0].bytes == Data([0, 255, 128, 255]))
    let filters = Figure(filters: Tensor((0..<8).map { Double($0) / 7 }, shape: [2, 2, 1, 2]))
    #expect(filters.images[1].bytes == Data([36, 109, 182, 255]))
  }

  @Test("Shapes that are no image, matrix or pair stop the program")
  func wrongShapes() async {
    await #expect(processExitsWith: .failure) { _ = Figure(Tensor(zeros: [2, 4, 4, 2])) }
    await #expect(processExitsWith: .failure) { _ = HeatMap(Tensor(zeros: [3])) }
    await #expect(processExitsWith: .failure) { _ = HeatMap(confusion: [[1, 2]]) }
    await #expect(processExitsWith: .failure) { _ = Scatter(points: [[1]], classes: [0]) }
    await #expect(processExitsWith: .failure) { _ = Bars(x: "x", groups: ["a"], [("b", [1, 2])]) }
    await #expect(processExitsWith: .failure) { _ = Histogram(x: "x", bins: 0, [1]) }
    await #expect(processExitsWith: .failure) { _ = Contours(x: 1...1, y: 0...1) { x, _ in x } }
  }

  @Test(
    "A grid is refused whose rows are not as long as it says",
    arguments: [
      #"{"columns":2,"rows":["1 2","3"]}"#, #"{"columns":2,"rows":["1*3"]}"#,
      #"{"columns":2,"rows":["1 x"]}"#,
      #"{"columns":-1,"rows":["1"]}"#, #"{"columns":2,"rows":["1*-1 2"]}"#,
      #"{"columns":2,"rows":["1*2*1"]}"#,
    ])
  func malformedGrid(json: String) {
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(Grid.self, from: Data(json.utf8)) }
  }

  @Test("A grid is written a row at a time, equal neighbours counted, and comes back as it was")
  func grid() throws {
    let grid = Grid([[1, 1, 1], [0.5, .nan, -.infinity]])
    let data = try JSONEncoder().encode(grid)
    #expect(String(decoding: data, as: UTF8.self).contains("1*3"))
    #expect(try JSONDecoder().decode(Grid.self, from: data) == grid)
  }

  @Test("Labels of another language replace the code's in every kind of plot")
  func labels() {
    let labels = ["loss": "strata", "count": "liczba", "true class": "klasa prawdziwa", "a": "ą"]
    let shown = [
      Bars(x: "loss", groups: ["a", "b"], [("a", [1, 2])]).shown, Histogram(x: "loss", [("a", [1.0])]).shown,
      HeatMap(confusion: [[1]], classes: ["a"]).shown,
      Figure(title: "loss", Tensor([[1]]), captions: ["a"]).shown,
      Scatter([Series("a", [1])]).shown,
      Contours(x: 0...1, y: 0...1, labels: ("a", "loss"), paths: [Path("a", points: [[0, 0]])]) { x, _ in x }
        .shown,
    ].map { "\($0.relabelled(labels))" }
    for text in shown {
      #expect(text.contains("ą") && !text.contains("\"loss\"") && !text.contains("\"a\""), "\(text)")
    }
    #expect(shown[1].contains("liczba"))
    #expect(shown[2].contains("klasa prawdziwa"))
  }
}
