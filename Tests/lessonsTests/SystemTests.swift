import Foundation
import Testing

/// Whether the tests may take rights from a process that root starts.
private let isRoot = getuid() == 0 && FileManager.default.isExecutableFile(atPath: "/usr/bin/setpriv")

@Suite("What 'required' means to users with more and fewer rights", .enabled(if: isRoot))
struct SystemTests {
  private static let lesson = """
    ```swift-dt
    print(getuid() == 0 || getgid() == 0)
    var limit = rlimit()
    // RLIMIT_NPROC
    getrlimit(6, &limit)
    print(limit.rlim_max)
    ```

    """

  private static let other = ["/usr/bin/setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"]

  /// Runs a lesson that says who it is.
  private func run(_ options: String..., by wrapper: [String]) async throws -> Workplace.Result {
    let place = try Workplace()
    try place.write(Self.lesson, to: "x.md")
    // For users who may not write beside the runner.
    #expect(chmod(place.url.path, 0o777) == 0)
    return try await place.lessons(
      ["run"] + options + ["x.md"], environment: ["HOME": place.url.path], by: wrapper)
  }

  private static let whole = "x.md:1\nfalse\n256\n"

  @Test("Root, another user, and root of a namespace of one user run lessons wholly confined")
  func whole() async throws {
    for wrapper in [[], Self.other, Self.other + ["/usr/bin/unshare", "--map-root-user"]] {
      let result = try await run("--sandbox", "required", by: wrapper)
      #expect(result.output == Self.whole, "\(wrapper): \(result.errors)")
      #expect(result.errors == "")
    }
  }

  @Test("Root that may not change users is refused, and warned by 'auto'")
  func rootWithoutRights() async throws {
    for right in ["setuid", "setgid", "chown"] {
      let wrapper = ["/usr/bin/setpriv", "--bounding-set", "-\(right)", "/usr/bin/env"]
      let refused = try await run("--sandbox", "required", by: wrapper)
      #expect(refused.status == 3)
      #expect(refused.output == "")
      #expect(refused.errors.contains("lessons would run as root"))
      #expect(refused.errors.contains("CAP_\(right.uppercased())"))
      let warned = try await run("--sandbox", "auto", by: wrapper)
      #expect(warned.status == 0)
      #expect(warned.errors.hasPrefix("warning: lessons are not fully confined"))
      #expect(warned.errors.contains("lessons would run as root"))
    }
  }

  @Test("A user without user namespaces is refused, and warned by 'auto'")
  func withoutNamespaces() async throws {
    // A namespace of all users, in which there can be no others.
    let script = """
      unshare --user sleep 60 & space=$!
      until [ "$(readlink /proc/$space/ns/user)" != "$(readlink /proc/self/ns/user)" ]; do sleep 0.01; done
      for kind in uid gid; do echo 0 0 65536 >/proc/$space/${kind}_map; done
      nsenter --user --target $space --setuid 0 --setgid 0 sh -c '
        echo 0 >/proc/sys/user/max_user_namespaces
        exec setpriv --reuid 1000 --regid 1000 --clear-groups "$0" "$@"' "$0" "$@"
      status=$?
      kill -KILL $space
      exit $status
      """
    let wrapper = ["/bin/sh", "-c", script]
    let refused = try await run("--sandbox", "required", by: wrapper)
    #expect(refused.status == 3, "\(refused.errors)")
    #expect(refused.errors.contains("user.max_user_namespaces"))
    let warned = try await run("--sandbox", "auto", by: wrapper)
    #expect(warned.status == 0, "\(warned.errors)")
    #expect(warned.errors.hasPrefix("warning: lessons are not fully confined"))
    #expect(warned.errors.contains("lessons would run without a limit of threads"))
  }

  @Test("What the user of a lesson cannot read is named, and 'auto' goes on as root")
  func unreadable() async throws {
    let place = try Workplace()
    try place.write("---\nrequires: words\n---\n" + Self.lesson, to: "x.md")
    try place.write("secret", to: "data/words/a.txt")
    let data = place.url.appending(path: "data").path
    #expect(chmod(data, 0o700) == 0)
    let refused = try await place.lessons("run", "--sandbox", "required", "x.md")
    #expect(refused.status == 1)
    #expect(refused.errors.contains("--sandbox required: lessons and compilers run as users of their own"))
    #expect(refused.errors.contains("data/words': let all users read it"))
    #expect(try await place.lessons("run", "--sandbox", "auto", "x.md").output.hasPrefix("x.md:4\ntrue\n"))
    #expect(chmod(data, 0o755) == 0)
    let result = try await place.lessons("run", "--sandbox", "required", "x.md")
    #expect(result.output == "x.md:4\nfalse\n256\n", "\(result.errors)")
  }

  @Test("A project that other users cannot enter is built wholly confined; only its trainings are not kept")
  func privateProject() async throws {
    let place = try Workplace()
    try place.write("```swift-dt\nprint(1)\n```\n", to: "lessons/en/a.md")
    #expect(chmod(place.url.path, 0o700) == 0)
    let built = try await place.lessons("build", "--sandbox", "required")
    #expect(built.status == 0, "\(built.errors)")
    #expect(try await place.lessons("check", "--sandbox", "required").status == 0)
  }

  @Test("Where CI is set lessons are confined wholly or not run, unless an option says it")
  func inCI() async throws {
    let wrapper = ["/usr/bin/setpriv", "--bounding-set", "-setuid", "/usr/bin/env"]
    let place = try Workplace()
    try place.write(Self.lesson, to: "x.md")
    func status(_ options: String..., ci: String) async throws -> Int32 {
      try await place.lessons(["run"] + options + ["x.md"], environment: ["CI": ci], by: wrapper).status
    }
    #expect(try await status(ci: "true") == 3)
    #expect(try await status("--sandbox", "auto", ci: "true") == 0)
    #expect(try await status(ci: "false") == 0)
    #expect(try await status(ci: "") == 0)
  }

  @Test("The version says what lessons' processes are kept from, and why not")
  func version() async throws {
    let place = try Workplace()
    let plain = try await place.lessons("--version")
    let verbose = try await place.lessons("--version", "--verbose")
    #expect(verbose.output.hasPrefix(plain.output))
    #expect(verbose.output.contains("\n  files: confined by Landlock"))
    #expect(verbose.output.contains("\n  user and threads: confined by "))
    let less = try await place.lessons(
      ["--verbose", "--version"], by: ["/usr/bin/setpriv", "--bounding-set", "-setuid", "/usr/bin/env"])
    #expect(less.output.contains("\n  user and threads: not confined: lessons would run as root"))
  }

  @Test("A temporary folder that is not there is named, with what names it")
  func noTemporaryFolder() async throws {
    let place = try Workplace()
    try place.write(Self.lesson, to: "x.md")
    let result = try await place.lessons(
      "run", "--sandbox", "required", "x.md", environment: ["TMPDIR": "/nosuch"])
    #expect(result.status == 3)
    #expect(
      result.errors.contains(
        "lessons need a temporary folder, which TMPDIR names: '/nosuch/lessons-run-XXXXXX' cannot be made: No such file"
      ),
      "\(result.errors)")
  }

  @Test("A command that was called inside the lessons says where to call it")
  func inside() async throws {
    let whole = try Workplace()
    try whole.write("# A\n", to: "lessons/en/a.md")
    for (folder, above) in [("lessons/en", "../.."), ("lessons", ".."), ("other", "..")] {
      let result = try await Workplace(folder, in: whole).lessons("build")
      #expect(result.status == 2)
      #expect(
        result.errors
          == "error: there is no lessons folder 'lessons' in the current folder, but there is one in '\(above)': run the "
          + "command there, after 'cd \(above)' (--lessons names another)\n")
    }
  }

  @Test("A lesson that calls what no library has is told its name, and what to do about 'atexit'")
  func undefinedSymbols() async throws {
    try await check(
      "```swift-dt\natexit { print(1) }\n```\n",
      fails:
        "1:1: error: the lesson cannot be loaded: it calls 'atexit', but a lesson ends without calling such functions: call the "
        + "function at the end of the last block")
    try await check(
      "```swift-dt\n@_silgen_name(\"no_such_function\") func missing()\nmissing()\n```\n",
      fails: "1:1: error: the lesson cannot be loaded: no library has its symbol 'no_such_function'")
  }

  @Test("Who can keep nothing anywhere is told, and gets results all the same")
  func nowhere() async throws {
    let place = try Workplace()
    try place.write(Self.lesson, to: "x.md")
    let result = try await place.lessons(
      ["run", "x.md"], environment: ["HOME": "/nonexistent", "XDG_CACHE_HOME": ""], by: Self.other)
    #expect(result.status == 0)
    #expect(result.errors.contains("warning: what the compiler reads of headers is kept for this call only"))
    #expect(result.errors.contains("'/nonexistent/.cache/swift-lessons/modules' cannot be written"))
  }
}
