import LessonCore
import LessonReading
import LessonSite

/// Makes the files of pages and writes them.
struct PageWriter {
  private let context: BuildContext
  private let formats: Set<PageFormat>

  init(_ context: BuildContext, _ formats: Set<PageFormat>) {
    self.context = context
    self.formats = formats
  }

  /// Writes a page and its record.
  ///
  /// - Parameters:
  ///   - fresh: What the lesson's code gives here.
  ///   - attachments: The files beside lessons that are part of the page.
  ///   - basis: What a translation's record stores of its source.
  /// - Throws: The `Diagnostic` of a page that cannot be made, or whose paths are taken.
  func write(
    _ valid: ValidLesson, _ fresh: Transcript, _ inputs: ResultInputs,
    _ attachments: [String: Attachment], to folder: PageFolder,
    at place: PagePlace, _ basis: TranslationBasis?
  ) async throws -> (LessonEntry, PageFolder.Written) {
    let kept =
      folder.recordHead?.bridges(to: inputs) == true
      ? try await kept(folder.record, valid, fresh, inputs) : nil
    let machine = kept?.machine ?? inputs.conditions.machine
    let transcript = kept?.transcript ?? fresh
    let (pages, entry) = try await context.reader.pages(
      of: valid.source, transcript, on: machine, basis, at: place, formats: formats, in: folder)
    let record = PageRecord(
      transcript, inputs, machine: machine, basis: basis,
      files: pages.hashes)
    return (entry, try folder.write(pages, record, attachments, of: valid.outline.path))
  }

  /// The existing record, if its results are kept: they come from another class of machines and agree with the fresh
  /// ones except for rounding.
  private func kept(
    _ record: PageRecord?, _ valid: ValidLesson, _ fresh: Transcript, _ inputs: ResultInputs
  ) async throws -> PageRecord? {
    guard let record else { return nil }
    let comparison = try await context.reader.perform(
      CompareResults(valid.outline, record, fresh, inputs), about: valid.outline.path)
    return comparison.agrees ? record : nil
  }
}
