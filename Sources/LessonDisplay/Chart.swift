/// Lines over two axes.
public struct Chart: Codable, Hashable, Sendable {
  public enum Scale: String, Codable, Hashable, Sendable {
    case linear, log
  }

  public struct Axis: Codable, Hashable, Sendable {
    public var label: String
    public var scale: Scale
  }

  public var title: String?
  public var x: Axis
  public var y: Axis
  public var series: [Series]
}

/// Named points of one line.
public struct Series: Codable, Hashable, Sendable {
  public var name: String
  public var x: [Double]
  public var y: [Double]
}
