/// Named results, of which readers see one and choose another with buttons.
///
/// ```swift
/// Variants(of: "optimizer", [
///   ("plain", Series("loss", runs.map(\.train))), ("with momentum", Series("loss", momentum)),
/// ])
/// ```
///
/// Plots of the same kind at the same place of variants have common scales, as those of a ``Slider`` have.
public struct Variants: Hashable, Sendable, Showable {
  private let frames: Frames

  /// Results with their names.
  ///
  /// - Parameters:
  ///   - label: What the names are names of, such as `optimizer`; none by default.
  ///   - variants: One or more results of any kinds, at most `DisplayLimits.sliderFrames`. Equal names trap.
  ///   - initial: The variant that readers see first, and the only one that they see on paper and in terminals; by
  ///     default the first. A name that no variant has traps.
  public init(
    of label: String = "", _ variants: [(String, Any)], initially initial: String? = nil,
    file: StaticString = #file, line: UInt = #line
  ) {
    let frames = variants.map { Frames.Frame($0.0, LessonDisplay.shown(of: $0.1)) }
    self.frames = Frames(
      .choice, label, frames, initially: initial.map { name in variants.firstIndex { $0.0 == name } } ?? 0,
      file: file, line: line)
  }

  /// Results of one kind with their names, such as those of `map`.
  @_disfavoredOverload
  public init(
    of label: String = "", _ variants: [(String, some Any)], initially initial: String? = nil,
    file: StaticString = #file, line: UInt = #line
  ) {
    self.init(of: label, variants.map { ($0.0, $0.1 as Any) }, initially: initial, file: file, line: line)
  }

  /// One frame for each variant.
  public var shown: Shown { .frames(frames) }
}
