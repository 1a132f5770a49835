/// Limits for the values that a lesson shows.
///
/// A larger page could neither be drawn in time nor be read. A value above a limit is an error of the lesson at the
/// line that shows it. The runner checks the same limits again wherever it reads a value, because a lesson's process
/// can send any data, and records come from untrusted commits.
public enum DisplayLimits {
  /// Bytes of one text.
  public static let textBytes = 1 << 20
  /// Bytes of a label, such as a title, a name or a caption.
  public static let labelBytes = 4_096
  /// Digits of a number, including those after its point: a `Double` has at most 17 meaningful digits.
  public static let digits = 50
  /// The depth of nested groups.
  public static let groupDepth = 8
  /// Values in a group.
  public static let groupSize = 1_000
  /// Values of a slider, or variants to choose from: each is drawn.
  public static let sliderFrames = 50
  /// The depth of nested sliders: none contains another.
  public static let sliderDepth = 1
  /// Columns of a table.
  public static let tableColumns = 200
  /// Cells of a table.
  public static let tableCells = 50_000
  /// Lines of a chart, classes of a scatter plot, paths over contours.
  public static let series = 500
  /// Points of all lines of a chart or a contour plot.
  public static let linePoints = 200_000
  /// Points drawn as separate markers.
  public static let markers = 50_000
  /// Cells of a grid: a drawing on a page cannot show more than 316 × 316 separately.
  public static let gridCells = 100_000
  /// Rows, or columns, of a heat map: each has a name.
  public static let gridSide = 2_000
  /// Values at which contour lines are drawn.
  public static let levels = 50
  /// Histograms in one plot.
  public static let histograms = 200
  /// Bins of one histogram: a drawing on a page cannot show more separately.
  public static let binsOfHistogram = 1_000
  /// Bins of all histograms in one plot.
  public static let bins = 20_000
  /// Bars in one plot.
  public static let bars = 2_000
  /// Images of a figure.
  public static let images = 1_000
  /// Pixels of all images of a figure.
  public static let pixels = 500_000
  /// Addresses in the event of a crash or an error; the reporters send at most 32.
  public static let frames = 64
  /// Failed claims that are reported.
  public static let failedClaims = 100
}

/// A quantity that exceeds its limit.
public struct DisplayExcess: Error, Hashable, Sendable, CustomStringConvertible {
  /// The quantity: `cells of a heat map`.
  public let what: String
  /// The amount found.
  public let found: Int
  /// The allowed amount.
  public let limit: Int

  /// The message as a whole sentence.
  public var description: String { "\(found) \(what) are too many; a lesson may show at most \(limit)" }

  init(_ what: String, found: Int, limit: Int) {
    self.what = what
    self.found = found
    self.limit = limit
  }

  /// Throws if a count exceeds a limit.
  static func check(_ found: Int, _ what: String, atMost limit: Int) throws(DisplayExcess) {
    if found > limit { throw DisplayExcess(what, found: found, limit: limit) }
  }

  /// Throws if a label exceeds its limit.
  static func check(labels: [String?]) throws(DisplayExcess) {
    for case let label? in labels {
      try check(label.utf8.count, "bytes of a title or name", atMost: DisplayLimits.labelBytes)
    }
  }
}

/// The product of rows and columns; `Int.max` if it overflows.
func area(_ rows: Int, _ columns: Int) -> Int {
  let (product, overflows) = rows.multipliedReportingOverflow(by: columns)
  return overflows ? .max : product
}
