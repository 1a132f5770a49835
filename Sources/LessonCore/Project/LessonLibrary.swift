import Foundation
import LessonStorage

/// All lessons below a folder, and what the folder says of them.
package struct LessonLibrary: Sendable {
  /// The folder as the user named it.
  package let folder: String
  /// All lessons, in the order of their paths.
  package let files: [LessonFile]
  /// Files that look like lessons and belong to no language, and records of translations that cannot be read.
  package let problems: [Diagnostic]
  /// The folder that the lessons belong to.
  package let project: ProjectFolder
  /// Whether a page without a lesson is one whose lesson was removed. Where no lesson is found at all, the folder is more
  /// likely the wrong one, so all pages stay unless the user says that it is empty.
  package let knowsAll: Bool
  private let unknown: [String]
  /// The errors of lessons whose names no page can have, by page.
  private let refused: [String: Diagnostic]
  private let translations: [String: [String: TranslationRecord]]

  /// The language from which all others are translated.
  package static let sourceLanguage = "en"

  /// The file that newer versions of Co-op Translator write into a language's folder.
  package static let recordsFile = ".co-op-translator.json"

  /// Bytes that a language's records of translations may have.
  private static let mostBytesOfRecords = 1 << 24

  /// Why pages cannot be written to a folder: they would take the places of lessons, or be taken for lessons.
  ///
  /// - Parameters:
  ///   - output: The folder of the pages, as the user named it.
  ///   - lessons: The folder of the lessons, as the user named it.
  package static func problem(withOutput output: String, for lessons: String) -> String? {
    guard !output.isEmpty else { return "--output is empty; it names the folder of the pages" }
    let (pages, sources) = (place(of: output), place(of: lessons))
    guard pages == sources || pages.hasPrefix(sources == "/" ? "/" : sources + "/") else { return nil }
    return
      "--output '\(output)' is \(pages == sources ? "" : "in ")the folder of the lessons, '\(lessons)': their pages need another"
  }

  private static func place(of folder: String) -> String {
    let full = RootedFolder.full(folder)
    return SymbolicLink.realPath(full) ?? full
  }

  /// Looks through a folder.
  ///
  /// - Parameters:
  ///   - formats: All formats in which pages can be written.
  ///   - mayBeEmpty: Whether no lesson at all is as it should be. Otherwise it is an error.
  package init(
    folder: String, formats: [PageFormat], mayBeEmpty: Bool = true
  ) throws(UsageFailure) {
    let found = try LessonFile.find(in: folder)
    guard mayBeEmpty || !found.files.isEmpty || !found.strays.isEmpty else {
      throw UsageFailure(
        "there is no lesson in '\(folder)': a lesson's path is '\(folder)/LANGUAGE/NAME.md'; all pages stay as they are "
          + "('lessons new NAME' begins a lesson, --allow-empty removes the pages of lessons that are gone)")
    }
    var translations: [String: [String: TranslationRecord]] = [:]
    var problems = found.strays
    for language in Set(found.files.map(\.language)).sorted() {
      let path =
        "\(folder.hasSuffix("/") ? String(folder.dropLast()) : folder)/\(language)/\(Self.recordsFile)"
      do {
        let bytes = try found.project.read(path, atMost: Self.mostBytesOfRecords)
        translations[language] = try TranslationRecord.records(inFolderFile: [UInt8](bytes))
      } catch let failure as FileFailure {
        // Most languages have none.
        if failure.code != ENOENT {
          problems.append(Diagnostic(path: path, at: nil, failure.description))
        }
      } catch {
        problems.append(
          Diagnostic(
            path: path, at: nil,
            "this is not what Co-op Translator writes: for each file an object with 'original_hash', 'source_file' and "
              + "'language_code'"))
      }
    }
    let names = PageNames(found.files, formats)
    let refused = found.files.compactMap { file in names.problem(with: file).map { (file, $0) } }
    self.folder = folder
    self.refused = Dictionary(refused.map { ($0.0.page, $0.1) }, uniquingKeysWith: { first, _ in first })
    files = found.files.filter { [refused = self.refused] file in refused[file.page] == nil }
    unknown = found.unknown + refused.map(\.0.page)
    project = found.project
    knowsAll = !found.files.isEmpty || (mayBeEmpty && found.strays.isEmpty)
    self.problems = problems + refused.map(\.1)
    self.translations = translations
  }

  /// The lessons below some paths, and what is wrong with what lies there.
  ///
  /// - Parameter paths: Files and folders of the lessons, as the user named them; none means all.
  package func selection(
    of paths: [String]
  ) throws(UsageFailure) -> (files: [LessonFile], problems: [Diagnostic]) {
    guard !paths.isEmpty else { return (files, problems) }
    let found = try LessonFile.find(in: folder, paths: paths)
    return (
      found.files.filter { refused[$0.page] == nil },
      found.strays + found.files.compactMap { refused[$0.page] }
    )
  }

  /// What the language's folder says of a lesson's source.
  package func translation(of file: LessonFile) -> TranslationRecord? {
    guard let records = translations[file.language] else { return nil }
    let source = "\(Self.sourceLanguage)/\(file.name).md"
    let inRepository = URL(filePath: folder).lastPathComponent + "/" + source
    return [folder + "/" + source, inRepository, source, file.name + ".md"].lazy.compactMap { records[$0] }
      .first
  }

  /// Whether something was not looked at, so that its lesson may be there: behind a link, in a folder that cannot be read.
  ///
  /// - Parameter page: A page, or a language.
  package func isUnknown(_ page: String) -> Bool {
    unknown.contains { page == $0 || page.hasPrefix($0 + "/") }
  }

  /// The source's bytes as they are now, and where they are; `nil` when the file is not there, below the lessons' folder.
  package func source(of record: TranslationRecord) -> (path: String, bytes: [UInt8])? {
    let base = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    let name = record.sourceFile
    for path in [name, "\(base)/\(name)", "\(base)/\(Self.sourceLanguage)/\(name)"]
    where RootedFolder.full(path).hasPrefix(RootedFolder.full(base) + "/") {
      if let bytes = try? project.read(path, atMost: LessonFile.mostBytes) { return (path, [UInt8](bytes)) }
    }
    return nil
  }

  /// The lesson that a lesson is a translation of.
  package func original(of file: LessonFile) -> LessonFile? {
    guard file.language != Self.sourceLanguage else { return nil }
    return files.first { $0.language == Self.sourceLanguage && $0.name == file.name }
  }

  /// A lesson as its reader gets it; `nil` when the file cannot be read.
  package func source(of file: LessonFile, _ content: LessonBytes) -> LessonSource? {
    content.bytes.map { LessonSource(file: file, bytes: Data($0), translation: translation(of: file)) }
  }
}
