import Foundation
import Testing

@testable import Formulas
@testable import LessonExecution
@testable import LessonProgram

@Suite("lessons data")
struct DataSetsTests {
  @Test("lists what can be fetched and whether it is there")
  func list() async throws {
    let result = try await Workplace().lessons("data", "list")
    #expect(
      result.output == """
        mnist: handwritten digits (Y. LeCun, C. Cortes, C. Burges; CC BY-SA 3.0)
          4 files, 11.6 MB to fetch · not there: 'lessons data fetch mnist' fetches it

        """)
    #expect(result.status == 0)
  }

  @Test(
    "What cannot be meant is a usage error that says what can",
    arguments: [
      (["mnits"], "error: no data set 'mnits' is known; did you mean 'mnist'?"),
      (["digits"], "error: no data set 'digits' is known; known data sets: mnist"),
      (["mnist", "--from", "nowhere"], "error: there is no folder 'nowhere'"),
      (["mnist", "--from", "file"], "error: 'file' is not a folder: --from names a folder"),
      (
        ["mnist", "--from", "."],
        "error: there is no 'train-images-idx3-ubyte' or 'train-images-idx3-ubyte.gz' in '.'"
      ),
      (
        ["mnist", "--mirror", "file:///etc"],
        "Error: --mirror is an address that begins with https:// or http://, not 'file:///etc'"
      ),
      (
        ["mnist", "--mirror", "http://a/", "--from", "."], "Error: --from and --mirror exclude each other"
      ),
    ])
  func usage(_ arguments: [String], _ message: String) async throws {
    let place = try Workplace()
    try place.write("", to: "file")
    let result = try await place.lessons(["data", "fetch"] + arguments)
    #expect(result.errors.split(separator: "\n").first.map(String.init) == message)
    #expect(result.status == 2)
    #expect(!place.exists("data/mnist"))
  }

  @Test(
    "A server that is not there, and a file that is another, are told of, and nothing gets the set's name")
  func failures() async throws {
    let place = try Workplace()
    let offline = try await place.lessons("data", "fetch", "mnist", "--mirror", "http://127.0.0.1:9/m")
    #expect(offline.status == 3)
    #expect(offline.errors.hasPrefix("error: no server gave 'train-images-idx3-ubyte.gz'"))
    let refusal = "\n  |   http://127.0.0.1:9/m/train-images-idx3-ubyte.gz: Failed to connect"
    #expect(offline.errors.contains(refusal))

    try place.write("digits", to: "other/train-images-idx3-ubyte")
    let wrong = try await place.lessons("data", "fetch", "mnist", "--from", "other")
    #expect(wrong.status == 3)
    #expect(
      wrong.errors
        == "error: 'other/train-images-idx3-ubyte' is not the file of 'mnist': its unpacked bytes have "
        + "the SHA-256 cc6b6bad31a0ff4d6dfd4953a6346a1c463d884723898a2af964b998e5499e22, expected "
        + "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db\n")
    #expect(place.files(below: "data") == [])
  }

  @Test(
    "A folder's files are taken, once, and lessons that require them run",
    .enabled(if: Shared.hasMNIST, "there is no ../shared; LESSONS_SHARED may name it"))
  func folder() async throws {
    let place = try Workplace()
    let lesson = """
      ---
      requires: mnist
      ---

      ```swift-dt
      try MNIST.load(from: "data/mnist").test.count
      ```
      """
    try place.write(lesson, to: "x.md")
    #expect(
      try await place.lessons("run", "x.md").remarks.first?.contains("there is no 'data/mnist'") == true)
    let fetched = try await place.lessons("data", "fetch", "mnist", "--from", Shared.mnist.path)
    #expect(fetched.errors == "mnist: 4 files in 'data/mnist', each verified by its checksum\n")
    let again = try await place.lessons("data", "fetch", "mnist")
    #expect(again.errors == "mnist: all 4 files in 'data/mnist' already\n")
    #expect(try await place.lessons("data", "list").output.hasSuffix("MB to fetch · in 'data/mnist'\n"))
    #expect(try await place.lessons("run", "x.md").output == "x.md:5\n10000\n")
  }
}

/// What lies beside the project where it is worked on.
private enum Shared {
  static let mnist: URL = {
    let given = ProcessInfo.processInfo.environment["LESSONS_SHARED"].map { URL(filePath: $0) }
    let package = URL(filePath: #filePath).appending(path: "../../..").standardized
    return (given ?? package.appending(path: "../shared").standardized).appending(path: "data/mnist")
  }()

  static let hasMNIST = FileManager.default.fileExists(atPath: mnist.path)
}
