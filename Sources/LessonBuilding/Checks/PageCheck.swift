import DeepTraining
import Foundation
import LessonCore
import LessonReading
import LessonRendering
import LessonSite
import LessonVerification

/// Compares a lesson's page with what its code gives now.
struct PageCheck {
  private let context: BuildContext
  private let judged: Set<PageFormat>
  private let attachments: AttachmentSearch

  /// Whether any lesson has a page with a record. If none has, that is reported once, not for each lesson.
  let hasRecords: Bool

  /// - Parameter judged: The formats that are compared, besides those that the page's record names.
  init(
    _ context: BuildContext, _ judged: Set<PageFormat>, _ attachments: AttachmentSearch, hasRecords: Bool
  ) {
    self.hasRecords = hasRecords
    self.context = context
    self.judged = judged
    self.attachments = attachments
  }

  /// What is wrong with the page of a lesson that ran.
  ///
  /// - Parameters:
  ///   - fresh: What it gave.
  ///   - inputs: What decided these results.
  func problems(
    of valid: ValidLesson, _ fresh: Transcript, _ inputs: ResultInputs, _ folder: PageFolder,
    at place: PagePlace
  ) async throws -> [Diagnostic] {
    let lesson = valid.outline
    guard let record = folder.record else {
      return [
        Diagnostic(path: lesson.path, at: nil, "the lesson has no page with a record: run 'lessons build'")
      ]
    }
    let notes = machineNote(record, inputs, lesson)
    do {
      let comparison = try await context.reader.perform(
        CompareResults(lesson, record, fresh, inputs), about: lesson.path)
      guard comparison.agrees else { return comparison.diagnostics + notes }
      guard record.program == inputs.program else { return [madeFromOtherCode(lesson)] + notes }
      return notes + (try await staleness(of: valid, record, in: folder, at: place))
    } catch let problem as Diagnostic {
      return [problem]
    }
  }

  /// Compares the page of a lesson that cannot run: it still shows the lesson's text and place.
  func problems(
    ofUnrun valid: ValidLesson, _ folder: PageFolder, at place: PagePlace
  ) async throws -> [Diagnostic] {
    guard let record = folder.record else { return [] }
    guard record.program == valid.digest else { return [madeFromOtherCode(valid.outline)] }
    do {
      return try await staleness(of: valid, record, in: folder, at: place)
    } catch let problem as Diagnostic {
      return [problem]
    }
  }

  private func madeFromOtherCode(_ lesson: LessonOutline) -> Diagnostic {
    Diagnostic(
      path: lesson.path, at: nil,
      "the page was made before the lesson's code was changed: run 'lessons build'"
    )
  }

  /// Reports the files of a page that differ from those made of the lesson and its record.
  private func staleness(
    of valid: ValidLesson, _ record: PageRecord, in folder: PageFolder, at place: PagePlace
  ) async throws -> [Diagnostic] {
    let source = valid.source
    // Notebooks are made on demand; those that exist must be current.
    let formats = judged.union(folder.formats(of: record.head).filter { !$0.showsOthers })
    let (pages, _) = try await context.reader.pages(
      of: source, record.transcript, on: record.machine, record.basis, at: place, formats: formats, in: folder
    )
    return folder.stale(pages).map {
      Diagnostic(
        path: source.file.path, at: nil,
        "'\($0)' is not the page of this lesson as it is now: run 'lessons build'")
    } + staleCopies(of: valid, in: folder)
  }

  /// Reports the copies of files beside lessons that are missing, differ, or are no longer linked to.
  private func staleCopies(of valid: ValidLesson, in folder: PageFolder) -> [Diagnostic] {
    let linked = attachments.attachments(of: valid.reading.links, in: valid.source.file)
    return folder.stale(linked).map { path, attachment in
      Diagnostic(
        path: valid.source.file.path, at: nil,
        attachment.map { "'\(path)' is not a copy of '\($0.source)' as it is now: run 'lessons build'" }
          ?? "the lesson no longer links to what '\(path)' is a copy of: run 'lessons build', which removes it"
      )
    }
  }

  /// A note on how numbers from another class of machines were compared.
  private func machineNote(_ record: PageRecord, _ inputs: ResultInputs, _ lesson: LessonOutline)
    -> [Diagnostic]
  {
    let machine = inputs.conditions.machine
    guard record.machine != machine else { return [] }
    let closeness =
      record.head.bridges(to: inputs) ? "numbers are compared within \(lesson.percentage)" : exactness(record)
    return [
      Diagnostic(
        .note, path: lesson.path, at: nil,
        "the page was made on '\(record.machine)', this machine is '\(machine)': \(closeness)")
    ]
  }

  private func exactness(_ record: PageRecord) -> String {
    let reason =
      switch MachineClass(record.machine)?.engine {
      case nil: "this version does not know that class of machines"
      case Engine.version: "code or data have changed"
      case _?: "the version of the engine differs"
      }
    return "\(reason), so results are compared exactly"
  }
}

extension LessonOutline {
  /// The tolerance for numbers from other machines, as a percentage.
  fileprivate var percentage: String {
    (TranscriptComparison.toleranceOfOtherMachines(self) * 100).formatted(
      .number.locale(Locale(identifier: "en")))
      + " %"
  }
}
