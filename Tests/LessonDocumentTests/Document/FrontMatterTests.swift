import LessonTestSupport
import Testing

@testable import LessonCore
@testable import LessonDocument
@testable import LessonWords

@Suite("Front matter")
struct FrontMatterTests {
  private func matter(_ yaml: String) throws -> FrontMatter {
    try lesson("---\n\(yaml)\n---\na").frontMatter
  }

  @Test("says what a lesson is called, what it needs and how it is run")
  func keys() throws {
    let found = try matter(
      """
      title: "Triki: 1"
      description: >
        Dwa
        wiersze
      seed: 7
      timeout: 1.5
      tol: 0.05
      optimize: true
      swift: 6
      order: -2
      requires: [mnist, cifar]
      labels: {loss: strata, 1: jeden}
      """)
    var expected = FrontMatter()
    expected.title = "Triki: 1"
    expected.description = "Dwa wiersze"
    expected.seed = 7
    expected.timeout = 1.5
    expected.optimize = true
    expected.languageMode = .swift6
    expected.order = -2
    expected.requires = ["mnist", "cifar"]
    expected.labels = ["loss": "strata", "1": "jeden"]
    #expect(found.title == expected.title && found.seed == 7 && found.order == -2)
    #expect(found.description?.hasPrefix("Dwa wiersze") == true)
    #expect(
      found.timeout == 1.5 && found.tolerance == 0.05 && found.optimize && found.requires == expected.requires
    )
    #expect(found.labels == expected.labels && found.languageMode == .swift6)
  }

  @Test("takes one name where a list may stand, and any scalar for text")
  func leniency() throws {
    #expect(try matter("requires: mnist").requires == ["mnist"])
    #expect(try matter("title: 2024").title == "2024")
    #expect(try matter("timeout: 30").timeout == 30)
  }

  @Test("has the numbers of YAML 1.2, in which leading zeros mean nothing")
  func numbers() throws {
    let orders = [
      "08": 8, "010": 10, "+5": 5, "-03": -3, "0": 0, "0x10": 16, "0o10": 8, "9223372036854775807": Int.max,
    ]
    for (written, value) in orders {
      #expect(try matter("order: \(written)").order == value)
      #expect(try matter("seed: \(written)").seed == value)
    }
    for (written, value) in [
      "010": 10, "08.50": 8.5, ".5": 0.5, "5.": 5, "1e3": 1000, "+2E-1": 0.2, "0x10": 16,
    ] {
      #expect(try matter("timeout: \(written)").timeout == value)
    }
    #expect(try matter("tol: 5e-1").tolerance == 0.5)
    #expect(try matter("tol: 00.5").tolerance == 0.5)
  }

  @Test("refuses what only YAML 1.1 takes for a number, and words")
  func otherNumbers() {
    let wrong = [
      "1_000", "190:20:30", "1e3", "0b1", "0x", "0xG", "0o8", "0x-1", "--1", "+", "٣", "1.0", "yes",
      "2024-01-01",
    ]
    for written in wrong {
      check(
        "---\norder: \(written)\nseed: \(written)\n---\nb",
        reports: [
          "2:8: error: 'order' must be a whole number; found '\(written)'",
          "3:7: error: 'seed' must be a whole number; found '\(written)'",
        ])
    }
    for written in ["1_0", "1:30", ".inf", ".nan", "-.inf", "1e999", "inf", "nan", "0x1p1", ".", "e1", "yes"]
    {
      check(
        "---\ntimeout: \(written)\ntol: \(written)\n---\nb",
        reports: [
          "2:10: error: 'timeout' must be seconds, more than 0 and at most 3600; found '\(written)'",
          "3:6: error: 'tol' must be a relative tolerance between 0 and 1; found '\(written)'",
        ])
    }
  }

  private static let bomb =
    "a: &a [b,b,b,b,b,b,b,b,b]\n"
    + "cdefghijk".map { "\($0): &\($0) [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n" }.joined()

  @Test(
    "refuses what a small text can make large, or what no tree of plain values has, at its line",
    arguments: [
      (
        bomb + "? *k\n: 1",
        "2:4: error: front matter can have no anchors: write the value itself wherever it is meant"
      ),
      ("title: a\n? [*a, *a]\n: 1", "3:3: error: a key is a word, not a list or a mapping"),
      ("title: a\n? {a: b}\n: 1", "3:3: error: a key is a word, not a list or a mapping"),
      ("labels: {a: b}\n<<: *x", "3:5: error: front matter can have no aliases: write the value itself"),
      ("*x : 1", "2:1: error: front matter can have no aliases: write the value itself"),
      ("order: !!int 5", "2:8: error: front matter can have no tags; found 'tag:yaml.org,2002:int'"),
      ("title: !!binary aGk=", "2:8: error: front matter can have no tags; found 'tag:yaml.org,2002:binary'"),
      ("title: !x y", "2:8: error: front matter can have no tags; found '!x'"),
      (
        "title: [[[[1]]]]",
        "2:11: error: front matter can have at most 4 lists and mappings inside of each other"
      ),
      ("title: " + String(repeating: "[", count: 5_000), "2:9: error: front matter is not YAML: "),
      (
        "swift: 190:20:30:11:11:11:11:11:11:11:11:11:11:11",
        "2:8: error: 'swift' must be a language mode of Swift, 5 or 6; found '190:20:30:11:11:11:11:11:11:11:11:11:11:11'"
      ),
      (
        "order: 99999999999999999999",
        "2:8: error: 'order' must be a whole number; found '99999999999999999999'"
      ),
      (
        "timeout: 1e99999999999999999999",
        "2:10: error: 'timeout' must be seconds, more than 0 and at most 3600; found '1e99999999999999999999'"
      ),
      (
        "order: 2001-01-01T00:00:00Z",
        "2:8: error: 'order' must be a whole number; found '2001-01-01T00:00:00Z'"
      ),
      ("<<: {title: a}", "2:1: error: unknown key '<<'; the keys are "),
      ("title: " + String(repeating: "a", count: 20_000), "1:1: error: front matter has at most 16 KB"),
    ])
  func hostile(yaml: String, first: String) {
    let parsed = Lesson.parse(path: "x.md", text: "---\n\(yaml)\n---\n\nb\n", language: "en", name: "x")
    #expect(parsed.lesson == nil)
    #expect(
      parsed.diagnostics.first?.shortForm.hasPrefix(first) == true, "\(parsed.diagnostics.map(\.shortForm))")
  }

  @Test("keeps titles as they are written, whatever YAML would make of them")
  func titles() throws {
    for title in ["1.10", "yes", "No", "2024-01-01", "010", "1_000", "0x10", ".inf", "1:30", "on"] {
      #expect(try matter("title: \(title)").title == title)
    }
  }

  @Test("may be empty, and may be closed by three points")
  func empty() throws {
    #expect(try matter("") == FrontMatter())
    #expect(try matter("# only a comment") == FrontMatter())
    #expect(try lesson("---\ntitle: a\n...\nb").frontMatter.title == "a")
  }

  @Test("is not a rule above prose, nor anything below the first line")
  func none() throws {
    #expect(try lesson("---\n\nProse\n").frontMatter == FrontMatter())
    #expect(try lesson("\n---\ntitle: a\n---\nb").frontMatter == FrontMatter())
  }

  @Test("that is not closed is an error")
  func unclosed() {
    check(
      "---\ntitle: a\n\nb\n", reports: ["1:1: error: the front matter that begins here has no closing '---'"])
  }

  @Test("refuses keys that it does not know, with the nearest")
  func unknownKeys() {
    check(
      "---\ntitle: a\n timeuot: 3\n---\nb",
      reports: [
        "3:9: error: front matter is not YAML: mapping values are not allowed in this context"
      ])
    check(
      "---\ntimeuot: 3\nfoo: 1\n---\nb",
      reports: [
        "2:1: error: unknown key 'timeuot'; did you mean 'timeout'?",
        "3:1: error: unknown key 'foo'; the keys are 'title', 'description', 'seed', 'timeout', 'tol', 'optimize', 'swift', 'order', "
          + "'needs', 'requires', 'bibliography', 'labels'",
      ])
  }

  @Test("refuses values of another kind, where they stand")
  func wrongKinds() {
    check(
      "---\ntitle: [a]\ndescription:\nseed: 1.5\norder: first\n---\nb",
      reports: [
        "2:8: error: 'title' must be text; found a list",
        "3:13: error: 'description' must be text; found nothing",
        "4:7: error: 'seed' must be a whole number; found '1.5'",
        "5:8: error: 'order' must be a whole number; found 'first'",
      ])
    check(
      "---\nseed: \"1\"\ntimeout: -1\noptimize: 1\nrequires: {a: b}\nlabels: a\n---\nb",
      reports: [
        "2:7: error: 'seed' must be a whole number; found '1'",
        "3:10: error: 'timeout' must be seconds, more than 0 and at most 3600; found '-1'",
        "4:11: error: 'optimize' must be 'true' or 'false'; found '1'",
        "5:11: error: 'requires' must be the name of a data set, or a list of them; found a mapping",
        "6:9: error: 'labels' must be a mapping from label to translation, as in '{loss: strata}'; found 'a'",
      ])
    check(
      "---\nswift: 4\n---\nb",
      reports: ["2:8: error: 'swift' must be a language mode of Swift, 5 or 6; found '4'"])
    check("---\nlabels:\n  ż: [1]\n---\nb", reports: ["3:6: error: 'ż' must be text; found a list"])
    check(
      "---\ntimeout: .inf\nseed: 99999999999999999999\ntol: 2\n---\nb",
      reports: [
        "2:10: error: 'timeout' must be seconds, more than 0 and at most 3600; found '.inf'",
        "3:7: error: 'seed' must be a whole number; found '99999999999999999999'",
        "4:6: error: 'tol' must be a relative tolerance between 0 and 1; found '2'",
      ])
  }

  @Test("refuses keys given twice and what is not lines of keys")
  func notAMapping() {
    check("---\ntitle: a\nseed: 1\ntitle: b\n---\nb", reports: ["2:1: error: 'title' is given twice"])
    check("---\nProse\n---\nb", reports: ["2:1: error: front matter must be lines of 'key: value'"])
    check("---\n- a\n---\nb", reports: ["2:1: error: front matter must be lines of 'key: value'"])
    check(
      "---\ntitle: \"a\n---\nb",
      reports: [
        "3:1: error: front matter is not YAML: while scanning a quoted scalar, found unexpected end of stream"
      ])
  }
}
