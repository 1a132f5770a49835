import CConfinement
import CLessonRuntime
import DeepTraining
import Foundation
import LessonConfinement
import LessonDisplay
import LessonProbes

/// The process that a lesson runs in: it installs its crash handlers, confines itself, and loads the lesson's object.
enum HostedLesson {
  /// Runs the lesson whose job is in a folder, and ends the process.
  static func run(folder: String) -> Never {
    guard let job = LessonJob(in: folder) else { LessonHost.refuse(LessonHost.usage) }
    // Events use the descriptor that the runner reads; the lesson's output goes to a file.
    let events = dup(STDOUT_FILENO)
    redirect(STDOUT_FILENO, to: job.folder + "/" + LessonJob.printedFile)
    redirect(STDERR_FILENO, to: job.folder + "/" + LessonJob.errorFile)
    let scratch = job.folder + "/" + LessonJob.scratchFolder
    guard events >= 0, chdir(scratch) == 0 else { LessonHost.refuse("cannot use '\(job.folder)'") }

    guard crash_reporter_install(events) else {
      LessonHost.refuse("crashes cannot be reported: \(String(cString: strerror(errno)))")
    }
    EventStream.open(events)
    installProbes()
    confine_descriptors(events)
    if job.policy.confinement.restrictsFiles { lesson_answer_thread_states() }
    do { try job.policy.enter() } catch { LessonHost.refuse(error.description) }
    if let trainings = job.trainings {
      RememberedTrainings.memo = LessonMemo(
        known: trainings, new: scratch + "/" + LessonJob.newTrainingsFolder, build: job.build)
    }
    if job.tellsProgress {
      LessonHooks.tellProgress()
      // The runner can show each line as soon as it is printed.
      lesson_print_by_lines()
    }
    // Loads the object after confinement, so that code that runs during loading is confined too.
    enter(job.object)
  }

  private static func enter(_ object: String) -> Never {
    guard let handle = dlopen(object, RTLD_NOW), let main = dlsym(handle, "main") else {
      LessonHost.refuse("the lesson cannot be loaded: \(reason(String(cString: dlerror())))")
    }
    crash_reporter_watch_object(main)
    crash_reporter_set_uncaught(reportUncaught)
    LessonHooks.setCrashRunner { body in
      var body = body
      withUnsafeMutablePointer(to: &body) { pointer in
        _ = crash_reporter_run_expecting_crash(
          { $0!.assumingMemoryBound(to: (() -> Void).self).pointee() }, pointer)
      }
    }
    atexit {
      EventStream.send(.exited(HostedLesson.frames(crash_reporter_frames_here)))
    }
    typealias Main = @convention(c) (Int32, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Int32
    var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("lesson"), nil]
    exit(unsafeBitCast(main, to: Main.self)(1, &arguments))
  }

  /// The loader's error without the object's path, which differs in each run.
  private static func reason(_ loader: String) -> String {
    guard let symbol = loader.firstMatch(of: #/undefined symbol: (\S+)/#)?.1 else { return loader }
    // Programs get `atexit` from a library that is statically linked into each of them.
    return symbol == "atexit"
      ? "it calls 'atexit', but a lesson ends without calling such functions: call the function at the end of the last block"
      : "no library has its symbol '\(symbol)'"
  }

  /// Lets the probes of programs send events.
  private static func installProbes() {
    _LessonProbes.install(
      .init(
        blockBegins: _lessonBlockBegins, blockEnds: _lessonBlockEnds, crashes: _lessonCrashes,
        ends: { _lessonEnds() },
        value: { index, texts in
          let value = FoundValue(
            description: texts.description, debugDescription: texts.debugDescription, literal: texts.literal,
            unorderedParts: texts.unorderedParts, isCut: texts.isCut)
          EventStream.send(.foundValue(index, value))
        },
        prints: { EventStream.send(.printsBegin($0)) }, printed: { EventStream.send(.printsEnd($0)) }))
  }

  fileprivate static func frames(_ fill: (UnsafeMutablePointer<UInt64>?, Int) -> Int) -> [UInt64] {
    [UInt64](unsafeUninitializedCapacity: 32) { buffer, count in count = fill(buffer.baseAddress, 32) }
  }

  private static func redirect(_ descriptor: Int32, to path: String) {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0o600)
    guard file >= 0, dup2(file, descriptor) >= 0 else { LessonHost.refuse("cannot write '\(path)'") }
    close(file)
  }
}

/// Reports to the runner an error that reached the top level of a lesson.
private func reportUncaught(_ pointer: UnsafeRawPointer?) {
  guard let pointer else { _exit(1) }
  let error = unsafeBitCast(pointer, to: (any Error).self)
  let frames = HostedLesson.frames { crash_reporter_frames_of_error(pointer, $0, $1) }
  EventStream.send(.threw(.init(error, frames: frames)))
  _exit(1)
}
