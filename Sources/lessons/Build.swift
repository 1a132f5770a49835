import ArgumentParser

/// Builds the pages of lessons.
struct Build: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build", abstract: "Check and run lessons, and write their pages.",
    discussion: "Lessons whose code did not change are not run again.")

  @OptionGroup var options: BuildOptions

  @Flag(help: "Run all lessons, even if their results are known.")
  var force = false

  @Flag(help: "Say for each lesson why its code ran or did not.")
  var explain = false

  func run() async throws {
    try await options.work(.write(force: force), explains: explain)
  }
}
