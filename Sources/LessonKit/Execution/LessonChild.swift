import CConfinement
import CCrashReporter
import DeepTraining
import Foundation
import LessonDisplay

/// The process that a lesson runs in: the runner itself, started again.
public enum LessonChild {
  /// The first argument that makes the runner such a process.
  public static let argument = "__lesson"

  /// What the process is to run and what it may do.
  struct Job: Codable {
    var object: String
    /// The folder of the process, which holds the files for what is printed.
    var folder: String
    var policy: ProcessPolicy
    /// The folder of what trainings of earlier runs gave; `nil` when everything is to be computed.
    var trainings: String?
    /// Whether the runner wants to know how far trainings have come.
    var tellsProgress: Bool
  }

  static let printedFile = "printed"
  static let errorFile = "errors"

  /// Runs the lesson that the arguments name and ends the process.
  public static func run(_ arguments: [String]) -> Never {
    guard arguments.count == 1, let job = Job(in: arguments[0]) else {
      fail("this command is the runner's own")
    }
    // Events take the descriptor that the runner reads; what the lesson prints goes to a file.
    let events = dup(STDOUT_FILENO)
    redirect(STDOUT_FILENO, to: job.folder + "/" + printedFile)
    redirect(STDERR_FILENO, to: job.folder + "/" + errorFile)
    guard events >= 0, chdir(job.folder + "/scratch") == 0 else { fail("cannot use '\(job.folder)'") }

    guard crash_reporter_install(events) else {
      fail("crashes cannot be reported: \(String(cString: strerror(errno)))")
    }
    EventStream.open(events)
    confine_descriptors(events)
    do { try job.policy.enter() } catch { fail(error.description) }
    if let trainings = job.trainings {
      RememberedTrainings.memo = LessonMemo(
        known: trainings, new: job.folder + "/scratch/" + LessonMemo.newFolder)
    }
    if job.tellsProgress { LessonHooks.tellProgress() }
    // Only now, so that code which runs while the object is loaded is confined too.
    enter(job.object)
  }

  private static func enter(_ object: String) -> Never {
    guard let handle = dlopen(object, RTLD_NOW), let main = dlsym(handle, "main") else {
      fail("the lesson cannot be loaded: \(reason(String(cString: dlerror())))")
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
      EventStream.send(.exited(LessonChild.frames(crash_reporter_frames_here)))
    }
    typealias Main = @convention(c) (Int32, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Int32
    var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("lesson"), nil]
    exit(unsafeBitCast(main, to: Main.self)(1, &arguments))
  }

  /// What the system's loader says, without the path of the object, which is another one in each run.
  private static func reason(_ loader: String) -> String {
    guard let symbol = loader.firstMatch(of: #/undefined symbol: (\S+)/#)?.1 else { return loader }
    // Programs get this one from a library that is linked into each of them.
    return symbol == "atexit"
      ? "it calls 'atexit', but a lesson ends without calling such functions: call the function at the end of the last block"
      : "no library has its symbol '\(symbol)'"
  }

  fileprivate static func frames(_ fill: (UnsafeMutablePointer<UInt64>?, Int) -> Int) -> [UInt64] {
    [UInt64](unsafeUninitializedCapacity: 32) { buffer, count in count = fill(buffer.baseAddress, 32) }
  }

  private static func redirect(_ descriptor: Int32, to path: String) {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0o600)
    guard file >= 0, dup2(file, descriptor) >= 0 else { fail("cannot write '\(path)'") }
    close(file)
  }

  private static func fail(_ message: String) -> Never {
    try? FileHandle.standardError.write(contentsOf: Data("\(message)\n".utf8))
    _exit(126)
  }
}

extension LessonChild.Job {
  /// Writes the job into the folder of the process. As an argument a lesson could show it, with all that differs from run
  /// to run.
  func write() throws {
    try JSONEncoder().encode(self).write(to: URL(filePath: folder).appending(path: Self.file))
  }

  /// Reads the job that is in a folder.
  fileprivate init?(in folder: String) {
    guard let bytes = FileManager.default.contents(atPath: folder + "/" + Self.file),
      let job = try? JSONDecoder().decode(Self.self, from: bytes)
    else { return nil }
    self = job
  }

  private static let file = "job"
}

/// Tells the runner of an error that reached the top level of a lesson.
private func reportUncaught(_ pointer: UnsafeRawPointer?) {
  guard let pointer else { _exit(1) }
  let error = unsafeBitCast(pointer, to: (any Error).self)
  let frames = LessonChild.frames { crash_reporter_frames_of_error(pointer, $0, $1) }
  EventStream.send(.threw(.init(error, frames: frames)))
  _exit(1)
}
