/// Lines as path data of few bytes: each point but the first is told from the one before.
enum PathData {
  typealias Point = (x: Double, y: Double)

  /// Tenths are finer than a screen shows.
  static func tenths(_ value: Double) -> Int { Int((value * 10).rounded()) }

  /// A place rounded to tenths.
  static func number(_ value: Double) -> String { text(tenths(value)) }

  static func line(_ points: [Point]) -> String {
    let places = points.map { (x: tenths($0.x), y: tenths($0.y)) }
    guard let first = places.first else { return "" }
    let steps = zip(places, places.dropFirst()).flatMap { from, to in [to.x - from.x, to.y - from.y] }
    return "M" + numbers([first.x, first.y]) + (steps.isEmpty ? "" : "l" + numbers(steps))
  }

  /// Numbers of tenths one after the other. A sign separates two of them, and so does a second point.
  static func numbers(_ tenths: [Int]) -> String {
    var data = ""
    var hadPoint = false
    for (index, number) in tenths.map(text).enumerated() {
      let isSeparate = index == 0 || number.hasPrefix("-") || (number.hasPrefix(".") && hadPoint)
      data += isSeparate ? number : " " + number
      hadPoint = number.contains(".")
    }
    return data
  }

  /// A number of tenths: `-.5`.
  private static func text(_ count: Int) -> String {
    let (whole, tenths) = count.magnitude.quotientAndRemainder(dividingBy: 10)
    let digits = tenths == 0 ? "\(whole)" : (whole == 0 ? "" : "\(whole)") + ".\(tenths)"
    return (count < 0 ? "-" : "") + digits
  }
}
