/// How much a lesson may show.
///
/// A page with more could neither be drawn in time nor be read. A value above a limit is an error of the lesson at the line
/// that shows it. The runner checks the same limits again wherever it reads a value: a lesson's process can send what it
/// likes, and anybody can commit a record.
public enum DisplayLimits {
  /// Bytes of one text.
  public static let textBytes = 1 << 20
  /// Bytes of a title, a name or a caption.
  public static let labelBytes = 4_096
  /// Digits of a number, also after its point: a `Double` has at most 17 that say something.
  public static let digits = 50
  /// Values that are shown as one, and groups inside of groups.
  public static let groupDepth = 8
  /// Values in a group.
  public static let groupSize = 1_000
  /// Columns of a table.
  public static let tableColumns = 200
  /// Cells of a table.
  public static let tableCells = 50_000
  /// Lines of a chart, classes of a scatter plot, paths over contours.
  public static let series = 500
  /// Points of all lines of a chart or a contour plot.
  public static let linePoints = 200_000
  /// Points that are drawn one by one.
  public static let markers = 50_000
  /// Cells of a grid: 316 × 316 are more than a drawing on a page can show separately.
  public static let gridCells = 100_000
  /// Rows of a heat map, and columns: each has a name.
  public static let gridSide = 2_000
  /// Values at which contour lines are drawn.
  public static let levels = 50
  /// Histograms that stand together.
  public static let histograms = 200
  /// Bins of one histogram: a drawing on a page cannot show more apart.
  public static let binsOfHistogram = 1_000
  /// Bins of all histograms that stand together.
  public static let bins = 20_000
  /// Bars that stand together.
  public static let bars = 2_000
  /// Images of a figure.
  public static let images = 1_000
  /// Pixels of all images of a figure.
  public static let pixels = 500_000
  /// Addresses that an event gives of a crash or an error; the reporters send at most 32.
  public static let frames = 64
  /// Claims that do not hold and are reported.
  public static let failedClaims = 100
}

/// What exceeds a limit, how much there is of it, and how much there may be.
public struct DisplayExcess: Error, Hashable, Sendable, CustomStringConvertible {
  /// What there is too much of: `cells of a heat map`.
  public let what: String
  /// How much there is.
  public let found: Int
  /// How much there may be.
  public let limit: Int

  /// The whole sentence.
  public var description: String { "\(found) \(what) are too many; a lesson may show at most \(limit)" }

  init(_ what: String, found: Int, limit: Int) {
    self.what = what
    self.found = found
    self.limit = limit
  }

  /// Throws unless a count is within a limit.
  static func check(_ found: Int, _ what: String, atMost limit: Int) throws(DisplayExcess) {
    if found > limit { throw DisplayExcess(what, found: found, limit: limit) }
  }

  /// Throws unless names are within the limit of names.
  static func check(labels: [String?]) throws(DisplayExcess) {
    for case let label? in labels {
      try check(label.utf8.count, "bytes of a title or name", atMost: DisplayLimits.labelBytes)
    }
  }
}

/// A number of rows by a number of columns; `Int.max` where that is no `Int`.
func area(_ rows: Int, _ columns: Int) -> Int {
  let (product, overflows) = rows.multipliedReportingOverflow(by: columns)
  return overflows ? .max : product
}
