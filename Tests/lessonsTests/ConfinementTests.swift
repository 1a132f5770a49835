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

/// Runs a lesson that must be ended, and expects the reason at its block.
private func checkEnded(
  _ code: String, frontMatter: String = "", _ expected: String,
  sourceLocation: SourceLocation = #_sourceLocation
) async throws {
  try await check(
    "\(frontMatter)```swift-dt\n\(code)\n```\n", fails: expected, sourceLocation: sourceLocation)
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

@Suite("A lesson that takes too much is ended, and it is said why", .serialized)
struct ExcessTests {
  @Test("Memory that is only asked for")
  func address() async throws {
    try await checkEnded(
      "let p = UnsafeMutableRawPointer.allocate(byteCount: 100 << 30, alignment: 16)\np.storeBytes(of: 1, as: Int.self)",
      "2:33: error: failed to allocate 107374182400 bytes of memory with alignment 0")
  }

  @Test("A file that grows")
  func file() async throws {
    try await checkEnded(
      """
      let file = open("big", O_CREAT | O_WRONLY, 0o600)
      let zeros = [UInt8](repeating: 0, count: 1 << 20)
      while true { write(file, zeros, zeros.count) }
      """, "4:14: error: the lesson printed or wrote more than a file may hold")
  }

  @Test("Many files, with names and without")
  func files() async throws {
    try await checkEnded(
      "for i in 0... { _ = open(\"f\\(i)\", O_CREAT | O_WRONLY, 0o600); close(3 + Int32(i % 100)) }",
      "1:1: error: the lesson made more than 2000 files and folders")
    try await checkEnded(
      """
      let zeros = [UInt8](repeating: 1, count: 1 << 20)
      for i in 0..<20 {
        let file = open("f", O_CREAT | O_WRONLY, 0o600)
        unlink("f")
        for _ in 0..<60 { write(file, zeros, zeros.count) }
      }
      sleep(9)
      """, "1:1: error: the lesson's files take more than 512 MB")
  }

  @Test("Memory that is used")
  func memory() async throws {
    let place = try Workplace()
    try place.write(
      """
      ```swift-dt
      var pieces: [UnsafeMutableRawPointer] = []
      while let piece = malloc(64 << 20) {
        memset(piece, 1, 64 << 20)
        pieces.append(piece)
      }
      fatalError("there is no more memory")
      ```

      """, to: "x.md")
    // Whether the kernel's limit or the runner's comes first depends on what the libraries take.
    let remarks = try await place.lessons("run", "x.md").remarks
    let possible = [
      "x.md:7:1: error: there is no more memory",
      "x.md:1:1: error: the lesson uses more than 4 GB of memory",
    ]
    #expect(remarks.count == 1 && possible.contains(remarks.first ?? ""), "\(remarks)")
  }

  @Test("Threads without an end")
  func threads() async throws {
    let place = try Workplace()
    try place.write(
      """
      ```swift-dt
      var count = 0
      var thread = pthread_t()
      while count < 10_000, pthread_create(&thread, nil, { _ in sleep(100); return nil }, nil) == 0 { count += 1 }
      print(count > 16 && count <= 256)
      ```

      """, to: "x.md")
    #expect(try await place.lessons("run", "--sandbox", "required", "x.md").output == "x.md:1\ntrue\n")
  }

  @Test("Files that only a mapping keeps, in deep folders, and in folders that are closed")
  func hiddenFiles() async throws {
    try await checkEnded(
      """
      let zeros = [UInt8](repeating: 1, count: 1 << 20)
      for i in 0..<20 {
        let file = open("f", O_CREAT | O_RDWR, 0o600)
        for _ in 0..<60 { write(file, zeros, zeros.count) }
        mmap(nil, 4096, PROT_READ, MAP_PRIVATE, file, 0)
        unlink("f")
        close(file)
      }
      sleep(9)
      """, "1:1: error: the lesson's files take more than 512 MB")
    try await checkEnded(
      """
      for _ in 0..<90 {
        mkdir("d", 0o700)
        chdir("d")
      }
      sleep(9)
      """, "1:1: error: the lesson made folders more than 64 deep")
  }

  @Test("Files without a name are refused from the beginning")
  func unnamed() async throws {
    try await check(
      """
      ```swift-dt
      let unnamed: Int32 = 0o20200000
      print(open(".", unnamed | O_RDWR, 0o600), errno == EOPNOTSUPP)
      ```
      """,
      prints: """
        x.md:1
        -1 true
        """)
  }

  @Test("What a lesson leaves is removed, however deep or closed it is")
  func leftovers() async throws {
    let place = try Workplace()
    let temporary = place.url.appending(path: "temporary")
    try FileManager.default.createDirectory(at: temporary, withIntermediateDirectories: true)
    try place.write(
      """
      ```swift-dt
      for _ in 0..<45 {
        mkdir(String(repeating: "d", count: 200), 0o700)
        chdir(String(repeating: "d", count: 200))
        mkdir("closed", 0)
      }
      ```
      """, to: "x.md")
    let result = try await place.lessons("run", "x.md", environment: ["TMPDIR": temporary.path])
    #expect(result.status == 0 || result.errors.contains("cannot be looked into"), "\(result.errors)")
    #expect(!result.errors.contains("could not be removed"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: temporary.path) == [])
  }

  @Test("Printing for ever")
  func printing() async throws {
    try await checkEnded(
      "while true { print(String(repeating: \"x\", count: 100_000)) }",
      "2:14: error: the lesson printed or wrote more than a file may hold")
  }

  @Test("Loops and sleep without an end")
  func time() async throws {
    let matter = "---\ntimeout: 1\n---\n"
    let place = try Workplace()
    try place.write(matter + "```swift-dt\nwhile true {}\n```\n", to: "x.md")
    let message = try await place.lessons("run", "x.md").remarks.last
    // Which of the line's columns is left to chance.
    #expect(message?.hasPrefix("x.md:5:") ?? false)
    #expect(
      message?.hasSuffix("error: the lesson took longer than 1 s (front matter may say 'timeout: N')")
        ?? false)
    for code in [
      "signal(SIGQUIT, SIG_IGN)\nsleep(100_000)", "kill(getpid(), SIGSTOP)",
      "for descriptor in Int32(0)..<100 { close(descriptor) }\nsleep(100_000)",
    ] {
      try await checkEnded(
        code, frontMatter: matter,
        "4:1: error: the lesson took longer than 1 s (front matter may say 'timeout: N')")
    }
  }
}

@Suite("A lesson that forges its event stream harms only its own page")
struct ForgeryTests {
  /// Runs a lesson that writes lines into the runner's stream beside one that does not.
  private func check(_ code: String, frontMatter: String = "", _ expected: String) async throws {
    let place = try Workplace()
    try place.write("# A\n\n```swift-dt\n1 + 1\n```\n", to: "lessons/en/a.md")
    try place.write(
      frontMatter + ##"""
        # B

        ```swift-dt
        func say(_ bytes: [UInt8]) { for descriptor in Int32(3)..<20 { write(descriptor, bytes, bytes.count) } }
        func say(_ text: String) { say(Array((text + "\n").utf8)) }
        func event(_ event: String) { say(#"{"out":0,"err":0,"event":\#(event)}"#) }
        \##(code)
        kill(getpid(), SIGKILL)
        ```
        """##, to: "lessons/en/b.md")
    let result = try await place.lessons("build", "--sandbox", "required")
    #expect(
      result.remarks.filter { !$0.contains(": warning: ") } == [
        "lessons/en/b.md:\(frontMatter.isEmpty ? 3 : 6):1: error: \(expected)"
      ])
    #expect(result.summary == "2 lessons: 1 ran, 0 unchanged, 1 failed")
    #expect(try place.read("output/en/a.html").contains("2"))
    #expect(!place.exists("output/en/b.html"))
  }

  private static let noEvent =
    "the lesson wrote into the runner's event stream: what it sent there is no event"

  @Test("Words that are no events, and bytes that are no text")
  func words() async throws {
    try await check(#"say("</script><script>alert(1)</script>")"#, Self.noEvent)
    try await check("say([0xFF, 0xFE, 0x0A])", Self.noEvent)
  }

  @Test("A line without an end")
  func endless() async throws {
    try await check(
      "let spaces = [UInt8](repeating: 32, count: 1 << 20)\nwhile true { say(spaces) }",
      "a value that the lesson shows takes more than 8 MB")
  }

  @Test("Events without an end")
  func flood() async throws {
    try await check("while true { _lessonShow(1) }", "the lesson shows more than 50000 values")
  }

  @Test("Boundaries of blocks that are not there, out of order, and an end before the end")
  func boundaries() async throws {
    for event in [
      #"{"blockBegan":{"_0":7}}"#, #"{"blockBegan":{"_0":-1}}"#, #"{"blockEnded":{"_0":5}}"#,
      #"{"inlineValue":{"_0":99,"_1":"x"}}"#,
    ] {
      try await check(##"event(#"\##(event)"#)"##, Self.noEvent)
    }
  }

  @Test("An end that is said, but does not come: the time limit holds")
  func sleepAfterTheEnd() async throws {
    try await check(
      ##"""
      event(#"{"blockEnded":{"_0":0}}"#)
      event(#"{"ended":{}}"#)
      sleep(100_000)
      """##, frontMatter: "---\ntimeout: 1\n---\n",
      "the lesson took longer than 1 s (front matter may say 'timeout: N')")
  }

  @Test("An end that is said before another")
  func otherEnd() async throws {
    try await check(
      ##"""
      event(#"{"blockEnded":{"_0":0}}"#)
      event(#"{"ended":{}}"#)
      """##, "the lesson was ended by signal 9 (Killed)")
  }

  @Test("A crash with 100,000 frames")
  func frames() async throws {
    try await check(
      ##"""
      let frames = (0..<100_000).map { String(UInt64.max - $0) }.joined(separator: ",")
      event(#"{"crashed":{"_0":{"signal":11,"isExpected":false,"isStackOverflow":false,"frames":[\#(frames)]}}}"#)
      """##, "100000 frames of a crash are too many; a lesson may show at most 64")
  }
}
