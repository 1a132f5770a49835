import Foundation
import LessonStorage

/// All lessons below a folder, with the folder's records of translations.
package struct LessonLibrary: Sendable {
  /// The folder as the user named it.
  package let folder: String
  /// The language from which others are translated, unless a translation's record names another one, and of lessons that
  /// lie in no language's folder.
  package let sourceLanguage: String
  /// All lessons, in the order of their paths.
  package let files: [LessonFile]
  /// Errors for files that look like lessons but belong to no language, and for unreadable records of translations.
  package let problems: [Diagnostic]
  /// The project folder of the lessons.
  package let project: ProjectFolder
  /// Whether a page without a lesson is one whose lesson was removed. If no lesson is found at all, the folder is
  /// probably wrong, so all pages are kept unless the user says that it may be empty.
  package let knowsAll: Bool
  /// The languages that have lessons, the source language first.
  private let languages: [String]
  private let unknown: [String]
  /// The errors of lessons from whose names no page can be made, by page.
  private let refused: [String: Diagnostic]
  private let translations: [String: [String: TranslationRecord]]
  private let names: PageNames

  /// The file that newer versions of Co-op Translator write into a language's folder.
  package static let recordsFile = ".co-op-translator.json"

  /// The maximum size of a language's records of translations in bytes.
  package static let mostBytesOfRecords = 1 << 24

  /// Why pages cannot be written to a folder: they would overwrite lessons, or be mistaken for lessons.
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

  /// Finds all lessons of a folder.
  ///
  /// - Parameters:
  ///   - language: The source language.
  ///   - formats: All formats in which pages can be written.
  ///   - mayBeEmpty: Whether the folder may have no lessons. Otherwise that is an error.
  package init(
    folder: String, language: String = "en", formats: [PageFormat], mayBeEmpty: Bool = true
  ) throws(UsageFailure) {
    let found = try LessonFile.find(in: folder, language: language)
    guard mayBeEmpty || !found.files.isEmpty || !found.strays.isEmpty else {
      throw UsageFailure(
        "there is no lesson in '\(folder)': lessons are Markdown files, such as '\(folder)/\(language)/First.md'; all pages stay as they are "
          + "('lessons new NAME' begins a lesson, --allow-empty removes the pages of lessons that are gone)")
    }
    var translations: [String: [String: TranslationRecord]] = [:]
    var problems = found.strays
    let others = Set(found.files.map(\.language)).subtracting([language]).sorted()
    for language in [language] + others {
      let path =
        "\(folder.hasSuffix("/") ? String(folder.dropLast()) : folder)/\(language)/\(Self.recordsFile)"
      do {
        let bytes = try found.project.read(path, atMost: Self.mostBytesOfRecords)
        translations[language] = try TranslationRecord.records(inFolderFile: [UInt8](bytes))
      } catch let failure as FileFailure {
        // Most languages have no such file.
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
    sourceLanguage = language
    languages = [language] + others
    self.refused = Dictionary(refused.map { ($0.0.page, $0.1) }, uniquingKeysWith: { first, _ in first })
    files = found.files.filter { [refused = self.refused] file in refused[file.page] == nil }
    unknown = found.unknown + refused.map(\.0.page)
    project = found.project
    knowsAll = !found.files.isEmpty || (mayBeEmpty && found.strays.isEmpty)
    self.problems = problems + refused.map(\.1)
    self.translations = translations
    self.names = names
  }

  /// The lessons below some paths, and the problems found there.
  ///
  /// - Parameter paths: Files and folders of the lessons, as the user named them; empty for all.
  package func selection(
    of paths: [String]
  ) throws(UsageFailure) -> (files: [LessonFile], problems: [Diagnostic]) {
    guard !paths.isEmpty else { return (files, problems) }
    let found = try LessonFile.find(in: folder, language: sourceLanguage, paths: paths)
    return (
      found.files.filter { refused[$0.page] == nil },
      found.strays + found.files.compactMap { refused[$0.page] }
    )
  }

  /// The path of a language's records of translations.
  package func recordsPath(of language: String) -> String {
    "\(folder.hasSuffix("/") ? String(folder.dropLast()) : folder)/\(language)/\(Self.recordsFile)"
  }

  /// The record of a lesson's source in the language's folder.
  package func translation(of file: LessonFile) -> TranslationRecord? {
    guard let records = translations[file.language] else { return nil }
    let folders = [folder, URL(filePath: folder).lastPathComponent].map { $0 + "/" } + [""]
    let sources = languages.flatMap { language in folders.map { "\($0)\(language)/\(file.name).md" } }
    return (sources + [file.name + ".md"]).lazy.compactMap { records[$0] }.first
  }

  /// Whether a page's lesson may exist in a place that was not searched: behind a symbolic link, or in an unreadable
  /// folder.
  ///
  /// - Parameter page: A page, or a language.
  package func isUnknown(_ page: String) -> Bool {
    unknown.contains { page == $0 || page.hasPrefix($0 + "/") }
  }

  /// The page or the lists to which a file of the output belongs, in words; `nil` if it can be a file of a lesson's own.
  ///
  /// - Parameter path: The path below the output.
  package func owner(ofOutput path: String) -> String? { names.owner(of: path) }

  /// The source's current path and bytes; `nil` if no such file can be read below the lessons' folder.
  package func source(of record: TranslationRecord) -> (path: String, bytes: [UInt8])? {
    let base = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    let name = record.sourceFile
    for path in [name, "\(base)/\(name)", "\(base)/\(sourceLanguage)/\(name)"]
    where RootedFolder.full(path).hasPrefix(RootedFolder.full(base) + "/") {
      if let bytes = try? project.read(path, atMost: LessonFile.mostBytes) { return (path, [UInt8](bytes)) }
    }
    return nil
  }

  /// The source lesson of a translation.
  ///
  /// - Parameter record: The translation's record, which may name another language than the source language.
  package func original(of file: LessonFile, _ record: TranslationRecord?) -> LessonFile? {
    let language = record?.sourceLanguage(of: file.name) ?? sourceLanguage
    guard file.language != language else { return nil }
    return files.first { $0.language == language && $0.name == file.name }
  }

  /// The lesson with a translation's name in the source language, whatever its record says.
  package func namesake(of file: LessonFile) -> LessonFile? { original(of: file, nil) }

  /// A lesson as its reader gets it; `nil` if the file cannot be read.
  package func source(of file: LessonFile, _ content: LessonBytes) -> LessonSource? {
    content.bytes.map { LessonSource(file: file, bytes: Data($0), translation: translation(of: file)) }
  }
}
