/// Lines as path data of few bytes: each point but the first is told from the one before.
enum PathData {
  typealias Point = (x: Double, y: Double)

  /// Tenths are finer than a screen shows.
  static func line(_ points: [Point]) -> String {
    func rounded(_ value: Double) -> Int { Int((value * 10).rounded()) }
    let places = points.map { (x: rounded($0.x), y: rounded($0.y)) }
    guard let first = places.first else { return "" }
    let rest = zip(places, places.dropFirst()).map { from, to in
      "\(text(to.x - from.x)) \(text(to.y - from.y))"
    }
    let start = "M\(text(first.x)) \(text(first.y))"
    let data = rest.isEmpty ? start : start + "l" + rest.joined(separator: " ")
    // A sign separates numbers, too.
    return data.replacing(" -", with: "-")
  }

  /// A number of tenths: `-.5`.
  private static func text(_ count: Int) -> String {
    let (whole, tenths) = count.magnitude.quotientAndRemainder(dividingBy: 10)
    let digits = tenths == 0 ? "\(whole)" : (whole == 0 ? "" : "\(whole)") + ".\(tenths)"
    return (count < 0 ? "-" : "") + digits
  }
}
