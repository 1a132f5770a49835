import LessonDisplay
import LessonWords

/// The frames of a slider as readers see them: plots at the same place of each frame have the same scales.
package struct FrameParts {
  /// The frames as data.
  package let frames: Frames
  /// The parts of each frame.
  package let parts: [[ShownPart]]

  init(_ frames: Frames) {
    self.frames = frames
    let parts = frames.frames.map { Self.parts(of: $0.shown) }
    let count = parts.map(\.count).min() ?? 0
    guard parts.allSatisfy({ $0.count == count }) else {
      self.parts = parts
      return
    }
    let columns = (0..<count).map { place in Self.scaledTogether(parts.map { $0[place] }) }
    self.parts = parts.indices.map { frame in columns.map { $0[frame] } }
  }

  /// The value of the frame that readers see first, with its quantity.
  var initialCaption: String { frames.caption(frames.frames[frames.initial].name) }

  /// The parts of the frame that readers see first.
  var initial: [ShownPart] { parts[frames.initial] }

  /// The parts of one frame. Charts stay apart, so that each has a counterpart in the other frames.
  private static func parts(of shown: Shown) -> [ShownPart] {
    if case .group(let parts) = shown { return parts.flatMap(Self.parts) }
    return shown.parts
  }

  /// The parts at one place of all frames.
  private static func scaledTogether(_ parts: [ShownPart]) -> [ShownPart] {
    let plots = parts.compactMap { part in
      if case .plot(let plot) = part { plot as? any PlotOfFrames } else { nil }
    }
    guard plots.count == parts.count, parts.count > 1, let first = plots.first else { return parts }
    return first.scaledTogether(plots)?.map(ShownPart.plot) ?? parts
  }
}

/// A kind of plot that can have the scales of other plots, so that frames of a slider can be compared.
protocol PlotOfFrames: Plot {
  /// Whether a plot can have the same scales.
  func canShareScales(with other: Self) -> Bool
  /// The plot as shapes, on scales with room for all frames.
  func drawing(on sheet: Sheet, among frames: [Self]) -> Drawing
  /// The plot in characters, on scales with room for all frames.
  func characters(width: Int, rows: Int?, in words: PlotWords, among frames: [Self]) -> [String]
}

extension PlotOfFrames {
  package func drawing(on sheet: Sheet) -> Drawing { drawing(on: sheet, among: [self]) }

  package func characters(width: Int, rows: Int?, in words: PlotWords) -> [String] {
    characters(width: width, rows: rows, in: words, among: [self])
  }

  /// The plots on common scales; `nil` if they are of different kinds or have different axes.
  fileprivate func scaledTogether(_ plots: [any PlotOfFrames]) -> [any Drawable]? {
    let own = plots.compactMap { $0 as? Self }
    guard own.count == plots.count, own.allSatisfy(canShareScales) else { return nil }
    return own.map { ScaledPlot(plot: $0, frames: own) }
  }
}

/// A plot on scales with room for all frames of a slider.
private struct ScaledPlot<Kind: PlotOfFrames>: Drawable {
  let plot: Kind
  let frames: [Kind]

  func heading(in words: PlotWords) -> String { plot.heading(in: words) }
  func textAlternative(in words: PlotWords) -> String { plot.textAlternative(in: words) }
  var data: DataTable? { plot.data }
  func drawing(on sheet: Sheet) -> Drawing { plot.drawing(on: sheet, among: frames) }
  func characters(width: Int, rows: Int?, in words: PlotWords) -> [String] {
    plot.characters(width: width, rows: rows, in: words, among: frames)
  }
}
