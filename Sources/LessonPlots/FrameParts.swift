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
    var parts = frames.frames.map { Self.parts(of: $0.shown) }
    for place in 0..<(parts.map(\.count).max() ?? 0) {
      let present = parts.indices.filter { parts[$0].indices.contains(place) }
      let scaled = Self.scaledTogether(present.map { parts[$0][place] })
      for (frame, part) in zip(present, scaled) { parts[frame][place] = part }
    }
    self.parts = parts
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

  /// The parts at one place of frames: plots that can be compared have common scales.
  private static func scaledTogether(_ parts: [ShownPart]) -> [ShownPart] {
    var scaled = parts
    var rest = parts.enumerated().compactMap { index, part -> IndexedPlot? in
      guard case .plot(let plot) = part, let plot = plot as? any PlotOfFrames else { return nil }
      return (index, plot)
    }
    while let first = rest.first {
      let alike = first.plot.scaledAlike(in: rest)
      for (index, plot) in alike { scaled[index] = .plot(plot) }
      rest.removeAll { plot in plot.index == first.index || alike.contains { $0.index == plot.index } }
    }
    return scaled
  }
}

/// A plot, and the index of its frame.
private typealias IndexedPlot = (index: Int, plot: any PlotOfFrames)

/// A kind of plot that can have the scales of other plots, so that frames of a slider can be compared.
protocol PlotOfFrames: Plot {
  /// Whether a plot can have the same scales.
  func canShareScales(with other: Self) -> Bool
  /// The plots with what all frames have in common and what is costly to find for each of them.
  static func prepared(_ frames: [Self]) -> [Self]
  /// The plot as shapes, on scales with room for all frames.
  func drawing(on sheet: Sheet, among frames: [Self]) -> Drawing
  /// The plot in characters, on scales with room for all frames.
  func characters(width: Int, rows: Int?, in words: PlotWords, among frames: [Self]) -> [String]
}

extension PlotOfFrames {
  static func prepared(_ frames: [Self]) -> [Self] { frames }

  package func drawing(on sheet: Sheet) -> Drawing { drawing(on: sheet, among: [self]) }

  package func characters(width: Int, rows: Int?, in words: PlotWords) -> [String] {
    characters(width: width, rows: rows, in: words, among: [self])
  }

  /// The plots that can be compared with this one, itself among them, on common scales.
  fileprivate func scaledAlike(in plots: [IndexedPlot]) -> [(index: Int, plot: any Drawable)] {
    let alike = plots.compactMap { index, plot -> (index: Int, plot: Self)? in
      guard let plot = plot as? Self, canShareScales(with: plot) else { return nil }
      return (index, plot)
    }
    guard alike.count > 1 else { return alike.map { ($0.index, $0.plot) } }
    let frames = Self.prepared(alike.map(\.plot))
    return zip(alike, frames).map { ($0.index, ScaledPlot(plot: $1, frames: frames)) }
  }
}

/// A plot on scales with room for all frames of a slider.
private struct ScaledPlot<Kind: PlotOfFrames>: Drawable {
  let plot: Kind
  let frames: [Kind]

  func heading(in words: PlotWords) -> String { plot.heading(in: words) }
  func textAlternative(in words: PlotWords) -> String { plot.textAlternative(in: words) }
  var data: DataTable? { plot.data }
  var reading: PlotReading? { plot.reading }
  func drawing(on sheet: Sheet) -> Drawing { plot.drawing(on: sheet, among: frames) }
  func characters(width: Int, rows: Int?, in words: PlotWords) -> [String] {
    plot.characters(width: width, rows: rows, in: words, among: frames)
  }
}
