import Foundation

/// All lessons below a folder, and what the folder says of them.
public struct LessonLibrary: Sendable {
  /// The folder as the user named it.
  let folder: String
  /// All lessons, in the order of their paths.
  public let files: [LessonFile]
  /// Files that look like lessons and belong to no language, and records of translations that cannot be read.
  public let problems: [Diagnostic]
  /// Links that are not followed, by their paths below the folder without `.md`: what is behind them is not known.
  let links: [String]
  private let translations: [String: [String: TranslationRecord]]

  /// The language from which all others are translated.
  static let sourceLanguage = "en"

  /// The file that newer versions of Co-op Translator write into a language's folder.
  static let recordsFile = ".co-op-translator.json"

  /// Looks through a folder.
  public init(folder: String) throws(UsageFailure) {
    let found = try LessonFile.find(in: folder)
    var translations: [String: [String: TranslationRecord]] = [:]
    var problems = found.strays
    for language in Set(found.files.map(\.language)).sorted() {
      let path =
        "\(folder.hasSuffix("/") ? String(folder.dropLast()) : folder)/\(language)/\(Self.recordsFile)"
      guard let bytes = FileManager.default.contents(atPath: path) else { continue }
      do {
        translations[language] = try TranslationRecord.records(inFolderFile: [UInt8](bytes))
      } catch {
        problems.append(
          Diagnostic(
            path: path, at: nil,
            "this is not what Co-op Translator writes: for each file an object with 'original_hash', 'source_file' and "
              + "'language_code'"))
      }
    }
    self.folder = folder
    files = found.files
    links = found.links
    self.problems = problems
    self.translations = translations
  }

  /// What the language's folder says of a lesson's source.
  func translation(of file: LessonFile) -> TranslationRecord? {
    guard let records = translations[file.language] else { return nil }
    let source = "\(Self.sourceLanguage)/\(file.name).md"
    let inRepository = URL(filePath: folder).lastPathComponent + "/" + source
    return [folder + "/" + source, inRepository, source, file.name + ".md"].lazy.compactMap { records[$0] }
      .first
  }

  /// The source's bytes as they are now, and where they are; `nil` when the file is not there.
  func source(of record: TranslationRecord) -> (path: String, bytes: [UInt8])? {
    let name = record.sourceFile
    for path in [name, "\(folder)/\(name)", "\(folder)/\(Self.sourceLanguage)/\(name)"] {
      if let bytes = FileManager.default.contents(atPath: path) { return (path, [UInt8](bytes)) }
    }
    return nil
  }

  /// The lesson that a lesson is a translation of.
  func original(of file: LessonFile) -> LessonFile? {
    guard file.language != Self.sourceLanguage else { return nil }
    return files.first { $0.language == Self.sourceLanguage && $0.name == file.name }
  }

  /// A lesson as its reader gets it; `nil` when the file cannot be read.
  func source(of file: LessonFile, _ content: LessonBytes) -> LessonSource? {
    content.bytes.map { LessonSource(file: file, bytes: Data($0), translation: translation(of: file)) }
  }
}
