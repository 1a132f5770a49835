import LessonDisplay
import LessonWords

/// Combines the words of a language into the description of a plot.
extension PlotWords {
  /// Joins sentences.
  package func text(_ sentences: [String]) -> String { sentences.joined(separator: ". ") + "." }

  /// The first sentence: the kind of plot and its axes.
  package func opening(_ kind: String, _ axes: [String]) -> String { ([kind] + axes).joined(separator: "; ") }

  /// The horizontal axis, with an addition.
  func horizontal(_ axis: Chart.Axis, _ more: String? = nil) -> String {
    told(axis, horizontalAxis(axis.label.isEmpty ? "x" : axis.label), more)
  }

  /// The vertical axis, with an addition.
  func vertical(_ axis: Chart.Axis, _ more: String? = nil) -> String {
    told(axis, verticalAxis(axis.label.isEmpty ? "y" : axis.label), more)
  }

  private func told(_ axis: Chart.Axis, _ name: String, _ more: String?) -> String {
    let scale = axis.scale == .log ? logarithmic() : nil
    return [name, scale, more].compactMap(\.self).joined(separator: ", ")
  }

  /// The description of a part of the plot, after its name.
  package func part(_ name: String, counts: [String] = [], _ story: String) -> String {
    guard !name.isEmpty else { return (counts + [story]).joined(separator: ", ").capitalizedAtStart }
    let counted = counts.isEmpty ? "" : " (\(counts.joined(separator: ", ")))"
    return "\(name)\(counted): \(story)"
  }

  /// From one end to the other; one number if both are equal.
  package func range(of values: [Double]) -> String {
    let (low, high) = (format(values.min() ?? 0), format(values.max() ?? 0))
    return low == high ? low : range(low, high)
  }
}

extension String {
  /// With a capital at the beginning, if the script has capitals.
  var capitalizedAtStart: String { prefix(1).uppercased() + dropFirst() }
}
