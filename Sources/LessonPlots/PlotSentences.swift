import LessonDisplay
import LessonWords

/// How the words of a language become the text that tells a plot.
extension PlotWords {
  /// Sentences one after the other.
  package func text(_ sentences: [String]) -> String { sentences.joined(separator: ". ") + "." }

  /// The first sentence: what kind of plot it is and what its axes say.
  package func opening(_ kind: String, _ axes: [String]) -> String { ([kind] + axes).joined(separator: "; ") }

  /// What stands below the plot, with more that is to be said of it.
  func horizontal(_ axis: Chart.Axis, _ more: String? = nil) -> String {
    told(axis, horizontalAxis(axis.label.isEmpty ? "x" : axis.label), more)
  }

  /// What stands left of the plot, with more that is to be said of it.
  func vertical(_ axis: Chart.Axis, _ more: String? = nil) -> String {
    told(axis, verticalAxis(axis.label.isEmpty ? "y" : axis.label), more)
  }

  private func told(_ axis: Chart.Axis, _ name: String, _ more: String?) -> String {
    let scale = axis.scale == .log ? logarithmic() : nil
    return [name, scale, more].compactMap(\.self).joined(separator: ", ")
  }

  /// What is said of a part of the plot under its name.
  package func part(_ name: String, counts: [String] = [], _ story: String) -> String {
    guard !name.isEmpty else { return (counts + [story]).joined(separator: ", ").capitalizedAtStart }
    let counted = counts.isEmpty ? "" : " (\(counts.joined(separator: ", ")))"
    return "\(name)\(counted): \(story)"
  }

  /// From one end to the other; one number where both are the same.
  package func range(of values: [Double]) -> String {
    let (low, high) = (format(values.min() ?? 0), format(values.max() ?? 0))
    return low == high ? low : range(low, high)
  }
}

extension String {
  /// With a capital at the beginning, where the script has any.
  var capitalizedAtStart: String { prefix(1).uppercased() + dropFirst() }
}
