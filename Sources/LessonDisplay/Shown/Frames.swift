/// Results of which readers see one at a time: one for each value of a slider, or one for each variant.
public struct Frames: Hashable, Sendable {
  /// What readers choose a frame with.
  public enum Control: String, Codable, Hashable, Sendable {
    /// A slider over values that have an order.
    case slider
    /// Buttons, one for each variant.
    case choice
  }

  /// A result and its value or variant.
  public struct Frame: Codable, Hashable, Sendable {
    /// The value as a program writes it, such as `0.5`, or the name of the variant.
    public var name: String
    /// The result.
    public var shown: Shown

    /// A result with a name.
    public init(_ name: String, _ shown: Shown) {
      self.name = name
      self.shown = shown
    }
  }

  /// What readers choose a frame with.
  public let control: Control
  /// The quantity that the names are values of, such as `γ`; may be empty.
  public private(set) var label: String
  /// One or more results with different names.
  public private(set) var frames: [Frame]
  /// The index of the frame that is seen first, and alone on paper.
  public let initial: Int

  /// Frames that are known to be valid.
  fileprivate init(unchecked control: Control, _ label: String, _ frames: [Frame], initial: Int) {
    self.control = control
    self.label = label
    self.frames = frames
    self.initial = initial
  }

  /// Frames with their control, whose measured plots have common scales; traps unless there is one, all names differ, and `initial` is one of them.
  init(
    _ control: Control, _ label: String, _ frames: [Frame], initially initial: Int?, file: StaticString,
    line: UInt
  ) {
    let frames = zip(frames, frames.map(\.shown).onCommonScale).map { Frame($0.name, $1) }
    self.init(unchecked: control, label, frames, initial: initial ?? -1)
    if let problem { fatalError(problem, file: file, line: line) }
  }

  /// What is wrong with the frames.
  private var problem: String? {
    if frames.isEmpty { return "'\(label)' has nothing to choose from; expected one value or more" }
    var names: Set<String> = []
    if let twice = frames.first(where: { !names.insert($0.name).inserted }) {
      return "'\(label)' has the value '\(twice.name)' twice; expected different ones"
    }
    if frames.contains(where: { $0.name.allSatisfy(\.isWhitespace) }) {
      return "'\(label)' has a value without a name; expected a name for each"
    }
    return frames.indices.contains(initial)
      ? nil : "the initial value of '\(label)' is none of its \(frames.count) values"
  }

  /// The value of a frame with its quantity: `γ = 0.5`.
  ///
  /// - Parameter name: The name of the frame, as it is written for readers.
  package func caption(_ name: String) -> String {
    if label.isEmpty { return name }
    return control == .slider ? "\(label) = \(name)" : "\(label): \(name)"
  }

  /// The same frames with translated words.
  func relabelled(_ labels: [String: String]) -> Frames {
    func relabel(_ text: String) -> String { labels[text] ?? text }
    return Frames(
      unchecked: control, relabel(label),
      frames.map { Frame(relabel($0.name), $0.shown.relabelled(labels)) }, initial: initial)
  }
}

extension Frames: Codable {
  private enum Key: CodingKey { case control, label, frames, initial }

  /// Reads frames; throws if there are none, if names are equal, or if the initial one is missing.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    self.init(
      unchecked: try container.decode(Control.self, forKey: .control),
      try container.decode(String.self, forKey: .label),
      try container.decode([Frame].self, forKey: .frames),
      initial: try container.decodeIfPresent(Int.self, forKey: .initial) ?? 0)
    if let problem {
      throw DecodingError.dataCorruptedError(forKey: .frames, in: container, debugDescription: problem)
    }
  }

  /// Writes the initial frame only if it is not the first.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(control, forKey: .control)
    try container.encode(label, forKey: .label)
    try container.encode(frames, forKey: .frames)
    if initial != 0 { try container.encode(initial, forKey: .initial) }
  }
}

extension Frames: DisplaySize {
  package func checkLimits() throws(DisplayExcess) {
    try DisplayExcess.check(frames.count, "values of a slider", atMost: DisplayLimits.sliderFrames)
    try DisplayExcess.check(labels: [label] + frames.map(\.name))
    for frame in frames {
      // Readers could not tell which of two sliders changes what they see.
      try DisplayExcess.check(
        frame.shown.depthOfFrames + 1, "sliders inside of each other", atMost: DisplayLimits.sliderDepth)
      try frame.shown.checkLimits()
    }
  }

  package var weight: Int {
    frames.reduce(0) { $0 + 300 + label.markupBytes + $1.name.markupBytes + $1.shown.weight }
  }
}

extension Shown {
  /// How deep sliders are inside of each other; 0 without one.
  fileprivate var depthOfFrames: Int {
    switch self {
    case .text, .table, .plot: 0
    case .group(let parts): parts.map(\.depthOfFrames).max() ?? 0
    case .frames(let frames): 1 + (frames.frames.map(\.shown.depthOfFrames).max() ?? 0)
    }
  }
}

extension Frames: Showable {
  /// The frames.
  public var shown: Shown { .frames(self) }
}
