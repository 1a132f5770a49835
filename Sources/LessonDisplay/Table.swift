/// Rows of values under named columns.
public struct Table: Codable, Hashable, Sendable {
  public enum Cell: Codable, Hashable, Sendable {
    case text(String)
    case integer(Int)
    case number(Double)
  }

  public var title: String?
  public var columns: [String]
  public var rows: [[Cell]]
}
