import DeepTraining

/// Numbers in rows and columns, as colours and, if there is room, as figures.
///
/// ```swift
/// HeatMap(x: "width", y: "depth", rows: depths, columns: widths, accuracies)
/// HeatMap(confusion: counts, classes: names)
/// ```
public struct HeatMap: Hashable, Sendable {
  /// The meaning of the colours.
  public enum Kind: String, Codable, Hashable, Sendable {
    /// One colour from the lowest to the highest number; two colours if there are negative numbers.
    case values
    /// Rows are true classes, columns predicted classes, numbers counts. Mistakes have a separate colour. The colours
    /// follow the logarithm of the counts, which tells a few mistakes from none.
    case confusion
  }

  /// The title above the map.
  public var title: String?
  /// The label of the columns.
  public var xLabel: String
  /// The label of the rows.
  public var yLabel: String
  /// The names of the rows, from top to bottom.
  public private(set) var rows: [String]
  /// The names of the columns, from left to right.
  public private(set) var columns: [String]
  /// The numbers; the first row is at the top.
  public private(set) var grid: Grid
  /// The meaning of the colours.
  public let kind: Kind

  /// A map of numbers.
  ///
  /// - Parameters:
  ///   - title: The title above the map; none by default.
  ///   - x: The label of the columns; empty by default.
  ///   - y: The label of the rows; empty by default.
  ///   - rows: The names of the rows; numbers from 0 by default.
  ///   - columns: The names of the columns; numbers from 0 by default.
  ///   - values: The numbers row by row, one for each column; a different count traps with a message that names it. A
  ///     number that is not finite leaves a gap.
  public init(
    title: String? = nil, x: String = "", y: String = "", rows: [String]? = nil, columns: [String]? = nil,
    _ values: [[Double]], file: StaticString = #file, line: UInt = #line
  ) {
    self.init(
      title: title, x: x, y: y, rows: rows, columns: columns, Grid(values, file: file, line: line),
      kind: .values, file: file, line: line)
  }

  /// A map of a matrix; a tensor whose rank is not 2 traps.
  @_disfavoredOverload
  public init(
    title: String? = nil, x: String = "", y: String = "", rows: [String]? = nil, columns: [String]? = nil,
    _ matrix: Tensor, file: StaticString = #file, line: UInt = #line
  ) {
    guard matrix.shape.rank == 2 else {
      fatalError("a heat map shows a matrix; found the shape \(matrix.shape)", file: file, line: line)
    }
    let (scalars, width) = (matrix.scalars, matrix.shape[1])
    let values = (0..<matrix.shape[0]).map { Array(scalars[$0 * width..<($0 + 1) * width]) }
    self.init(title: title, x: x, y: y, rows: rows, columns: columns, values, file: file, line: line)
  }

  /// A confusion matrix: for each true class, the number of predictions of each class.
  ///
  /// - Parameters:
  ///   - title: The title above the map; none by default.
  ///   - counts: A row for each true class, a column for each predicted class. A matrix that is not square traps.
  ///   - classes: The names of the classes; numbers from 0 by default.
  public init(
    title: String? = nil, confusion counts: [[Int]], classes: [String]? = nil, file: StaticString = #file,
    line: UInt = #line
  ) {
    let grid = Grid(counts.map { $0.map(Double.init) }, file: file, line: line)
    if grid.rows != grid.columns && grid.rows > 0 {
      fatalError(
        "a confusion matrix is square; found \(grid.rows) rows of \(grid.columns)", file: file, line: line)
    }
    self.init(
      title: title, x: "predicted class", y: "true class", rows: classes, columns: classes, grid,
      kind: .confusion, file: file, line: line)
  }

  private init(
    title: String?, x: String, y: String, rows: [String]?, columns: [String]?, _ grid: Grid, kind: Kind,
    file: StaticString, line: UInt
  ) {
    self.title = title
    (xLabel, yLabel) = (x, y)
    self.rows = rows ?? (0..<grid.rows).map(String.init)
    self.columns = columns ?? (0..<grid.columns).map(String.init)
    self.grid = grid
    self.kind = kind
    if let problem { fatalError(problem, file: file, line: line) }
  }

  private var problem: String? {
    guard rows.count != grid.rows || columns.count != grid.columns && grid.rows > 0 else { return nil }
    return "\(rows.count) names of rows and \(columns.count) of columns do not fit numbers in "
      + "\(grid.rows) rows and \(grid.columns) columns"
  }
}

extension HeatMap: Codable {
  private enum Key: CodingKey { case title, xLabel, yLabel, rows, columns, grid, kind }

  /// Reads a map; throws if the number of names does not match the grid.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    title = try container.decodeIfPresent(String.self, forKey: .title)
    xLabel = try container.decode(String.self, forKey: .xLabel)
    yLabel = try container.decode(String.self, forKey: .yLabel)
    rows = try container.decode([String].self, forKey: .rows)
    columns = try container.decode([String].self, forKey: .columns)
    grid = try container.decode(Grid.self, forKey: .grid)
    kind = try container.decode(Kind.self, forKey: .kind)
    if let problem {
      throw DecodingError.dataCorruptedError(forKey: .grid, in: container, debugDescription: problem)
    }
  }
}

extension HeatMap: PlotData {
  package static let kind = "heatMap"

  /// The map.
  public var shown: Shown { .heatMap(self) }

  package mutating func relabel(_ relabel: (String) -> String) {
    title = title.map(relabel)
    xLabel = relabel(xLabel)
    yLabel = relabel(yLabel)
    rows = rows.map(relabel)
    columns = columns.map(relabel)
  }

  package mutating func takeNumbers() -> [PlotNumbers] { [PlotNumbers(.linear, grid.takeNumbers())] }

  package func checkLimits() throws(DisplayExcess) {
    try grid.checkLimits()
    try DisplayExcess.check(rows.count, "rows of a heat map", atMost: DisplayLimits.gridSide)
    try DisplayExcess.check(columns.count, "columns of a heat map", atMost: DisplayLimits.gridSide)
    try DisplayExcess.check(labels: [title, xLabel, yLabel] + rows + columns)
  }

  package var weight: Int {
    bytesOfDrawing + (rows.count + columns.count) * 150 + grid.values.count
      * (grid.values.count > 256 ? 40 : 400)
  }
}

extension Shown {
  /// Numbers in rows and columns, as colours.
  public static func heatMap(_ plot: HeatMap) -> Shown { .plot(ShownPlot(plot)) }
}
