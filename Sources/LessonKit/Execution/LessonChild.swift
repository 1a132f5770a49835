import CCrashReporter
import Foundation
import LessonDisplay

/// The process that a lesson runs in: the runner itself, started again.
public enum LessonChild {
  /// The first argument that makes the runner such a process.
  public static let argument = "__lesson"

  /// What the process is to run and within which limits.
  struct Job: Codable {
    var object: String
    /// The folder of the process, which holds the files for what is printed.
    var folder: String
    var limits: Limits
  }

  /// Ceilings that the kernel enforces.
  struct Limits: Codable {
    /// Seconds of processor time.
    var processorTime = 600
    /// Bytes of address space; threads reserve much of it.
    var addressSpace = 8 << 30
    /// Bytes of memory that can be written.
    var data = 4 << 30
    /// Bytes of one file, printed text too.
    var fileSize = 64 << 20
    var openFiles = 256
  }

  static let printedFile = "printed"
  static let errorFile = "errors"

  /// Runs the lesson that the arguments name and ends the process.
  public static func run(_ arguments: [String]) -> Never {
    guard arguments.count == 1, let job = try? JSONDecoder().decode(Job.self, from: Data(arguments[0].utf8))
    else { fail("this command is the runner's own") }
    // Events take the descriptor that the runner reads; what the lesson prints goes to a file.
    let events = dup(STDOUT_FILENO)
    redirect(STDOUT_FILENO, to: job.folder + "/" + printedFile)
    redirect(STDERR_FILENO, to: job.folder + "/" + errorFile)
    guard events >= 0, chdir(job.folder + "/scratch") == 0 else { fail("cannot use '\(job.folder)'") }

    crash_reporter_install(events)
    EventStream.open(events)
    var limits = job.limits.forKernel
    guard process_restrict(events, &limits) else { fail("the kernel refuses the limits of a lesson") }
    // Confinement belongs here: after the limits, before any code of the lesson. Landlock must still allow to read
    // the object; everything else that runs is loaded already.
    enter(job.object)
  }

  private static func enter(_ object: String) -> Never {
    guard let handle = dlopen(object, RTLD_NOW), let main = dlsym(handle, "main") else {
      fail("the lesson cannot be loaded: \(String(cString: dlerror()))")
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

/// Tells the runner of an error that reached the top level of a lesson.
private func reportUncaught(_ pointer: UnsafeRawPointer?) {
  guard let pointer else { _exit(1) }
  let error = unsafeBitCast(pointer, to: (any Error).self)
  let frames = LessonChild.frames { crash_reporter_frames_of_error(pointer, $0, $1) }
  EventStream.send(.threw(.init(error, frames: frames)))
  _exit(1)
}

extension LessonChild.Limits {
  fileprivate var forKernel: process_limits {
    process_limits(
      processor_time: UInt64(processorTime), address_space: UInt64(addressSpace), data: UInt64(data),
      file_size: UInt64(fileSize), open_files: UInt64(openFiles))
  }
}
