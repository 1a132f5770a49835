import Foundation

/// The number of lessons of a call by result.
package struct BuildSummary: Sendable {
  private let purpose: Builder.Purpose
  private var count = 0
  package private(set) var failed = 0
  private var ran = 0
  private var skipped = 0

  package init(_ purpose: Builder.Purpose) { self.purpose = purpose }

  /// Counts a lesson.
  package mutating func add(_ report: LessonReport) {
    count += 1
    switch report.result {
    case .ran: ran += 1
    case .failed: failed += 1
    case .skipped: skipped += 1
    case .unchanged: break
    }
  }

  /// The last line that a call prints: `3 lessons: 1 ran, 2 unchanged, 0 failed · 1.5 s`. The numbers add up.
  package func text(after time: Duration) -> String {
    let seconds = time.formatted(
      .units(allowed: [.seconds], width: .narrow, fractionalPart: .show(length: 1))
    )
    .replacing("s", with: " s")
    let lessons = count == 1 ? "1 lesson" : "\(count) lessons"
    let well = count - failed - skipped
    let rest =
      if case .check = purpose { "\(well) as recorded" } else { "\(ran) ran, \(well - ran) unchanged" }
    let withoutData = skipped == 0 ? "" : ", \(skipped) without data"
    return "\(lessons): \(rest), \(failed) failed\(withoutData) · \(seconds)"
  }
}
