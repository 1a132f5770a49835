import ArgumentParser
import Foundation
import LessonAuthoring
import LessonBuilding
import LessonCore
import LessonReading
import LessonRendering
import LessonServing
import LessonStorage

/// Shows pages in a browser while their lessons are edited.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Build, show the pages in a browser, and build and load them again whenever a lesson is saved.",
    discussion: """
      The pages are served to this machine only, unless --address lets others in. From the second address that is said, \
      blocks and text can be edited on the pages, and exercises tried; with --learn, exercises only. Ctrl-C stops it.
      """)

  @OptionGroup var chosen: LessonPaths

  @OptionGroup var options: BuildOptions

  @Option(help: "The port; 0 takes one that is free.")
  var port: UInt16 = 8000

  @Flag(help: "Serve the course to learners: they try exercises on the pages, and edit nothing.")
  var learn = false

  @Option(
    help: ArgumentHelp(
      "With --learn: the IPv4 address of this machine at which others, such as a class, reach it.",
      valueName: "address"))
  var address = PreviewAccess.loopback

  @Option(
    help: ArgumentHelp(
      "With --address: a name or address by which browsers ask for this machine; can be repeated.",
      valueName: "name"))
  var host: [String] = []

  func validate() throws {
    try checkAccess()
    try checkFormats(options.namedFormats ?? [.html])
  }

  private func checkFormats(_ formats: Set<PageFormat>) throws {
    guard formats.contains(.html) else {
      throw ValidationError(
        "'lessons serve' shows pages in html: name it by --format, or in 'formats' of the settings")
    }
  }

  mutating func run() async throws {
    let console = Console(isQuiet: options.quiet)
    try confineForOthers()
    let serve = self
    try await serve.run(console)
  }

  private func run(_ console: Console) async throws {
    let project = try await options.project(console, usesCache: true)
    try checkFormats(project.formats)
    _ = try project.library()
    let server = try await PreviewServer(output: project.settings.output, port: port, access: access)
    let live = LiveLessons { page, event in server.show(event, onPage: page) }
    let preview = Preview(server: server, console: console, live: live)
    sayAddresses(of: server, console)
    let output = project.settings.output
    Interruption.tells {
      console.stop { _, _ in "Stopped; the pages that were made are kept in '\(output)'" }
    }
    let builds = Task {
      var project = project
      while !Task.isCancelled { project = try await build(project, preview) }
    }
    defer { builds.cancel() }
    try await withThrowingTaskGroup { group in
      group.addTask { try await builds.value }
      group.addTask { try await server.run() }
      try await group.next()
      group.cancelAll()
    }
  }

  /// What shows how builds go.
  private struct Preview {
    let server: PreviewServer
    let console: Console
    let live: LiveLessons
  }

  /// Builds after each change, until the settings have changed.
  ///
  /// - Returns: The project with the new settings.
  private func build(_ project: Project, _ preview: Preview) async throws -> Project {
    let context = try project.context(options, preview.console)
    preview.server.edit(
      with: LessonEditor(LessonReader(confined: project.confinement)) { try project.library() })
    preview.server.learn(with: ExerciseAttempts(context) { try project.library() })
    preview.server.export(from: PageExports(context) { try project.library() })
    let watch = try FolderWatch(
      project.settings.lessons, data: project.settings.data, settings: ProjectSettings.fileName)
    preview.server.control(preview.live) { watch.report() }
    var build = Task { await self.build(project, context, watch, preview) }
    for await _ in watch.changes {
      // What was begun before this change is out of date.
      build.cancel()
      await build.value
      guard let changed = await current(project, preview) else { continue }
      if !changed.agrees(with: project) { return changed }
      build = Task { await self.build(project, context, watch, preview) }
    }
    return project
  }

  /// The project with its settings as they are now; `nil` after showing why they cannot be used.
  private func current(_ project: Project, _ preview: Preview) async -> Project? {
    do {
      var changed = try await project.readAgain(preview.console, sandbox: options.sandbox)
      try options.apply(to: &changed)
      try checkFormats(changed.formats)
      _ = try changed.library()
      guard changed.settings.output == project.settings.output else {
        throw UsageFailure("the folder of the pages has changed: start 'lessons serve' again")
      }
      return changed
    } catch let wrong as Project.WrongSettings {
      preview.console.show(wrong.problems, lines: wrong.lines)
      let printer = DiagnosticPrinter(lines: wrong.lines)
      preview.server.tell(PageProblems(wrong.problems.map(printer.text).joined()))
    } catch {
      tell(error, preview)
    }
    return nil
  }

  private func tell(_ error: any Error, _ preview: Preview) {
    let text = "error: \(FileFailure.text(of: error))"
    preview.console.sayLine(text)
    preview.server.tell(PageProblems(text))
  }

  /// Builds what has changed and tells the browsers, of each lesson as soon as it is done.
  private func build(
    _ project: Project, _ context: BuildContext, _ watch: FolderWatch, _ preview: Preview
  ) async {
    watch.watch(alsoSourcesIn: await context.watchedFolders)
    watch.watch(alsoFiles: await context.watchedFiles)
    do {
      var problems = PageProblems()
      let outcome = try await options.outcome(
        of: .write(force: false), on: chosen.paths, in: project, context, preview.console, inOrderOf: .change,
        changed: watch.takeChangedLessons(), live: preview.live
      ) { report in
        problems.add(report)
        preview.server.tell(problems)
      }
      problems.add(outcome.problems)
      preview.server.tell(problems)
    } catch is CancellationError {
      preview.console.close("")
    } catch {
      // The next change may mend it.
      tell(error, preview)
    }
    // The build may have found more of them.
    watch.watch(alsoSourcesIn: await context.watchedFolders)
    watch.watch(alsoFiles: await context.watchedFiles)
  }
}
