import LessonCore
import LessonDisplay

extension CheckReport.Format {
  /// A test suite for each lesson, a test case for each block.
  package static let junit = Self("junit", remark: "XML", escapedHash: "&#35;") { $0.jUnitXML }
}

extension CheckReport {
  /// A test suite for each lesson with a test case for each block, and one for text outside of blocks.
  var jUnitXML: String {
    var suites = lessons.map(\.suite)
    suites.append(
      Suite(
        name: "pages", cases: [Case(name: "lists and pages", path: "pages", line: nil, problems: problems)]))
    let cases = suites.flatMap(\.cases)
    let counts = Self.counts(of: cases)
    let body = suites.map { suite in
      let cases = suite.cases.map(\.xml).joined()
      let time = suite.seconds.map { " time=\"\(format($0, decimals: 3))\"" } ?? ""
      let counts = Self.counts(of: suite.cases)
      return "  <testsuite name=\(suite.name.quoted) \(counts)\(time)>\n\(cases)  </testsuite>\n"
    }
    return
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\("lessons on \(machine)".quoted) \(counts)>\n"
      + body.joined() + "</testsuites>\n"
  }

  private static func counts(of cases: [Case]) -> String {
    let failures = cases.count { !$0.errors.isEmpty }
    return
      "tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"0\" skipped=\"\(cases.count(where: \.isSkipped))\""
  }

  fileprivate struct Suite {
    let name: String
    var seconds: Double?
    let cases: [Case]
  }

  fileprivate struct Case {
    let name: String
    let path: String
    let line: Int?
    let problems: [Diagnostic]
    /// Whether the block's result is unknown because the lesson did not run to its end.
    var isUnknown = false
    /// What did not run to its end.
    var subject = "lesson"

    var errors: [Diagnostic] { problems.filter { $0.severity == .error } }
    var isSkipped: Bool { isUnknown && errors.isEmpty }

    var xml: String {
      let place = line.map { " line=\("\($0)".quoted)" } ?? ""
      let opening = "    <testcase name=\(name.quoted) classname=\(path.quoted) file=\(path.quoted)\(place)"
      let failures = errors.map { error in
        "      <failure message=\(error.message.quoted)>\("\(error.place)\n\(error.fullMessage)".escaped)</failure>\n"
      }
      let remarks = problems.filter { $0.severity != .error }.map { "\($0.place): \($0.fullMessage)\n" }
      let output = remarks.isEmpty ? "" : "      <system-out>\(remarks.joined().escaped)</system-out>\n"
      let skipped = isSkipped ? "      <skipped message=\"the \(subject) did not run to its end\"/>\n" : ""
      let content = skipped + failures.joined() + output
      return content.isEmpty ? opening + "/>\n" : opening + ">\n\(content)    </testcase>\n"
    }
  }
}

extension LessonReport {
  fileprivate var suite: CheckReport.Suite {
    func block(_ diagnostic: Diagnostic) -> Int? {
      guard diagnostic.path == file.path, let line = diagnostic.range?.lowerBound.line else { return nil }
      return blocks.first { $0.lines.contains(line) }?.index
    }
    let groups = Dictionary(grouping: diagnostics, by: block)
    let text = CheckReport.Case(
      name: "text", path: file.path, line: nil, problems: groups[nil] ?? [], isUnknown: result == .skipped)
    return .init(
      name: file.path, seconds: seconds,
      cases: [text]
        + blocks.map { block in
          .init(
            name: "block \(block.index + 1)" + (block.id.map { " (\($0))" } ?? ""), path: file.path,
            line: block.lines.lowerBound, problems: groups[block.index] ?? [], isUnknown: !didFinish,
            subject: isDocument ? "document" : "lesson")
        })
  }
}

extension Diagnostic {
  fileprivate var place: String {
    path.withVisibleControlsOnOneLine + (range.map { ":\($0.lowerBound.line):\($0.lowerBound.column)" } ?? "")
  }
}

extension String {
  /// As text of an XML document, which cannot hold most control characters.
  fileprivate var escaped: String {
    var result = ""
    for scalar in withVisibleControls.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      case "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  fileprivate var quoted: String {
    "\"\(escaped.replacing("\n", with: "&#10;").replacing("\t", with: "&#9;"))\""
  }
}
