import CForkServer
import Foundation
import LessonConfinement
import LessonCore
import LessonExecution
import LessonStorage

/// Reads and renders untrusted texts in confined processes, one for each task.
///
/// The runner starts itself again as a fork server, which loads what reading needs and confines itself. It forks a
/// worker for each task. A worker that crashes or is taken over affects only its own task.
package actor LessonReader: ReaderTaskPerformer {
  private let executable: String
  private let confinement: Confinement
  private var server: Server?
  /// Limits how many workers run at one time.
  private nonisolated let slots = AsyncSemaphore(ProcessInfo.processInfo.activeProcessorCount)

  /// - Parameters:
  ///   - executable: The executable that becomes the fork server: the runner's own.
  ///   - confinement: How the workers are confined.
  package init(executable: String, confinement: Confinement) {
    self.executable = executable
    self.confinement = confinement
  }

  /// A reader whose fork server is the running executable.
  package init(confined confinement: Confinement) {
    self.init(executable: "/proc/self/exe", confinement: confinement)
  }

  deinit { server?.close() }

  /// Performs a task in a worker.
  ///
  /// - Parameter path: The lesson's file, as diagnostics are to name it.
  /// - Throws: The `Diagnostic` of a text that cannot be read within the limits; `RunnerFailure` if no worker can be
  ///   started.
  package nonisolated func perform<Task: ReaderTask>(_ task: Task, about path: String) async throws
    -> Task.Result
  {
    let request = try ReaderTasks.bytes(of: task)
    let result: Result<Task.Result, ReaderFailure> = try await slots.withPermit {
      let ended = try await self.run(request)
      return ended.result.flatMap { reply in
        guard let result: Task.Result = try? StableJSON.decode(reply), task.accepts(result) else {
          return .failure(ended.failure(.crash))
        }
        return .success(result)
      }
    }
    return try result.mapError { $0.diagnostic(about: path) }.get()
  }

  /// The fork server's process; `nil` before the first task.
  var serverProcess: pid_t? { server?.process }

  // MARK: Workers

  private func run(_ request: Data) async throws -> EndedReader {
    let descriptors = try TaskDescriptors(request: request)
    defer { descriptors.close() }
    do {
      // Once the worker has the task, the pipe closes when the worker ends.
      defer { descriptors.closeEnd() }
      guard try send(descriptors) else {
        throw RunnerFailure("the process that reads lessons cannot be started again")
      }
    }
    return try await descriptors.ended()
  }

  /// - Returns: Whether a server has received the task; a server that has ended is started again.
  private func send(_ descriptors: TaskDescriptors) throws -> Bool {
    for _ in 0..<2 {
      let server = try self.server ?? Server(executable, confinement)
      self.server = server
      if fork_server_send(server.socket, descriptors.task) { return true }
      server.close()
      self.server = nil
    }
    return false
  }

  /// A running fork server.
  private struct Server {
    let socket: Int32
    let process: pid_t

    init(_ executable: String, _ confinement: Confinement) throws {
      var ends: [Int32] = [-1, -1]
      guard
        socketpair(AF_UNIX, Int32(SOCK_SEQPACKET.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &ends) == 0
      else { throw RunnerFailure("no socket can be made: \(String(cString: strerror(errno)))") }
      defer { Glibc.close(ends[1]) }
      do {
        process = try ReaderProcess.start(executable, confinement, socket: ends[1])
      } catch {
        Glibc.close(ends[0])
        throw error
      }
      socket = ends[0]
    }

    /// Lets the server end, and waits until it has.
    func close() {
      Glibc.close(socket)
      var status: Int32 = 0
      while waitpid(process, &status, 0) < 0, errno == EINTR {}
    }
  }
}

/// The files and the pipe of one task.
private struct TaskDescriptors: Sendable {
  private let request: Int32
  private let reply: Int32
  /// The pipe's end for reading and its end for writing.
  private let ends: [Int32]

  init(request bytes: Data) throws {
    func check(_ descriptor: Int32) throws -> Int32 {
      guard descriptor >= 0 else {
        throw RunnerFailure("no file can be made in memory: \(String(cString: strerror(errno)))")
      }
      return descriptor
    }
    request = try check(fork_server_file())
    reply = try check(fork_server_file())
    var ends: [Int32] = [-1, -1]
    _ = try check(fork_server_pipe(&ends))
    self.ends = ends
    try FileHandle(fileDescriptor: request, closeOnDealloc: false).write(contentsOf: bytes)
  }

  var task: fork_server_task { fork_server_task(request: request, reply: reply, end: ends[1]) }

  /// Closes the pipe's end for writing, which the worker's watcher has too.
  func closeEnd() { Glibc.close(ends[1]) }

  /// Closes all other descriptors.
  func close() {
    Glibc.close(request)
    Glibc.close(reply)
    Glibc.close(ends[0])
  }

  /// Waits for the worker's end.
  func ended() async throws -> EndedReader {
    let ending = await withCheckedContinuation { continuation in
      // The call blocks a thread, of which there are at most as many as processors.
      DispatchQueue.global().async { continuation.resume(returning: waitForEnding()) }
    }
    var status = stat()
    guard fstat(reply, &status) == 0 else {
      throw RunnerFailure("a reply cannot be read: \(String(cString: strerror(errno)))")
    }
    let size = min(Int(status.st_size), ReaderLimits.reply)
    var bytes = Data(count: size)
    let count = bytes.withUnsafeMutableBytes { pread(reply, $0.baseAddress, size, 0) }
    return EndedReader(ending: ending, reply: bytes.prefix(max(0, count)))
  }

  /// - Returns: `nil` if the watcher reported nothing in time, or was ended.
  private func waitForEnding() -> fork_server_ending? {
    // By now only the worker and its watcher have the other end.
    var waiting = pollfd(fd: ends[0], events: Int16(POLLIN), revents: 0)
    guard poll(&waiting, 1, Int32(ReaderLimits.seconds + 10) * 1_000) == 1 else { return nil }
    var ending = fork_server_ending()
    let size = MemoryLayout<fork_server_ending>.size
    return read(ends[0], &ending, size) == size ? ending : nil
  }
}

/// A worker that has ended.
private struct EndedReader: Sendable {
  let ending: fork_server_ending?
  let reply: Data

  /// The worker's reply, or how it failed.
  var result: Result<Data, ReaderFailure> {
    guard let ending else { return .failure(failure(.time)) }
    let signal = ending.status & 0x7f
    if signal == 0, ending.status >> 8 == 0 { return .success(reply.dropFirst(ReaderStage.size)) }
    return .failure(failure(kind(signal, memory: Int(ending.memory) << 10)))
  }

  /// A failure at the last place that the worker noted.
  func failure(_ kind: ReaderFailure.Kind) -> ReaderFailure {
    let noted = ReaderStage.noted(in: reply)
    return ReaderFailure(kind: kind, stage: noted?.stage ?? .beginning, line: noted?.line)
  }

  private func kind(_ signal: Int32, memory: Int) -> ReaderFailure.Kind {
    switch signal {
    case SIGXCPU, SIGALRM, SIGKILL: .time
    case SIGXFSZ: .size
    // A worker that runs out of memory has used a good part of the limit before.
    case _ where memory > ReaderLimits.memory / 3: .memory
    case SIGSEGV, SIGBUS: .depth
    default: .crash
    }
  }
}
