import Foundation
import FoundationXML
import Testing

@testable import LessonBuilding
@testable import LessonCore

@Suite("A report for programs")
struct CheckReportTests {
  /// Two blocks, of which the second has an error; a warning in the text; a lesson that is not run; a wrong list.
  private var report: CheckReport {
    func range(_ line: Int, _ column: Int, to end: Int) -> Range<SourcePosition> {
      SourcePosition(line: line, column: column)..<SourcePosition(line: line, column: end)
    }
    var bad = LessonReport(file: LessonFile(single: "lessons/en/a ü.md"), result: .failed)
    bad.blocks = [.init(index: 0, id: nil, lines: 3...5), .init(index: 1, id: "loss", lines: 7...9)]
    bad.didFinish = true
    bad.recordedMachine = "other"
    bad.diagnostics = [
      Diagnostic(.warning, path: bad.file.path, at: range(1, 2, to: 4), "100 % <odd>\u{1B}[31m, \"quoted\""),
      Diagnostic(
        path: bad.file.path, at: range(7, 1, to: 6), "the page says '1', but the code gives '2'",
        notes: [.init("here", path: "b.md", at: SourcePosition(line: 2, column: 3))], fix: "x",
        difference: WordDifference("a 1", "a 2")),
    ]
    var skipped = LessonReport(file: LessonFile(single: "lessons/en/b.md"), result: .skipped)
    skipped.blocks = [.init(index: 0, id: nil, lines: 3...5)]
    return CheckReport(
      lessons: [skipped, bad], problems: [Diagnostic(path: "output/en/index.md", at: nil, "wrong")],
      machine: "this")
  }

  @Test("is one line for each diagnostic in GitHub's form, nothing in it breaking out")
  func gitHub() throws {
    #expect(
      try report.text(.github) == """
        ::warning file=lessons/en/a ü.md,line=1,col=2,endColumn=4::100 %25 <odd>␛[31m, "quoted"
        ::error file=lessons/en/a ü.md,line=7,col=1,endColumn=6::the page says '1', but the code gives '2'%0A\
          | a [-1-]{+2+}%0A  | b.md:2:3: here%0A  | write: x
        ::error file=output/en/index.md::wrong

        """)
    let hostile = Diagnostic(path: "a,b:c\n::d.md", at: nil, "x\r\n::error::y")
    #expect(
      try CheckReport(lessons: [], problems: [hostile]).text(.github)
        == "::error file=a%2Cb%3Ac␊%3A%3Ad.md::x␍%0A  | ::error::y\n")
  }

  @Test("has a test case for each block in JUnit's form, and is XML whatever is said")
  func jUnit() throws {
    let reader = Elements()
    let parser = XMLParser(data: Data(try report.text(.junit).utf8))
    parser.delegate = reader
    #expect(parser.parse())
    #expect(
      reader.found == [
        "testsuites tests=6 failures=2 skipped=2", "testsuite lessons/en/a ü.md tests=3 failures=1 skipped=0",
        "testcase text", "system-out", "testcase block 1", "testcase block 2 (loss)",
        "failure the page says '1', but the code gives '2'",
        "testsuite lessons/en/b.md tests=2 failures=0 skipped=2",
        "testcase text", "skipped the lesson did not run to its end", "testcase block 1",
        "skipped the lesson did not run to its end", "testsuite pages tests=1 failures=1 skipped=0",
        "testcase lists and pages", "failure wrong",
      ])
  }

  private final class Elements: NSObject, XMLParserDelegate {
    var found: [String] = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String] = [:]
    ) {
      let counts = ["tests", "failures", "skipped"].compactMap { key in attributes[key].map { "\(key)=\($0)" }
      }
      let label = name == "testsuites" ? nil : attributes["name"] ?? attributes["message"]
      found.append(([name] + [label].compactMap(\.self) + counts).joined(separator: " "))
    }
  }

  @Test("is a SARIF 2.1.0 log with a result for each diagnostic, of the properties that the format has")
  func sarif() throws {
    let log = try object(.sarif)
    #expect(log["version"] as? String == "2.1.0")
    #expect(Set(log.keys) == ["$schema", "version", "runs"])
    let run = try #require((log["runs"] as? [[String: Any]])?.first)
    #expect(run["columnKind"] as? String == "unicodeCodePoints")
    let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
    let rules = try #require(driver["rules"] as? [[String: Any]]).compactMap { $0["id"] as? String }
    let results = try #require(run["results"] as? [[String: Any]])
    #expect(results.count == 3)
    for result in results {
      #expect(Set(result.keys) == ["ruleId", "level", "message", "locations", "relatedLocations", "fixes"])
      #expect(rules.contains(result["ruleId"] as? String ?? ""))
      #expect(["none", "note", "warning", "error"].contains(result["level"] as? String ?? ""))
      #expect(((result["message"] as? [String: Any])?["text"] as? String)?.isEmpty == false)
    }
    let place = try physical(results[1]["locations"])
    #expect((place["artifactLocation"] as? [String: String])?["uri"] == "lessons/en/a%20%C3%BC.md")
    #expect(
      place["region"] as? [String: Int] == ["startLine": 7, "startColumn": 1, "endLine": 7, "endColumn": 6])
    #expect(
      try physical(results[1]["relatedLocations"])["region"] as? [String: Int] == [
        "startLine": 2, "startColumn": 3,
      ])
    let change = try #require(
      ((results[1]["fixes"] as? [[String: Any]])?.first?["artifactChanges"] as? [[String: Any]])?.first)
    let replacement = try #require((change["replacements"] as? [[String: Any]])?.first)
    #expect((replacement["insertedContent"] as? [String: String])?["text"] == "x")
    #expect(try physical(results[2]["locations"])["region"] == nil)
  }

  private func physical(_ locations: Any?) throws -> [String: Any] {
    try #require((locations as? [[String: Any]])?.first?["physicalLocation"] as? [String: Any])
  }

  @Test("holds all that is known in JSON, both classes of machines too")
  func json() throws {
    let root = try object(.json)
    #expect(root["machine"] as? String == "this")
    #expect(root["result"] as? String == "failed")
    let lessons = try #require(root["lessons"] as? [[String: Any]])
    #expect(lessons.map { $0["path"] as? String } == ["lessons/en/a ü.md", "lessons/en/b.md"])
    #expect(lessons[0]["recordedOn"] as? String == "other")
    let found = try #require((lessons[0]["diagnostics"] as? [[String: Any]])?.last)
    #expect(found["difference"] as? String == "a [-1-]{+2+}")
    #expect((found["place"] as? [String: Any])?["column"] as? Int == 1)
    #expect((root["problems"] as? [Any])?.count == 1)
  }

  private func object(_ form: CheckReport.Format) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(report.text(form).utf8)) as? [String: Any])
  }

  @Test("of nothing is well formed")
  func empty() throws {
    let empty = CheckReport(lessons: [], problems: [])
    #expect(try empty.text(.github) == "")
    #expect(XMLParser(data: Data(try empty.text(.junit).utf8)).parse())
  }
}
