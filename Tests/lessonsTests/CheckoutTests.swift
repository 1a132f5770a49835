import Foundation
import Testing

/// A checkout that somebody else has made, a command, and what must come of it.
struct Checkout: Sendable, CustomTestStringConvertible {
  let name: String
  var command = ["build"]
  /// Files by path. Those whose content is `nil` are removed.
  var files: [String: String?] = [:]
  /// Symbolic links by path, made last.
  var links: [String: String] = [:]
  var status: Int32
  /// What the command says, besides other things.
  var says: [String] = []
  /// What it does not say, and no page holds.
  var never: [String] = ["TOKEN"]
  /// Files that must be there afterwards as they were.
  var stay: [String] = []
  /// Files that must be there afterwards, and those that must not.
  var there: [String] = []
  var gone: [String] = []

  var testDescription: String { name }
}

private let lesson = "# A\n\nText.\n"

/// A lesson that shows a file of its data.
private let reader =
  "---\nrequires: cfg\n---\n# R\n\n```swift-dt\n(try? String(contentsOfFile: \"data/cfg/config\", encoding: .utf8)) ?? \"denied\"\n```\n"

@Suite("A checkout is foreign: what it links to, and what its records say, opens and removes nothing outside")
struct CheckoutTests {
  /// The project lies in `project`, with one lesson that was built; `outside` and `project/secret` hold what must not be read.
  private func place() async throws -> (whole: Workplace, project: Workplace) {
    let place = try Workplace()
    for path in ["outside/config", "project/secret/config", "outside/x.svg"] {
      try place.write("TOKEN\n", to: path)
    }
    try place.write("# Linked\n", to: "outside/linked.md")
    try place.write(lesson, to: "project/lessons/en/a.md")
    try place.write("hand-written\n", to: "project/README.md")
    let project = try Workplace("project", in: place)
    #expect(try await project.lessons("build").status == 0)
    return (place, project)
  }

  private func check(_ row: Checkout) async throws {
    let (whole, project) = try await place()
    let files = FileManager.default
    for (path, text) in row.files.sorted(by: { $0.key < $1.key }) {
      if let text {
        try project.write(text, to: path)
      } else {
        try files.removeItem(at: project.url.appending(path: path))
      }
    }
    for (path, target) in row.links.sorted(by: { $0.key < $1.key }) {
      let link = project.url.appending(path: path)
      try files.createDirectory(at: link.deletingLastPathComponent(), withIntermediateDirectories: true)
      try files.createSymbolicLink(atPath: link.path, withDestinationPath: target)
    }
    let outside = try snapshot(whole, "outside"), secret = try snapshot(whole, "project/secret")
    let before = try row.stay.map { try project.read($0) }
    let result = try await project.lessons(row.command)
    #expect(result.status == row.status, "\(result.errors)")
    for text in row.says { #expect(result.errors.contains(text), "\(result.errors)") }
    for text in row.never { #expect(!result.errors.contains(text)) }
    #expect(!result.errors.contains("Domain") && !result.errors.contains("couldn"), "\(result.errors)")
    for page in project.files(below: "output") {
      let text = try project.read("output/" + page)
      for never in row.never { #expect(!text.contains(never), "\(page)") }
    }
    #expect(try row.stay.map { try project.read($0) } == before)
    for path in row.there { #expect(project.exists(path), "\(path)") }
    for path in row.gone { #expect(!project.exists(path), "\(path)") }
    #expect(try snapshot(whole, "outside") == outside)
    #expect(try snapshot(whole, "project/secret") == secret)
  }

  private func snapshot(_ place: Workplace, _ path: String) throws -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: try place.files(below: path).map { ($0, try place.read(path + "/" + $0)) })
  }

  // MARK: Data

  @Test(
    "Data that is reached through a link is refused by name",
    arguments: [("../secret", "../secret"), ("/etc", "/etc"), ("/proc/self", "/proc/self"), ("/", "/")])
  func data(target: String, shown: String) async throws {
    try await check(
      Checkout(
        name: "data/cfg -> \(target)", files: ["lessons/en/r.md": reader, "data/README": "x"],
        links: ["data/cfg": target], status: 1,
        says: [
          "lessons/en/r.md: error: 'data/cfg' cannot be read: 'data/cfg' is a symbolic link to '\(shown)', and no links are "
            + "followed in 'data'; replace the link by what it leads to",
          "2 lessons: 0 ran, 1 unchanged, 1 failed",
        ]))
  }

  @Test(
    "Other states of the data folder",
    arguments: [
      Checkout(
        name: "the folder is a link", files: ["lessons/en/r.md": reader], links: ["data": "secret"],
        status: 1,
        says: ["'data' is a symbolic link to 'secret'"]),
      Checkout(
        name: "the folder is a file", files: ["lessons/en/r.md": reader, "data": "x"], status: 1,
        says: ["'data' is a file, and a folder is expected"]),
      Checkout(
        name: "a data set is a file", files: ["lessons/en/r.md": reader, "data/cfg": "x"], status: 0,
        says: ["2 lessons: 1 ran"]),
      Checkout(
        name: "a file in a data set is a link out", command: ["build", "--sandbox", "required"],
        files: ["lessons/en/r.md": reader, "data/cfg/other": "x"],
        links: ["data/cfg/config": "../../secret/config"], status: 0, says: ["2 lessons: 1 ran"],
        there: ["output/en/r.html"]),
      Checkout(
        name: "a part of a download is a link",
        command: ["data", "fetch", "mnist", "--mirror", "http://127.0.0.1:9/"],
        links: ["data/mnist.part/train-images-idx3-ubyte.gz": "../../README.md"], status: 3,
        says: ["'data/mnist.part/train-images-idx3-ubyte.gz' is a symbolic link to '../../README.md'"],
        stay: ["README.md"]),
      Checkout(
        name: "the folder of a download is a link",
        command: ["data", "fetch", "mnist", "--mirror", "http://127.0.0.1:9/"],
        links: ["data/mnist.part": "../secret"], status: 3,
        says: ["'data/mnist.part' is a symbolic link to '../secret'"]),
    ])
  func dataFolders(row: Checkout) async throws { try await check(row) }

  // MARK: The output

  @Test(
    "Nothing is written or removed through links in the output, nor because of somebody else's records",
    arguments: [
      Checkout(
        name: "a language leads to the project", files: ["output": nil, "lessons/en/README.md": "# Mine\n"],
        links: ["output/en": ".."], status: 3, says: ["'output/en' is a symbolic link to '..'"],
        stay: ["README.md"]),
      Checkout(
        name: "the output is a link", files: ["output": nil], links: ["output": "secret"], status: 3,
        says: ["'output' is a symbolic link to 'secret'"]),
      Checkout(
        name: "the folder of a page's figures is a link", files: ["output/en/a": nil],
        links: ["output/en/a": "../../../outside"], status: 3,
        says: ["'output/en/a' is a symbolic link to '../../../outside'"]),
      Checkout(
        name: "a page is a link", files: ["output/en/a.html": nil],
        links: ["output/en/a.html": "../../README.md"], status: 0, stay: ["README.md"]),
      Checkout(
        name: "a record that is none beside a page by hand",
        files: ["output/en/about/record.json": "{}", "output/en/about.html": "mine"], status: 0,
        stay: ["output/en/about.html", "output/en/about/record.json"]),
      Checkout(
        name: "a folder behind a link has records", links: ["output/en/old": "../../../outside"], status: 0),
      Checkout(
        name: "the output is gone", files: ["output": nil], status: 0, there: ["output/en/a.html"]),
    ])
  func output(row: Checkout) async throws { try await check(row) }

  @Test("A forged record removes no file that differs from it, and none that is not the page's")
  func forgedRecord() async throws {
    let (_, project) = try await place()
    let record = try project.read("output/en/a/record.json")
    let hash = try #require(record.firstMatch(of: #/"a\.html" : "([0-9a-f]{64})"/#)?.1)
    let forged = record.replacing(
      "\"a.html\"", with: "\"about.html\" : \"\(hash)\", \"../../README.md\" : \"\(hash)\", \"a.html\"")
    try project.write(forged, to: "output/en/about/record.json")
    try project.write("by hand", to: "output/en/about.html")
    try project.write("by hand", to: "output/en/about.md")
    let result = try await project.lessons("build")
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      result.errors.contains("output/en/about.html: warning: the lesson of this page is no longer there"))
    #expect(try project.read("output/en/about.html") == "by hand")
    #expect(try project.read("output/en/about.md") == "by hand")
    #expect(try project.read("README.md") == "hand-written\n")
    #expect(project.exists("output/en/a.html") && !project.exists("output/en/about/record.json"))
  }

  @Test("Pipes in the place of pages and records are replaced, and not waited for")
  func pipes() async throws {
    let (_, project) = try await place()
    let page = try project.read("output/en/a.html")
    for path in ["output/en/a.html", "output/en/a/record.json"] {
      try FileManager.default.removeItem(at: project.url.appending(path: path))
      #expect(mkfifo(project.url.appending(path: path).path, 0o600) == 0)
    }
    #expect(try await project.lessons("check").status == 1)
    #expect(try await project.lessons("build").status == 0)
    #expect(try project.read("output/en/a.html") == page)
  }

  // MARK: The cache

  @Test(
    "A cache that is not the runner's own is a warning, and stays as it is",
    arguments: [
      Checkout(
        name: "it is a link", files: [".lessons": nil],
        links: [".lessons": "../secret"],
        status: 0,
        says: [
          "warning: the cache is not used: '.lessons' cannot be read: '.lessons' is a symbolic link to '../secret'"
        ]),
      Checkout(
        name: "it is a link to a file", files: [".lessons": nil], links: [".lessons": "secret"], status: 0,
        says: ["warning: the cache is not used: ", "'.lessons' is a symbolic link to 'secret'"]),
      Checkout(
        name: "a folder of it is a link", files: [".lessons/stamps": nil],
        links: [".lessons/stamps": "../../secret"], status: 0,
        says: [
          "warning: the cache is not used: ",
          "'.lessons/stamps' is a symbolic link to '../../secret'",
        ]),
    ])
  func cache(row: Checkout) async throws {
    try await check(row)
  }

  @Test("A folder of trainings that is a link is not read by the lesson, and not written to")
  func trainings() async throws {
    try await check(
      Checkout(
        name: "trainings", files: ["lessons/en/c.md": "```swift-dt\n1 + 1\n```\n"],
        links: [".lessons/trainings": "../../secret"], status: 0,
        says: ["'.lessons/trainings' is a symbolic link to '../../secret'"],
        there: ["output/en/c.html"]))
  }

  // MARK: Lessons

  @Test(
    "Lessons are followed in the project, and each that leads out is an error of its own",
    arguments: [
      Checkout(
        name: "a lesson leads out", links: ["lessons/en/b.md": "../../../outside/linked.md"], status: 1,
        says: ["lessons/en/b.md: error: this link leads to '", "1 lesson: 0 ran, 1 unchanged, 0 failed"],
        gone: ["output/en/b.html"]),
      Checkout(
        name: "a lesson leads to a device", links: ["lessons/en/b.md": "/dev/zero"], status: 1,
        says: ["lessons/en/b.md: error: this link leads to '/dev/zero'", "1 lesson:"]),
      Checkout(
        name: "a lesson leads nowhere", links: ["lessons/en/b.md": "nowhere.md"], status: 1,
        says: ["lessons/en/b.md: error: this link leads to 'nowhere.md'", "1 lesson:"]),
      Checkout(
        name: "a lesson leads to another place of the project", files: ["docs/b.md": "# B\n"],
        links: ["lessons/en/b.md": "../../docs/b.md"], status: 0, says: ["2 lessons:"],
        there: ["output/en/b.html"]),
      Checkout(
        name: "a language leads to another place of the project", files: ["i18n/b.md": "# B\n"],
        links: ["lessons/pl": "../i18n"], status: 0, says: ["2 lessons:"], there: ["output/pl/b.html"]),
      Checkout(
        name: "a language leads out", links: ["lessons/pl": "../../outside"], status: 1,
        says: ["lessons/pl: error: this link leads to '"], gone: ["output/pl"]),
      Checkout(
        name: "the lessons lead to another place of the project",
        files: ["lessons": nil, "real/en/a.md": lesson, "real/en/b.md": "# B\n"], links: ["lessons": "real"],
        status: 0,
        says: ["2 lessons:"], there: ["output/en/a.html", "output/en/b.html"]),
      Checkout(
        name: "the lessons lead out", files: ["lessons": nil], links: ["lessons": "../outside"], status: 2,
        says: ["error: 'lessons' leads to '", "which is outside the project"], there: ["output/en/a.html"]),
      Checkout(
        name: "the lessons are a file", files: ["lessons": nil], links: ["lessons": "README.md"], status: 2,
        says: ["error: 'lessons' is not a folder"], there: ["output/en/a.html"]),
      Checkout(
        name: "folders lead in circles", links: ["lessons/en/loop": "..", "lessons/en/self": "."], status: 0,
        says: ["1 lesson:"]),
      Checkout(
        name: "there is no lesson", files: ["lessons/en/a.md": nil], status: 2,
        says: ["error: there is no lesson in 'lessons'", "--allow-empty"],
        there: ["output/en/a.html", "output/en/index.html"]),
      Checkout(
        name: "there is no lesson, and that is right", command: ["build", "--allow-empty"],
        files: ["lessons/en/a.md": nil], status: 0, says: ["0 lessons:"],
        gone: ["output/en", "output/index.html"]),
      Checkout(
        name: "records of translations lead out", files: ["lessons/pl/a.md": "# A\n"],
        links: ["lessons/pl/.co-op-translator.json": "../../../outside/config"], status: 1,
        says: ["'lessons/pl/.co-op-translator.json' cannot be read: it leads to '"]),
    ])
  func lessons(row: Checkout) async throws { try await check(row) }

  @Test("A pipe that is called like a lesson is an error of that lesson")
  func pipe() async throws {
    let (_, project) = try await place()
    #expect(mkfifo(project.url.path + "/lessons/en/b.md", 0o600) == 0)
    let result = try await project.lessons("build")
    #expect(result.status == 1)
    #expect(
      result.remarks == ["lessons/en/b.md: error: the file cannot be read: it is no regular file"])
    #expect(result.summary == "2 lessons: 0 ran, 1 unchanged, 1 failed")
  }

  @Test(
    "A translation's source is looked for below the lessons only", arguments: ["/etc/passwd", "../README.md"])
  func source(path: String) async throws {
    let (_, project) = try await place()
    try project.write(
      "<!--\nCO_OP_TRANSLATOR_METADATA:\n{\"original_hash\": \"0\", \"source_file\": \"\(path)\", \"language_code\": \"pl\"}\n-->\n# A\n",
      to: "lessons/pl/a.md")
    _ = try await project.lessons("build")
    let result = try await project.lessons("check")
    #expect(result.errors.contains("'\(path)', is not there"))
    #expect(!result.errors.contains("'original_hash' is"))
  }
}

@Suite("Disks and folders that cannot be used are named, with what to do")
struct UnusableFolderTests {
  private func place() throws -> Workplace {
    let place = try Workplace()
    for name in ["a", "b"] { try place.write(lesson, to: "lessons/en/\(name).md") }
    return place
  }

  @Test("A file in the place of the output, the cache or a language's folder")
  func files() async throws {
    for (file, status, said) in [
      ("output", 3, "'output' cannot be made: it is a file, and a folder is expected; move the file away"),
      (
        "output/en", 3,
        "' cannot be made: 'output/en' is a file, and a folder is expected; move the file away"
      ),
      (
        ".lessons", 0,
        "warning: the cache is not used: '.lessons' cannot be read: it is a file, and a folder is expected"
      ),
    ] as [(String, Int32, String)] {
      let place = try place()
      try place.write("mine", to: file)
      let result = try await place.lessons("build")
      #expect(result.status == status, "\(result.errors)")
      #expect(result.errors.contains(said), "\(result.errors)")
      #expect(try place.read(file) == "mine")
    }
  }

  /// A wrapper that gives the command a small disk at a path; `nil` where the system does not let us mount one.
  private func smallDisk(at path: String, _ size: String) async throws -> [String]? {
    let wrapper = [
      "/usr/bin/unshare", geteuid() == 0 ? "-m" : "-rm", "/bin/sh", "-c",
      "mount -t tmpfs -o mode=755,size=\(size) none \(path) && exec \"$@\"", "sh",
    ]
    let place = try Workplace()
    try FileManager.default.createDirectory(
      at: place.url.appending(path: path), withIntermediateDirectories: true)
    return try await place.lessons(["--version"], by: wrapper).status == 0 ? wrapper : nil
  }

  @Test("A full disk of the output is an error, one of the cache a warning")
  func full() async throws {
    for (path, status, said) in [
      ("output", 3, "cannot be written: the disk is full; make room and run the command again"),
      (".lessons", 0, "warning: the cache is not used: '.lessons/"),
    ] as [(String, Int32, String)] {
      guard let wrapper = try await smallDisk(at: path, path == "output" ? "16k" : "4k") else { continue }
      let place = try place()
      try FileManager.default.createDirectory(
        at: place.url.appending(path: path), withIntermediateDirectories: true)
      let result = try await place.lessons(["build"], by: wrapper)
      #expect(result.status == status, "\(result.errors)")
      #expect(result.errors.contains(said), "\(result.errors)")
      if path != "output" { #expect(place.exists("output/en/b.html")) }
    }
  }

  @Test("A folder that the user may not write, or read, is named")
  func permission() async throws {
    // Root may do everything.
    let wrapper =
      geteuid() == 0 ? ["/usr/bin/setpriv", "--reuid=12345", "--regid=12345", "--clear-groups"] : []
    guard geteuid() != 0 || FileManager.default.isExecutableFile(atPath: wrapper[0]) else { return }
    let place = try place()
    for folder in ["output", ".lessons"] {
      try FileManager.default.createDirectory(
        at: place.url.appending(path: folder), withIntermediateDirectories: true)
      #expect(chmod(place.url.path + "/" + folder, 0o555) == 0)
    }
    // A cache of another user is not used, whatever its permissions are.
    if geteuid() == 0 { #expect(chown(place.url.path + "/.lessons", 12345, 12345) == 0) }
    guard try await place.lessons(["--version"], by: wrapper).status == 0 else { return }
    let output = try await place.lessons(["build"], by: wrapper)
    #expect(output.status == 3)
    #expect(
      output.errors.contains("cannot be written: permission is denied to this user"), "\(output.errors)")
    #expect(chmod(place.url.path + "/output", 0o777) == 0)
    let cache = try await place.lessons(["build"], by: wrapper)
    #expect(cache.status == 0, "\(cache.errors)")
    #expect(
      cache.errors.contains("warning: the cache is not used: ")
        && cache.errors.contains("permission is denied"))
    #expect(chmod(place.url.path + "/lessons/en", 0) == 0)
    let lessons = try await place.lessons(["build"], by: wrapper)
    #expect(chmod(place.url.path + "/lessons/en", 0o755) == 0)
    #expect(lessons.status == 1, "\(lessons.errors)")
    #expect(lessons.errors.contains("lessons/en: error: 'lessons/en' cannot be read: permission is denied"))
    #expect(place.exists("output/en/a.html"))
  }

  @Test("A lesson that was removed and comes back has its page and its place in the lists again")
  func comeback() async throws {
    let place = try place()
    #expect(try await place.lessons("build").status == 0)
    let index = try place.read("output/en/index.md")
    let pages = place.files(below: "output")
    for path in ["output/en/index.md", "lessons/en/b.md"] {
      try FileManager.default.removeItem(at: place.url.appending(path: path))
    }
    #expect(try await place.lessons("build").status == 0)
    #expect(try !place.read("output/en/index.md").contains("b.md") && !place.exists("output/en/b.html"))
    try place.write(lesson, to: "lessons/en/b.md")
    #expect(try await place.lessons("build").status == 0)
    #expect(try place.read("output/en/index.md") == index)
    #expect(place.files(below: "output") == pages)
    #expect(try await place.lessons("check").status == 0)
  }
}
