import ArgumentParser
import Foundation
import LessonBuilding
import LessonCore
import LessonRendering
import LessonServing
import LessonStorage

/// Shows pages in a browser while their lessons are edited.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Build, show the pages in a browser, and build and load them again whenever a lesson is saved.",
    discussion: "The pages are served to this machine only. Ctrl-C stops it.")

  @OptionGroup var options: BuildOptions

  @Option(help: "The port of 127.0.0.1; 0 takes one that is free.")
  var port: UInt16 = 8000

  func validate() throws {
    try checkFormats(options.namedFormats ?? [.html])
  }

  private func checkFormats(_ formats: Set<PageFormat>) throws {
    guard formats.contains(.html) else {
      throw ValidationError("--format must name html: that is what browsers are shown")
    }
  }

  func run() async throws {
    let console = Console(isQuiet: options.quiet)
    let project = try await options.project(console, usesCache: true)
    try checkFormats(project.formats)
    _ = try project.library()
    let context = project.context(options, console)
    let watch = try FolderWatch(project.settings.lessons, data: project.settings.data)
    let server = try await PreviewServer(output: project.settings.output, port: port)
    console.sayLine("The lessons are at \(server.address)")
    let builds = Task {
      var build = Task { await self.build(project, context, watch, server, console) }
      for await _ in watch.changes {
        // What was begun before this change is out of date.
        build.cancel()
        await build.value
        build = Task { await self.build(project, context, watch, server, console) }
      }
    }
    defer { builds.cancel() }
    try await server.run()
  }

  /// Builds what has changed and tells the browsers, of each lesson as soon as it is done.
  private func build(
    _ project: Project, _ context: BuildContext, _ watch: FolderWatch, _ server: PreviewServer,
    _ console: Console
  ) async {
    watch.watch(alsoSourcesIn: await context.watchedFolders)
    do {
      var problems = ""
      let outcome = try await options.outcome(
        of: .write(force: false), project, context, console, inOrderOf: .change
      ) { report in
        problems += report.text(usesColor: false)
        server.tell(message: problems)
      }
      problems += outcome.problems.map(DiagnosticPrinter().text).joined()
      server.tell(message: problems)
    } catch is CancellationError {
      console.close("")
    } catch {
      // The next change may mend it.
      let text = "error: \(FileFailure.text(of: error))"
      console.sayLine(text)
      server.tell(message: text)
    }
    // The build may have found more of them.
    watch.watch(alsoSourcesIn: await context.watchedFolders)
  }
}
