/// The kinds of plots that a lesson can show.
package enum PlotKinds {
  package static let all: [any PlotData.Type] = [
    Bars.self,
    Chart.self,
    Contours.self,
    Figure.self,
    HeatMap.self,
    Histogram.self,
    Scatter.self,
  ]

  fileprivate static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.kind, $0) })
}

/// Encoded as an object with one key, the kind of value: `{"chart":{"_0":…}}`.
extension Shown: Codable {
  private enum Kind: CodingKey {
    case text, table, group, frames
    case plot(any PlotData.Type)

    init?(stringValue: String) {
      switch stringValue {
      case "text": self = .text
      case "table": self = .table
      case "group": self = .group
      case "frames": self = .frames
      default:
        guard let kind = PlotKinds.byName[stringValue] else { return nil }
        self = .plot(kind)
      }
    }

    var stringValue: String {
      switch self {
      case .text: "text"
      case .table: "table"
      case .group: "group"
      case .frames: "frames"
      case .plot(let kind): kind.kind
      }
    }

    init?(intValue: Int) { nil }
    var intValue: Int? { nil }
  }

  private enum Value: String, CodingKey { case value = "_0" }

  /// Reads a value; throws unless the object has exactly one key.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Kind.self)
    guard let kind = container.allKeys.first, container.allKeys.count == 1 else {
      throw DecodingError.typeMismatch(
        Shown.self,
        .init(codingPath: container.codingPath, debugDescription: "expected one thing that is shown"))
    }
    let content = try container.nestedContainer(keyedBy: Value.self, forKey: kind)
    self =
      switch kind {
      case .text: .text(try content.decode(String.self, forKey: .value))
      case .table: .table(try content.decode(Table.self, forKey: .value))
      case .group: .group(try content.decode([Shown].self, forKey: .value))
      case .frames: .frames(try content.decode(Frames.self, forKey: .value))
      case .plot(let kind): .plot(try Self.plot(kind, in: content))
      }
  }

  private static func plot(
    _ kind: (some PlotData).Type, in content: KeyedDecodingContainer<Value>
  ) throws -> ShownPlot {
    ShownPlot(try content.decode(kind, forKey: .value))
  }

  /// Writes the value under its kind.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Kind.self)
    switch self {
    case .text(let text): try Self.encode(text, as: .text, into: &container)
    case .table(let table): try Self.encode(table, as: .table, into: &container)
    case .plot(let plot): try Self.encode(plot.data, as: .plot(type(of: plot.data)), into: &container)
    case .group(let parts): try Self.encode(parts, as: .group, into: &container)
    case .frames(let frames): try Self.encode(frames, as: .frames, into: &container)
    }
  }

  private static func encode(
    _ value: some Encodable, as kind: Kind, into container: inout KeyedEncodingContainer<Kind>
  ) throws {
    var content = container.nestedContainer(keyedBy: Value.self, forKey: kind)
    try content.encode(value, forKey: .value)
  }
}
