import ArgumentParser
import LessonBuilding

extension CheckReport.Format: ExpressibleByArgument {}

/// Checks that pages are what their lessons give.
struct Check: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Run all lessons afresh and compare with their pages; write nothing.")

  @OptionGroup var options: BuildOptions

  @Flag(help: "Run every lesson twice, to find results that differ from run to run.")
  var twice = false

  @Flag(help: "Let lessons pass that cannot run because their data is not there.")
  var allowMissingData = false

  @Option(
    help: ArgumentHelp(
      "Write a report to the standard output: github (annotations), junit (XML), sarif or json.",
      valueName: "form"))
  var report: CheckReport.Format?

  func run() async throws {
    try await options.work(.check(twice: twice, allowsMissingData: allowMissingData), report: report)
  }
}
