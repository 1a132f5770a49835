import ArgumentParser
import LessonBuilding

extension CheckReport.Format: ExpressibleByArgument {
  /// What users can write.
  public static var allValueStrings: [String] { allCases.map(\.name) }
  /// What shells complete.
  public static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }

  /// The format of a name.
  public init?(argument: String) {
    guard let format = Self.allCases.first(where: { $0.name == argument }) else { return nil }
    self = format
  }

  /// Their names in a sentence.
  fileprivate static var listed: String {
    let names = allCases.map { $0.name + ($0.remark.map { " (\($0))" } ?? "") }
    return names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
  }
}

/// Checks that pages are what their lessons give, and that documents say what their code does.
struct Check: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Run all lessons and documents afresh and compare with what their pages and comments say.",
    discussion:
      "Markdown files outside of the lessons' folder are documents: they are checked where they stand.")

  @OptionGroup var chosen: LessonPaths

  @OptionGroup var options: BuildOptions

  @OptionGroup var shards: ShardOptions

  @Flag(help: "Run every lesson twice, to find results that differ from run to run.")
  var twice = false

  @Flag(help: "Let lessons pass whose data is missing.")
  var allowMissingData = false

  @Flag(
    help: "Replace what comments such as '// => 3' and '// Prints \"a\"' state wrongly; write nothing else.")
  var accept = false

  @Option(
    help: ArgumentHelp(
      "Write a report to the standard output: \(CheckReport.Format.listed).",
      valueName: "form"))
  var report: CheckReport.Format?

  func run() async throws {
    try await options.work(
      .check(twice: twice, allowsMissingData: allowMissingData, accepts: accept), on: chosen.paths, shards,
      report: report)
  }
}
