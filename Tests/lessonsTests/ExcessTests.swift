import Foundation
import Testing

/// Runs a lesson that must be ended, and expects the reason at its block.
private func checkEnded(
  _ code: String, frontMatter: String = "", _ expected: String,
  sourceLocation: SourceLocation = #_sourceLocation
) async throws {
  try await check(
    "\(frontMatter)```swift-dt\n\(code)\n```\n", fails: expected, sourceLocation: sourceLocation)
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
