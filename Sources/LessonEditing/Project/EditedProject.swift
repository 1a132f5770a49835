import Foundation
import LessonBuilding
import LessonConfinement
import LessonCore
import LessonProgram
import LessonReading
import LessonRendering
import LessonSite
import LessonStorage

/// The project whose files are edited: the current folder, with its settings as they were saved.
package struct EditedProject: Sendable {
  /// What the command line says.
  package struct Options: Sendable {
    package let sandbox: Confinement.Demand
    package let maxTimeout: Double
    package let searchPath: String?

    package init(sandbox: Confinement.Demand, maxTimeout: Double, searchPath: String?) {
      self.sandbox = sandbox
      self.maxTimeout = maxTimeout
      self.searchPath = searchPath
    }
  }

  package let settings: ProjectSettings
  package let context: BuildContext
  package let check: TextCheck
  let descriptions: FoundInTexts<DescribeText.Result>
  let programs: FoundInTexts<[EditableProgram]>

  /// Where results are kept that need not be computed twice; only beside settings, so that other folders stay as they are.
  private static let cacheFolder = ".lessons"

  /// Reads the settings of the current folder.
  ///
  /// - Parameters:
  ///   - previous: The settings as they could last be read, which are used while those of the file are wrong.
  ///   - tell: Called with what SwiftPM does.
  package static func load(
    _ options: Options, after previous: ProjectSettings?, tell: @escaping @Sendable (String) -> Void
  ) async throws -> EditedProject {
    let hasSettings = SettingsFile.folder(from: RootedFolder.current) == RootedFolder.current
    var confinement = try Confinement.meeting(options.sandbox).confinement
    guard hasSettings else {
      return EditedProject(
        ProjectSettings(), SiteFiles(), options, confinement, cache: nil, tell: tell)
    }
    let found = try await SettingsFile.read(LessonReader(confined: confinement), cache: .none)
    let isWell = found.problems.isEmpty && SettingsFile.problems(with: found.settings).isEmpty
    let settings = isWell ? found.settings : previous ?? found.settings
    if settings.sandbox == "required" { confinement = try Confinement.meeting(.required).confinement }
    return EditedProject(settings, found.files, options, confinement, cache: cacheFolder, tell: tell)
  }

  private init(
    _ settings: ProjectSettings, _ files: SiteFiles, _ options: Options, _ confinement: Confinement,
    cache: String?, tell: @escaping @Sendable (String) -> Void
  ) {
    self.settings = settings
    let modules = ProjectModules(
      settings.swift, at: settings.places, of: "", in: Self.cacheFolder + "/packages"
    ) { progress in
      switch progress {
      case .begins(let names): tell("Building \(names.joined(separator: ", ")) with SwiftPM …")
      case .step(let line): tell(line)
      case .ends: break
      }
    }
    context = BuildContext(
      output: settings.output, cache: cache, data: settings.data,
      jobs: ProcessInfo.processInfo.activeProcessorCount, searchPath: options.searchPath,
      confinement: confinement, maxTimeout: options.maxTimeout, modules: modules, settings: settings,
      siteFiles: files)
    check = TextCheck(context) {
      try LessonLibrary(
        folder: settings.lessons, language: settings.language, formats: PageFormat.all, mayBeEmpty: true)
    }
    let check = check
    descriptions = FoundInTexts { text in
      try await check.perform(
        DescribeText(path: text.file.path, bytes: text.bytes), about: text.file.path)
    }
    programs = FoundInTexts { text in
      guard let task = text.writingOfPrograms else { return [] }
      return try await check.perform(task, about: text.file.path).programs
    }
  }

  // MARK: Files

  /// What a file is to the checks; `nil` for files that they do not concern.
  ///
  /// - Parameters:
  ///   - path: Its path below the project's folder.
  ///   - text: Its text, which decides about Markdown that is in no list of documents.
  package func file(_ path: String, _ text: EditedText) async -> EditedFile? {
    if path == ProjectSettings.fileName { return .settings }
    guard path.hasSuffix(".md") else { return nil }
    if let lesson = await lesson(path) { return .lesson(lesson) }
    let search = DocumentSearch(settings.documents, lessons: settings.lessons, output: settings.output)
    guard let document = search.document(path), document.isOfSettings || text.mentionsBlocks else {
      return nil
    }
    return .document(document.file)
  }

  private func lesson(_ path: String) async -> LessonFile? {
    let full = RootedFolder.full(path), folder = RootedFolder.full(settings.lessons)
    let library = await check.library
    if let known = library?.files.first(where: { RootedFolder.full($0.path) == full }) { return known }
    guard full.hasPrefix(folder + "/") else { return nil }
    let parts = full.dropFirst(folder.count + 1).split(separator: "/").map(String.init)
    // A file that explains the folder is no lesson.
    guard parts != ["README.md"], !parts.contains(where: { $0.hasPrefix(".") }) else { return nil }
    return LessonFile(
      path, parts, language: settings.language, in: ProjectFolder(of: settings.lessons))
  }
}

extension Snapshot {
  /// What writes its programs; `nil` for texts without any.
  fileprivate var writingOfPrograms: WriteEditablePrograms? {
    switch file {
    case .lesson(let lesson):
      WriteEditablePrograms(source: LessonSource(file: lesson, bytes: bytes, translation: nil), rules: nil)
    case .document(let document):
      WriteEditablePrograms(
        source: LessonSource(file: document.file, bytes: bytes, translation: nil), rules: document.rules)
    case .settings: nil
    }
  }
}

extension EditedText {
  /// Whether it has a block that only lessons and documents have.
  fileprivate var mentionsBlocks: Bool {
    let words = Array("```swift-dt".utf8)
    return bytes.firstRange(of: words) != nil
  }
}
