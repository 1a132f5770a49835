import Foundation
import Testing

/// What stands before attempts in a lesson: each prints what came of it.
private let prelude = """
  ```swift-dt silent
  func attempt(_ name: String, _ succeeds: () throws -> Bool) {
    let succeeded = (try? succeeds()) ?? false
    if succeeded { print("\\(name) was possible") }
  }
  typealias Call = @convention(c) (Int, Int, Int, Int, Int, Int, Int) -> Int
  let anyCall = unsafeBitCast(dlsym(nil, "syscall")!, to: Call.self)
  func call(_ number: Int, _ a: Int = 0, _ b: Int = 0, _ c: Int = 0, _ d: Int = 0) -> Bool {
    anyCall(number, a, b, c, d, 0, 0) >= 0
  }
  func text(_ text: String) -> Int { Int(bitPattern: strdup(text)) }
  func opens(_ path: String, _ flags: Int32 = O_RDONLY) -> Bool { open(path, flags, 0o600) >= 0 }
  ```


  """

/// Runs attempts in a confined lesson and expects all of them to fail, and the lesson to go on.
private func checkDenied(
  _ attempts: String, sourceLocation: SourceLocation = #_sourceLocation
) async throws {
  let place = try Workplace()
  try place.write(prelude + "```swift-dt\n\(attempts)\nprint(\"still here\")\n```\n", to: "x.md")
  let result = try await place.lessons("run", "--sandbox", "required", "x.md")
  #expect(
    result.output.split(separator: "\n").dropFirst() == ["still here"], sourceLocation: sourceLocation)
  #expect(result.remarks.filter { !$0.contains(": warning: ") } == [], sourceLocation: sourceLocation)
}

@Suite("A lesson reaches nothing but what is its own")
struct ConfinementTests {
  @Test("Files of the system, of users, of other lessons and of the runner")
  func files() async throws {
    let home = NSHomeDirectory()
    let place = try Workplace()
    try place.write("# Another\n", to: "other.md")
    let other = place.url.appending(path: "other.md").path
    try await checkDenied(
      """
      for path in ["/etc/passwd", "/etc/hostname", "/etc", "/", "/usr/bin/env", "/proc/self/maps", "/proc/self/environ",
        "/proc/1/cmdline", "/proc/\\(getppid())/environ", "/proc", "/sys", "/dev/urandom", "/dev/tty", "/tmp",
        "\(home)", "\(other)", "\(Workplace.executable.path)", "..", "../printed", "../../lesson.so/.."] {
        attempt(path) { opens(path) }
        attempt("writing " + path) { opens(path, O_WRONLY | O_APPEND) }
      }
      for path in ["/tmp/made", "\(home)/made", "../made", "/dev/shm/made", "/proc/self/comm", "\(other)"] {
        attempt("writing " + path) { opens(path, O_CREAT | O_WRONLY) }
        attempt("a folder " + path) { mkdir(path + "-folder", 0o700) == 0 }
      }
      attempt("cutting short") { truncate("\(other)", 0) == 0 || opens("\(other)", O_RDONLY | O_TRUNC) }
      attempt("removing") { unlink("\(other)") == 0 }
      attempt("moving") { rename("\(other)", "mine") == 0 }
      attempt("linking") { link("\(other)", "mine") == 0 }
      attempt("changing rights") { chmod("\(other)", 0o777) == 0 || chown("\(other)", getuid(), getgid()) == 0 }
      attempt("a symbolic link out") { symlink("/etc", "out") == 0 && opens("out/passwd") }
      attempt("Foundation's link out") {
        try FileManager.default.createSymbolicLink(atPath: "out", withDestinationPath: "/")
        return opens("out/etc/passwd")
      }
      attempt("a device") { mknod("device", S_IFIFO | 0o600, 0) == 0 }
      attempt("Foundation's reading") { try !String(contentsOfFile: "/etc/passwd", encoding: .utf8).isEmpty }
      """)
    #expect(try place.read("other.md") == "# Another\n")
  }

  @Test("The network and sockets")
  func network() async throws {
    try await checkDenied(
      """
      for (name, family) in [("IPv4", AF_INET), ("IPv6", AF_INET6), ("Unix", AF_UNIX), ("netlink", 16), ("packet", 17)] {
        for type in [SOCK_STREAM, SOCK_DGRAM, SOCK_RAW] {
          attempt("a socket of \\(name)") { socket(family, Int32(type.rawValue), 0) >= 0 }
        }
      }
      attempt("io_uring") { call(425, 8, text(String(repeating: "\\0", count: 200))) }
      """)
  }

  @Test("Processes: starting, tracing, signalling and outliving")
  func processes() async throws {
    try await checkDenied(
      """
      typealias Fork = @convention(c) () -> pid_t
      let fork = unsafeBitCast(dlsym(nil, "fork")!, to: Fork.self)
      attempt("fork") {
        let child = fork()
        if child == 0 { _exit(0) }
        return child > 0
      }
      attempt("a process") {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/true")
        try process.run()
        return true
      }
      var process: pid_t = 0
      attempt("posix_spawn") { posix_spawn(&process, "/bin/true", nil, nil, [nil], [nil]) == 0 }
      attempt("exec") { call(59, text("/bin/true")) || call(322, -100, text("/bin/true")) }
      attempt("clone") { call(56, 17) || call(56, 0x4111) || call(435, 0, 88) || call(57) || call(58) }
      attempt("a namespace") { call(272, 0x1000_0000) || call(308, 0, 0) }
      attempt("tracing") { call(101, 16, Int(getppid())) || call(101, 0) }
      attempt("reading memory of others") { call(310, Int(getppid())) || call(434, Int(getppid())) || call(438, 3, 0) }
      attempt("signals") { kill(getppid(), 0) == 0 || kill(-1, 0) == 0 || kill(0, 0) == 0 || kill(1, 0) == 0 }
      attempt("a group of its own") { setsid() >= 0 || setpgid(0, 0) == 0 }
      attempt("more rights") { setuid(0) == 0 && getuid() == 0 }
      var limits = rlimit(rlim_cur: 1 << 40, rlim_max: 1 << 40)
      attempt("other limits") { setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limits) == 0 }
      attempt("the kernel") { call(321) || call(298) || call(248) || call(135, 0xffff_ffff) || call(170, text("x"), 1) || call(300, 0, 0) }
      attempt("a mount") { call(165, text("none"), text("/"), text("tmpfs")) || call(161, text("/")) || call(430, text("tmpfs")) }
      attempt("memory without a limit") {
        mmap(nil, 1 << 20, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0) != MAP_FAILED
          || call(319, text("memory")) || call(29, 0, 1 << 20, 0o1600)
      }
      """)
  }

  @Test("What the machine is: its network, mounts, control groups, other processes")
  func machine() async throws {
    try await checkDenied(
      """
      let thread = anyCall(186, 0, 0, 0, 0, 0, 0)
      for folder in ["/proc/self", "/proc/thread-self", "/proc/self/task/\\(thread)", "/proc/\\(getpid())"] {
        for file in ["net/tcp", "net/dev", "net/route", "net/unix", "mountinfo", "mounts", "cgroup", "maps", "mem", "environ",
          "status", "fd/1", "fd/3", "cmdline", "auxv", "stat"] {
          attempt("\\(folder)/\\(file)") {
            let name = text("\\(folder)/\\(file)")
            // Not through the C library, where Dispatch is answered.
            return call(257, -100, name) || call(2, name)
          }
        }
      }
      for file in ["cpuinfo", "meminfo", "mounts", "net/tcp", "sys/kernel/hostname", "version", "uptime"] {
        attempt("/proc/\\(file)") { opens("/proc/\\(file)") }
      }
      for name in 1..<20 {
        attempt("descriptor \\(name) again") { opens("/proc/self/fd/\\(name)", O_RDWR) || opens("/dev/fd/\\(name)") }
      }
      """)
  }

  @Test("Root, whoever started the runner, and a dump of memory")
  func user() async throws {
    try await checkDenied(
      """
      attempt("root") { getuid() == 0 || geteuid() == 0 || getgid() == 0 || getegid() == 0 }
      attempt("groups of root") { var groups = [gid_t](repeating: 1, count: 64); return groups.prefix(Int(getgroups(64, &groups))).contains(0) }
      var limit = rlimit()
      getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
      attempt("a dump") { limit.rlim_max > 0 }
      // RLIMIT_NPROC
      getrlimit(6, &limit)
      attempt("threads without a limit") { limit.rlim_max > 256 }
      """)
  }

  @Test("Libraries that the runner has not loaded")
  func libraries() async throws {
    let folders = ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64"]
    let library = folders.lazy.flatMap { folder in
      ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
        .filter { $0.hasPrefix("libcurl") || $0.hasPrefix("libthread_db") || $0.hasPrefix("libnss_compat") }
        .map { folder + "/" + $0 }
    }.first
    try await checkDenied(
      """
      attempt("a library of the system") { dlopen("\(try #require(library))", RTLD_NOW) != nil }
      attempt("one of its own") {
        try FileManager.default.copyItem(atPath: "\(try #require(library))", toPath: "own.so")
        return dlopen("./own.so", RTLD_NOW) != nil
      }
      """)
  }

  @Test("Macros of others, files in the program, a 'main' of its own")
  func compilerTricks() async throws {
    for (code, word) in [
      (
        """
        @freestanding(expression) macro users() -> String = #externalMacro(module: "/etc/passwd", type: "X")
        print(#users())
        """, "macro"
      ),
      (#"let bytes = #embed("/etc/passwd")"#, "embed"),
      (#"@_cdecl("main") func other() { print("other") }"#, "main"),
    ] {
      let place = try Workplace()
      try place.write("```swift-dt\n\(code)\n```\n", to: "x.md")
      let result = try await place.lessons("run", "--sandbox", "required", "x.md")
      #expect(result.status == 1, "\(code)")
      #expect(result.output == "", "\(code)")
      let isNamed = result.remarks.contains { $0.contains("error: ") && $0.contains(word) }
      #expect(isNamed, "\(code): \(result.errors)")
    }
  }

  @Test("A function that is run while the lesson is loaded")
  func initialiser() async throws {
    let place = try Workplace()
    try place.write(
      """
      ```swift-dt
      @_section(".init_array") @_used let early: @convention(c) () -> Void = {
        let file = open("/etc/passwd", O_RDONLY)
        write(1, file < 0 ? "denied" : "possible", 6)
      }
      print(".")
      ```

      """, to: "x.md")
    let result = try await place.lessons("run", "--sandbox", "required", "x.md")
    #expect(!result.output.contains("possib"))
    #expect(result.output.hasSuffix(".\n"))
  }

  @Test("Code that runs while the lesson is loaded is confined too")
  func constructors() async throws {
    try await checkDenied(
      """
      struct Early { static let found = opens("/etc/passwd") }
      attempt("an initialiser") { Early.found }
      """)
  }

  @Test("The scratch folder, dates, JSON, tasks, dispatch and training with two threads work")
  func everydayLife() async throws {
    try await check(
      """
      ```swift-dt
      try "abc".write(toFile: "a", atomically: true, encoding: .utf8)
      try FileManager.default.createDirectory(atPath: "deep/er", withIntermediateDirectories: true)
      try FileManager.default.copyItem(atPath: "a", toPath: "deep/er/b")
      try FileManager.default.moveItem(atPath: "deep/er/b", toPath: "deep/c")
      try Data([1]).write(to: FileManager.default.temporaryDirectory.appending(path: "d"))
      try FileManager.default.removeItem(atPath: "deep/er")
      print(try FileManager.default.subpathsOfDirectory(atPath: ".").sorted())
      print(try String(contentsOfFile: "deep/c", encoding: .utf8))
      ```

      ```swift-dt
      let formatter = DateFormatter()
      formatter.locale = Locale(identifier: "pl")
      formatter.timeZone = TimeZone(identifier: "Europe/Warsaw")
      formatter.dateStyle = .full
      formatter.timeStyle = .short
      print(formatter.string(from: Date(timeIntervalSince1970: 0)))
      print(Date(timeIntervalSince1970: 0).formatted(.iso8601), 1234.5.formatted(.number.locale(Locale(identifier: "en"))))
      struct Point: Codable { var x: [Double] }
      print(try JSONDecoder().decode(Point.self, from: JSONEncoder().encode(Point(x: [0.5]))))
      ```

      ```swift-dt
      let sum = await Task.detached {
        await withTaskGroup(of: Int.self) { group in
          for number in 1...50 { group.addTask { number } }
          return await group.reduce(0, +)
        }
      }.value
      DispatchQueue.concurrentPerform(iterations: 50) { _ in usleep(100) }
      try await Task.sleep(for: .milliseconds(1))
      sum
      ```

      ```swift-dt
      let (train, held) = try Digits.synthetic(count: 400, seed: 1).split(holdingOut: 0.2)
      let model = Model(input: [28, 28]) { Flatten(); Dense(64, initializer: .he); ReLU(); Dense(10) }
      let trainer = try Trainer(
        model, loss: .softmaxCrossEntropy, optimizer: .momentum(0.9, learningRate: 0.05), seed: 1)
      let history = try trainer.fit(train, validation: held, epochs: 3, batchSize: 20)
      history.training.loss.last! < history.training.loss.first!
      ```
      """,
      prints: """
        x.md:1
        ["a", "d", "data", "deep", "deep/c"]
        abc

        x.md:12
        czwartek, 1 stycznia 1970 o 01:00
        1970-01-01T00:00:00Z 1,234.5
        Point(x: [0.5])

        x.md:24
        1275

        x.md:36
        true
        """)
  }
}
