import Foundation
import LessonBuilding
import Testing

@Suite("An exercise on a served page")
struct LearningTests {
  private static let lesson = """
    ---
    timeout: 5
    ---
    # Exercises

    ```swift-dt
    func total(_ numbers: [Double]) -> Double { numbers.reduce(0, +) }
    ```

    ```swift-dt exercise=average
    func average(_ numbers: [Double]) -> Double { … }
    ```

    ```swift-dt solution=average
    func average(_ numbers: [Double]) -> Double { total(numbers) / Double(numbers.count) }
    ```

    ```swift-dt check=average
    claim("The mean of 1 and 3 is 2", average([1, 3]), .equals, 2)
    ```

    """

  private static let right =
    "func average(_ numbers: [Double]) -> Double { total(numbers) / Double(numbers.count) }"

  private func place(_ lesson: String = Self.lesson) throws -> Workplace {
    let place = try Workplace()
    try place.write(lesson, to: "lessons/en/a.md")
    return place
  }

  /// A server whose page is built.
  private func served(_ place: Workplace, learn: Bool = true) async throws -> Preview {
    let preview = learn ? try await Preview(place, "--learn") : try await Preview(place)
    let isBuilt = try await Preview.wait {
      try place.read("serve.txt").contains("1 lesson: ") ? true : nil
    }
    #expect(isBuilt == true)
    return preview
  }

  private struct Line: Decodable {
    let state: String
    let message: String?
    let result: AttemptResult?
  }

  private func lines(_ answer: String) throws -> [Line] {
    try answer.split(separator: "\n").map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
  }

  /// What an attempt gives.
  private func result(of code: String, on preview: Preview) async throws -> AttemptResult {
    let answer = try await preview.attempt("average", code)
    #expect(answer.status == 200)
    let last = try #require(try lines(answer.body).last)
    return try #require(last.result, "\(last.message ?? "")")
  }

  @Test("passes, and shows what its code has printed and drawn, which no file has")
  func passes() async throws {
    let place = try place()
    let preview = try await served(place)
    let before = try files(of: place)
    let code =
      Self.right + """

        print("the mean: \\(average([1, 2]))")
        let data = try Digits.synthetic(count: 1_000, seed: 1)
        let model = Model(input: [28, 28]) { Flatten(); Dense(64); ReLU(); Dense(10) }
        let trainer = try Trainer(model, loss: .softmaxCrossEntropy, optimizer: .momentum(0.9, learningRate: 0.1))
        // Long enough to be kept.
        _ = try trainer.fit(data, epochs: 60, batchSize: 50)
        Chart(x: "step", y: "loss", Series("loss", [3.0, 2, 1]))
        """
    let passed = try await result(of: code, on: preview)
    #expect(passed.verdict == .passed, "\(passed)")
    #expect(passed.html.contains("the mean: 1.5") && passed.html.contains("<svg"))
    let after = try files(of: place)
    #expect(Set(after.keys).symmetricDifference(before.keys) == [])
    #expect(after.filter { before[$0.key] != $0.value }.keys.sorted() == [])
  }

  /// The files of the project, with those of the cache that decide what pages show.
  private func files(of place: Workplace) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for folder in ["lessons", "output", ".lessons/trainings", ".lessons/transcripts"] {
      let url = place.url.appending(path: folder)
      for path in (try? FileManager.default.subpathsOfDirectory(atPath: url.path)) ?? [] {
        files[folder + "/" + path] = try? Data(contentsOf: url.appending(path: path))
      }
    }
    return files
  }

  @Test("fails with the words of its check, and with what was found")
  func fails() async throws {
    let preview = try await served(try place())
    let failed = try await result(of: "func average(_ numbers: [Double]) -> Double { 5 }", on: preview)
    #expect(failed.verdict == .refuted)
    #expect(failed.claims.map(\.statement) == ["The mean of 1 and 3 is 2"])
    #expect(failed.claims.first?.reason?.contains("5") == true)
  }

  @Test(
    "does not compile, at the lines of its own code, or at the check that misses it",
    arguments: [
      ("// average\nfunc average(_ numbers: [Double]) -> Double {\n  totl(numbers)\n}", "code 3:3"),
      ("func average(_ numbers: [Double]) -> Double {", "code 1:46"), ("", "check"),
      ("```\nlet a = 1", "code 1:1"),
    ])
  func refused(_ code: String, _ place: String) async throws {
    let preview = try await served(try self.place())
    let refused = try await result(of: code, on: preview)
    #expect(refused.verdict == .refused)
    let first = try #require(refused.problems.first)
    let found =
      first.line.map { "\(first.place.rawValue) \($0):\(first.column ?? 0)" } ?? first.place.rawValue
    #expect(found == place, "\(first.message)")
  }

  @Test("stops at a trap, at its line, and keeps what was printed before")
  func stops() async throws {
    let preview = try await served(try place())
    let code = """
      func average(_ numbers: [Double]) -> Double {
        fatalError("not yet")
      }
      print("before")
      """
    let stopped = try await result(of: code, on: preview)
    #expect(stopped.verdict == .stopped && stopped.html.contains("before"))
    #expect(stopped.problems.map(\.line) == [2])
    #expect(stopped.problems.first?.message.hasPrefix("not yet") == true, "\(stopped.problems)")
  }

  @Test("ends at the lesson's time limit")
  func endless() async throws {
    let preview = try await served(try place())
    let slow = try await result(of: Self.right + "\nprint(\"once\")\nwhile true {}", on: preview)
    #expect(slow.verdict == .timedOut && slow.seconds == 5 && slow.html.contains("once"))
  }

  @Test("reads no file of the project and reaches no port")
  func confined() async throws {
    let place = try place()
    try place.write("hidden", to: "secret.txt")
    let preview = try await served(place)
    let port = try #require(preview.address.split(separator: ":").last?.dropLast())
    let code =
      Self.right + """

        print((try? String(contentsOfFile: "\(place.url.path)/secret.txt", encoding: .utf8)) ?? "no file")
        print((try? String(contentsOfFile: "\(place.url.path)/lessons/en/a.md", encoding: .utf8)) ?? "no lesson")
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(\(port)).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let made = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        let reached = withUnsafePointer(to: &address) {
          $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(made, $0, 16) }
        }
        print(made >= 0 && reached == 0 ? "connected" : "no network")
        """
    let passed = try await result(of: code, on: preview)
    #expect(passed.verdict == .passed, "\(passed)")
    for text in ["no file", "no lesson", "no network"] { #expect(passed.html.contains(text)) }
  }

  @Test("ends when the same browser begins another run, or closes its connection")
  func ends() async throws {
    let place = try place(Self.lesson.replacing("timeout: 5", with: "timeout: 1000"))
    let preview = try await served(place)
    let output = place.url.appending(path: "first")
    let slow = Self.right + "\ntry await Task.sleep(for: .seconds(900))"
    let first = try preview.begin("average", slow, to: output)
    func says(_ text: String) throws -> Bool? {
      try String(contentsOf: output, encoding: .utf8).contains(text) ? true : nil
    }
    #expect(try await Preview.wait { try says("\"runs\"") } == true)
    #expect(try await result(of: Self.right, on: preview).verdict == .passed)
    #expect(try await Preview.wait { first.isRunning ? nil : true } == true)
    #expect(try says("this run has ended, since another one was begun") == true)

    let second = try preview.begin("average", slow, as: "b", to: output)
    #expect(try await Preview.wait { try says("\"runs\"") } == true)
    #expect(try await Preview.wait { Self.hosts(of: preview).isEmpty ? nil : true } == true)
    second.terminate()
    #expect(try await Preview.wait { Self.hosts(of: preview).isEmpty ? true : nil } == true)
  }

  /// The processes of lessons that a server has started.
  private static func hosts(of preview: Preview) -> [String] {
    let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return processes.filter { process in
      let status = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
      return status.contains("\nPPid:\t\(preview.process.processIdentifier)\n")
        && status.contains("lesson-host")
    }
  }

  @Test("is run only with the key, from a page of the server, if it is not too large")
  func closed() async throws {
    let place = try place()
    let preview = try await served(place)
    for key in ["", String(repeating: "0", count: 32)] {
      #expect(try await preview.attempt("average", Self.right, key: key).status == 403)
    }
    for header in ["Origin: http://127.0.0.1:1", "Sec-Fetch-Site: same-site", "Host: example.org"] {
      let answer = try await preview.attempt("average", Self.right, "--header", header)
      #expect(answer.status == 403, "\(header)")
    }
    let large = try await preview.attempt("average", String(repeating: "// large\n", count: 10_000))
    #expect(large.body.contains("this code is longer than 64 KB"))
    let larger = try await preview.attempt("average", String(repeating: "// large\n", count: 100_000))
    #expect(larger.status == 400 && larger.body.contains("bytes"))
    #expect(try await preview.get("/.lessons/attempt?/en/a.html").status == 405)
    let key = "X-Lessons-Key: \(try #require(preview.key))"
    #expect(try await preview.get("/.lessons/exercises?/en/a.html").status == 403)
    let exercises = try await preview.get("/.lessons/exercises?/en/a.html", "--header", key)
    #expect(exercises.body.contains("\"name\":\"average\""))
    #expect(try await preview.attempt("median", Self.right).body.contains("has no exercise 'median'"))
  }

  @Test("is all that learners can work on, and can be tried by authors too")
  func modes() async throws {
    let place = try place()
    let preview = try await served(place)
    let key = "X-Lessons-Key: \(try #require(preview.key))"
    let source = "/.lessons/source?%2Fen%2Fa.html"
    #expect(try await preview.get(source, "--header", key).status == 404)
    #expect(try await preview.get(source, "--header", key, "--request", "PUT", "--data", "{}").status == 405)
    #expect(try await !preview.get("/en/a.html").body.contains("editor.js"))
    #expect(try place.read("serve.txt").contains("To try their exercises there, open"))
    preview.process.terminate()
    let authors = try await served(place, learn: false)
    #expect(try await result(of: Self.right, on: authors).verdict == .passed)
  }

  @Test(
    "is for other machines only if they can do nothing else, and this one is named",
    arguments: [
      (["--address", "192.0.2.1"], "add --learn"), (["--learn", "--address", "here"], "is an IPv4 address"),
      (["--learn", "--address", "0.0.0.0"], "name by --host"),
      (["--host", "here"], "whom --address lets in"),
      (["--learn", "--address", "192.0.2.1", "--sandbox", "off"], "has to be confined"),
    ])
  func others(_ options: [String], _ error: String) async throws {
    let refused = try await place().lessons(["serve"] + options)
    #expect(refused.status == 2 && refused.errors.contains(error), "\(refused.errors)")
  }

  @Test("is reached by other machines under the names that were given, after a warning")
  func letsOthersIn() async throws {
    let place = try place()
    let preview = try await Preview(
      place, "--learn", "--address", "0.0.0.0", "--host", "localhost", "--host", "class.local")
    _ = try await preview.events(of: "/en/a.html").first { $0.version != "none" }
    #expect(try place.read("serve.txt").contains("can run Swift on this machine, confined"))
    #expect(try await preview.get("/en/a.html", "--header", "Host: class.local:8000").status == 200)
    #expect(try await preview.get("/en/a.html", "--header", "Host: 192.0.2.1:8000").status == 403)
    #expect(try await result(of: Self.right, on: preview).verdict == .passed)
  }
}
