import LessonDisplay
import LessonPlots

extension Shown {
  /// The words to compare: texts and tables as readers see them, plots as their numbers.
  var wordsToCompare: String {
    switch content {
    case .text(let text): text
    case .table(let table): table.plainText
    case .plot(let plot): plot.numbersToCompare
    case .group(let parts): parts.map(\.wordsToCompare).joined(separator: "\n")
    case .frames(let frames):
      frames.frames.map { frames.caption($0.name) + "\n" + $0.shown.wordsToCompare }.joined(separator: "\n")
    }
  }
}

extension Plot {
  fileprivate var numbersToCompare: String {
    var plot = self
    let groups = plot.takeNumbers()
    return ([heading(in: .english)] + groups.map { $0.values.map { format($0) }.joined(separator: " ") })
      .joined(separator: "\n")
  }
}
