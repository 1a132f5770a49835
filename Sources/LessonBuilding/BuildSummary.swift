import Foundation
import LessonCore

/// The number of lessons of a call by result.
package struct BuildSummary: Sendable {
  private let purpose: Builder.Purpose
  private var count = 0
  private var failed = 0
  private var ran = 0
  private var skipped = 0
  private var stopped = 0
  private var documents = 0
  private var failedDocuments = 0
  /// The expectations of lessons that hold, and those of documents.
  private var holding = 0
  private var holdingInDocuments = 0
  /// Errors that belong to no lesson and no document.
  private var otherErrors = 0

  package init(_ purpose: Builder.Purpose) { self.purpose = purpose }

  /// Counts a lesson.
  package mutating func add(_ report: LessonReport) {
    guard !report.isDocument else { return addDocument(report) }
    count += 1
    holding += report.holding
    switch report.result {
    case .ran: ran += 1
    case .failed: failed += 1
    case .skipped: skipped += 1
    case .stopped: stopped += 1
    case .unchanged: break
    }
  }

  private mutating func addDocument(_ report: LessonReport) {
    documents += 1
    holdingInDocuments += report.holding
    guard report.result == .failed else { return }
    failed += 1
    failedDocuments += 1
  }

  /// Counts the errors among diagnostics that belong to no lesson and no document.
  package mutating func add(_ problems: [Diagnostic]) {
    otherErrors += problems.count { $0.severity == .error }
  }

  /// Whether nothing is wrong.
  package var isWell: Bool { failed == 0 && otherErrors == 0 }

  /// The last line that a call prints: `3 lessons: 1 ran, 2 unchanged, 0 failed · 1.5 s`. The numbers add up.
  package func text(after time: Duration) -> String {
    let seconds = time.formatted(
      .units(allowed: [.seconds], width: .narrow, fractionalPart: .show(length: 1))
    )
    .replacing("s", with: " s")
    let parts = (count > 0 || documents == 0 ? [lessonsText] : []) + (documents > 0 ? [documentsText] : [])
    let others = otherErrors == 0 ? [] : [otherErrors == 1 ? "1 other error" : "\(otherErrors) other errors"]
    return (parts + others + [seconds]).joined(separator: " · ")
  }

  private var lessonsText: String {
    let lessons = count == 1 ? "1 lesson" : "\(count) lessons"
    let failed = failed - failedDocuments
    let well = count - failed - skipped - stopped
    let rest =
      if case .check = purpose { "\(well) as recorded" } else { "\(ran) ran, \(well - ran) unchanged" }
    let withoutData = skipped == 0 ? "" : ", \(skipped) without data"
    let ended = stopped == 0 ? "" : ", \(stopped) stopped"
    let expectations = holding == 0 ? "" : ", \(Self.text(ofHolding: holding))"
    return "\(lessons): \(rest), \(failed) failed\(ended)\(withoutData)\(expectations)"
  }

  /// `12 documents, 40 expectations hold, 0 failed`.
  private var documentsText: String {
    let documents = documents == 1 ? "1 document" : "\(documents) documents"
    return "\(documents), \(Self.text(ofHolding: holdingInDocuments)), \(failedDocuments) failed"
  }

  private static func text(ofHolding count: Int) -> String {
    count == 1 ? "1 expectation holds" : "\(count) expectations hold"
  }
}
