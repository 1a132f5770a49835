import CConfinement
import Foundation
import LessonTestSupport
import Testing

@testable import LessonConfinement
@testable import LessonReading

@Suite("A process that reads a lesson")
struct ReaderConfinementTests {
  /// Takes the parser seconds.
  private static let slow = "www.a.b" + String(repeating: ")", count: 1_000_000)

  /// Processes by their parents.
  private func children(of process: Int32) -> [Int32] {
    let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task")) ?? []
    return threads.flatMap { thread in
      let text = try? String(contentsOfFile: "/proc/\(process)/task/\(thread)/children", encoding: .utf8)
      return (text ?? "").split(separator: " ").compactMap { Int32($0) }
    }
  }

  /// The worker of a reader that has one: the fork server's watcher's child.
  private func worker(of server: Int32) async throws -> Int32? {
    for _ in 0..<400 {
      if let worker = children(of: server).flatMap(children).first { return worker }
      try await Task.sleep(for: .milliseconds(5))
    }
    return nil
  }

  private func status(of process: Int32) throws -> [String: String] {
    let text = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
    let pairs = text.split(separator: "\n").map { $0.split(separator: ":", maxSplits: 1) }
    return Dictionary(
      pairs.filter { $0.count == 2 }.map { ("\($0[0])", $0[1].trimmingCharacters(in: .whitespaces)) },
      uniquingKeysWith: { first, _ in first })
  }

  @Test("has no capabilities, no system calls but a computation's, no files, and ends with its fork server")
  func confinement() async throws {
    let reader = LessonReader(executable: builtProgram, confinement: AvailableConfinement.here().confinement)
    _ = try await reader.fragment(path: "x.md", bytes: Array("a".utf8))
    let server = try #require(await reader.serverProcess)
    let reading = Task { try await reader.fragment(path: "x.md", bytes: Array(Self.slow.utf8)) }
    let worker = try #require(try await worker(of: server))
    // It is confined before it reads anything.
    try await Task.sleep(for: .milliseconds(100))
    let status = try status(of: worker)
    #expect(status["CapEff"] == "0000000000000000")
    #expect(status["NoNewPrivs"] == "1")
    if AvailableConfinement.here().confinement.filtersCalls { #expect(status["Seccomp"] == "2") }
    if geteuid() == 0 { #expect(status["Uid"].map { !$0.split(separator: "\t").contains("0") } == true) }
    let descriptors = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(worker)/fd").compactMap {
      try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(worker)/fd/\($0)")
    }
    #expect(!descriptors.isEmpty)
    #expect(descriptors.allSatisfy { $0 == "/dev/null" || $0.hasPrefix("/memfd:task") }, "\(descriptors)")
    kill(server, SIGKILL)
    for _ in 0..<400 where kill(worker, 0) == 0 { try await Task.sleep(for: .milliseconds(5)) }
    #expect(kill(worker, 0) != 0)
    _ = try? await reading.value
    // A fork server that has ended is started again.
    #expect(try await reader.fragment(path: "x.md", bytes: Array("a".utf8)).html == "<p>a</p>\n")
  }

  #if arch(x86_64)
    /// System calls by their numbers.
    private static let forbidden: [(name: String, number: Int)] = [
      ("open", 2), ("stat", 4), ("poll", 7), ("rt_sigaction", 13), ("rt_sigprocmask", 14), ("ioctl", 16),
      ("pipe", 22), ("dup", 32), ("alarm", 37), ("setitimer", 38), ("sendfile", 40), ("socket", 41),
      ("connect", 42), ("sendmsg", 46), ("recvmsg", 47), ("clone", 56), ("fork", 57), ("vfork", 58),
      ("execve", 59), ("kill", 62), ("fcntl", 72), ("getcwd", 79), ("unlink", 87), ("chmod", 90),
      ("ptrace", 101), ("prctl", 157), ("setrlimit", 160), ("mount", 165), ("tkill", 200), ("openat", 257),
      ("unlinkat", 263), ("unshare", 272), ("perf_event_open", 298), ("prlimit64", 302),
      ("process_vm_readv", 310), ("seccomp", 317), ("memfd_create", 319), ("bpf", 321), ("execveat", 322),
      ("statx", 332), ("pidfd_send_signal", 424), ("io_uring_setup", 425), ("clone3", 435), ("openat2", 437),
    ]

    @Test(
      "is refused all other system calls", .enabled(if: AvailableConfinement.here().confinement.filtersCalls))
    func systemCalls() throws {
      typealias Fork = @convention(c) () -> pid_t
      typealias Call = @convention(c) (Int, Int, Int, Int, Int, Int, Int) -> Int
      // Swift hides the first, since a child of a process with threads may do little: this one only calls C.
      let fork = unsafeBitCast(try #require(dlsym(nil, "fork")), to: Fork.self)
      let call = unsafeBitCast(try #require(dlsym(nil, "syscall")), to: Call.self)
      let numbers = Self.forbidden.map(\.number)
      let size = (numbers.count + 1) * MemoryLayout<Int32>.stride
      let memory = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)
      let answers = try #require(memory).bindMemory(to: Int32.self, capacity: numbers.count + 1)
      defer { munmap(memory, size) }
      let child = numbers.withUnsafeBufferPointer { numbers in
        let child = fork()
        guard child == 0 else { return child }
        guard confine_privileges(), confine_calls_of_reader() else { _exit(1) }
        for index in 0..<numbers.count {
          answers[index] = call(numbers[index], 0, 0, 0, 0, 0, 0) == -1 ? errno : -1
        }
        answers[numbers.count] = getpid()
        _exit(0)
      }
      var status: Int32 = 0
      #expect(waitpid(child, &status, 0) == child && status == 0)
      // It came to its end.
      #expect(answers[numbers.count] == child)
      let possible = Self.forbidden.indices.filter { answers[$0] != ENOSYS }.map { Self.forbidden[$0].name }
      #expect(possible == [])
    }
  #endif
}
