import LessonTestSupport
import Testing

@testable import LessonCore
@testable import LessonDocument

/// Each option in a form that is right by itself.
private let optionWords = [
  "silent", "invisible", "fold", "passthrough", "fail", "crash", "compile-only", "skip", "nest", "id=a",
  "caption=\"a\"", "tol=0.1", "timeout=1", "exercise=a", "solution=a", "check=a",
]

/// Pairs that ask for opposite things, or of which one leaves the other nothing to do. All others stand together.
private let contradictory: Set<Set<String>> = [
  ["silent", "invisible"], ["silent", "passthrough"], ["silent", "tol=0.1"], ["invisible", "fold"],
  ["invisible", "passthrough"], ["invisible", "tol=0.1"], ["passthrough", "fail"],
  ["passthrough", "compile-only"],
  ["fail", "crash"], ["fail", "compile-only"], ["fail", "tol=0.1"], ["fail", "timeout=1"],
  ["crash", "compile-only"],
  ["skip", "fail"], ["skip", "compile-only"], ["skip", "crash"], ["skip", "nest"], ["skip", "tol=0.1"],
  ["skip", "timeout=1"], ["crash", "nest"], ["compile-only", "tol=0.1"], ["compile-only", "timeout=1"],
  ["caption=\"a\"", "silent"], ["caption=\"a\"", "invisible"], ["caption=\"a\"", "compile-only"],
  ["caption=\"a\"", "skip"], ["exercise=a", "solution=a"], ["exercise=a", "check=a"],
  ["solution=a", "check=a"],
  ["exercise=a", "silent"], ["exercise=a", "passthrough"], ["exercise=a", "caption=\"a\""],
  ["exercise=a", "tol=0.1"],
  ["exercise=a", "invisible"], ["solution=a", "invisible"], ["check=a", "invisible"], ["exercise=a", "fail"],
  ["solution=a", "fail"], ["check=a", "fail"], ["exercise=a", "crash"], ["solution=a", "crash"],
  ["check=a", "crash"], ["exercise=a", "compile-only"], ["solution=a", "compile-only"],
  ["check=a", "compile-only"], ["exercise=a", "skip"], ["solution=a", "skip"], ["check=a", "skip"],
  ["exercise=a", "nest"], ["solution=a", "nest"], ["check=a", "nest"],
]

private let optionPairs = optionWords.flatMap { a in optionWords.filter { $0 != a }.map { (a, $0) } }

@Suite("Options of a block")
struct BlockOptionsTests {
  private func options(_ words: String) throws -> BlockOptions {
    try #require(lesson("```swift-dt \(words)\n```").blocks.first).options
  }

  @Test("say what happens to the code and what the reader sees")
  func words() throws {
    #expect(try options("") == BlockOptions())
    #expect(try options("silent").visibility == .codeOnly)
    #expect(try options("invisible").visibility == .nothing)
    #expect(try options("fold").isFolded)
    #expect(try options("passthrough").passesThrough)
    #expect(try options("fail").execution == .fails)
    #expect(try options("crash").execution == .crashes)
    #expect(try options("compile-only").execution == .compilesOnly)
    #expect(try options("skip").execution == .skipped)
    #expect(try options("nest").isNested)
    #expect(try options("id=loss-2_b").id == "loss-2_b")
    #expect(try options("tol=2e-2").tolerance == 0.02)
    #expect(try options("timeout=1.5").timeout == 1.5)
  }

  @Test("stand together in any order, with any blanks between them")
  func together() throws {
    let found = try options("  fold\t tol=0  id=a   nest ")
    #expect(found.isFolded && found.isNested && found.id == "a" && found.tolerance == 0)
  }

  @Test("follow swift-dt and swift dt, backquotes and tildes alike")
  func openings() throws {
    for opening in [
      "```swift-dt fold", "``` swift-dt fold", "````swift dt fold", "~~~swift-dt fold", "~~~~ swift  dt fold",
    ] {
      let text = "\(opening)\n\(opening.prefix { $0 == "`" || $0 == "~" })"
      #expect(try lesson(text).blocks.map(\.options.isFolded) == [true], "\(opening)")
    }
  }

  @Test("belong to no other code")
  func otherCode() throws {
    #expect(
      try lesson("```swift\n```\n\n```\nswift-dt\n```\n\n```swift silnt\n```\n\n`swift-dt`").blocks.isEmpty)
  }

  @Test("that are unknown are refused with the nearest that is known")
  func unknown() {
    check("```swift-dt silnt\n```", reports: ["1:13: error: unknown option 'silnt'; did you mean 'silent'?"])
    check(
      "```swift-dt tolerance=1\n```",
      reports: [
        "1:13: error: unknown option 'tolerance=1'; the options are 'silent', 'invisible', 'fold', 'passthrough', 'fail', "
          + "'crash', 'compile-only', 'skip', 'nest', 'exercise', 'solution', 'check', 'id', 'caption', 'tol', 'timeout'"
      ])
    check(
      "> 1. ~~~swift dt fold tmeout=3\n>    ~~~",
      reports: [
        "1:23: error: unknown option 'tmeout=3'; did you mean 'timeout=3'?"
      ])
    check(
      "```swift-dt ąę compileonly\n```",
      reports: [
        "1:13: error: unknown option 'ąę'; the options are 'silent', 'invisible', 'fold', 'passthrough', 'fail', 'crash', "
          + "'compile-only', 'skip', 'nest', 'exercise', 'solution', 'check', 'id', 'caption', 'tol', 'timeout'",
        "1:16: error: unknown option 'compileonly'; did you mean 'compile-only'?",
      ])
  }

  @Test("offer what to write instead as a fix")
  func fix() {
    let found = Lesson.parse(path: "x.md", text: "```swift-dt Fold tl=1\n```", language: "en", name: "x")
      .diagnostics
    #expect(found.map(\.fix) == ["fold", "tol=1"])
  }

  @Test("of documents are refused in lessons, since all blocks of a lesson form one program")
  func ofDocuments() {
    check(
      "```swift-dt group=a\n```\n\n```swift-dt reset\n```",
      reports: [
        "1:13: error: 'group' has no effect in a lesson: all its blocks form one program",
        "4:13: error: 'reset' has no effect in a lesson: all its blocks form one program",
      ])
  }

  @Test("stand in a comment on the line above the fence, too")
  func inComment() throws {
    let text =
      "<!-- lessons: fold tol=0.5 -->\n```swift-dt id=a\n```\n\n> <!--lessons:nest-->\n> ```swift-dt\n> ```"
    let found = try lesson(text).blocks.map(\.options)
    #expect(found.map(\.isFolded) == [true, false] && found.map(\.isNested) == [false, true])
    #expect(found[0].id == "a" && found[0].tolerance == 0.5)
    check(
      "<!-- lessons: foldd fail -->\n```swift-dt compile-only\n```",
      reports: [
        "1:15: error: unknown option 'foldd'; did you mean 'fold'?",
        "2:13: error: 'compile-only' contradicts 'fail'",
      ])
  }

  @Test("in a comment above no block get a warning")
  func lostComment() {
    let warning =
      "warning: these options have no effect: the fence of a block that is run must be on the next line"
    check(
      "<!-- lessons: fold -->\n\n```swift-dt\n```\n\n  <!-- lessons: fail -->\n```swift\n```",
      reports: ["1:1: \(warning)", "6:3: \(warning)"])
    check("<!-- lessons are fun -->\n\nText `<!-- lessons: fold -->`", reports: [])
  }

  @Test("that are given twice are refused, and the first place is named")
  func repeated() throws {
    check(
      "```swift-dt fold tol=1 fold tol=0.5\n```",
      reports: [
        "1:24: error: 'fold' is given twice", "1:29: error: 'tol' is given twice",
      ])
    let found = Lesson.parse(path: "x.md", text: "```swift-dt fold fold\n```", language: "en", name: "x")
      .diagnostics
    #expect(
      found.first?.notes == [.init("'fold' is here", path: "x.md", at: SourcePosition(line: 1, column: 13))])
  }

  @Test(
    "that contradict each other are refused at the second, all other pairs stand together",
    arguments: optionPairs)
  func everyPair(_ a: String, _ b: String) {
    let (first, second) = (a.prefix { $0 != "=" }, b.prefix { $0 != "=" })
    let isUnshown = ["silent", "invisible"].contains { a == $0 || b == $0 } && (a + b).contains("tol")
    let advice =
      isUnshown
      ? ": no result of such a block is compared; a value in a sentence has its own tolerance, '{swift-dt tol=0.02}'"
      : ""
    let text = "```swift-dt \(a) \(b)\n```"
    let found = Lesson.parse(path: "x.md", text: text, language: "en", name: "x").diagnostics.map(\.shortForm)
    // One block alone is no exercise.
    let ofPair = found.filter { !$0.contains("this exercise") }
    #expect(
      ofPair
        == (contradictory.contains([a, b])
          ? ["1:\(14 + a.count): error: '\(second)' contradicts '\(first)'\(advice)"] : []))
  }

  @Test("are each one of the pairs' table")
  func complete() {
    #expect(
      optionWords.map { $0.prefix { $0 != "=" } }.sorted()
        == BlockOption.all(in: .lesson).map { $0.name[...] }.sorted()
    )
    #expect(optionPairs.count == 240)
  }

  @Test("that name a block have at most 100 letters, since they name files")
  func longName() {
    let name = String(repeating: "i", count: 100)
    check("```swift-dt id=\(name)\n```", reports: [])
    check(
      "```swift-dt id=\(name)i\n```",
      reports: [
        "1:13: error: a name after 'id=' names a figure's file, so it has at most 100 letters; found 101"
      ])
  }

  @Test(
    "that need a value are refused without a good one",
    arguments: [
      "tol", "tol=", "tol=x", "tol=-0.1", "tol=1.5", "tol=nan", "tol=0x1", "tol=1e999", "tol=2%",
    ])
  func badTolerance(_ word: String) {
    check(
      "```swift-dt \(word)\n```",
      reports: [
        "1:13: error: 'tol=' needs a relative tolerance between 0 and 1, as in 'tol=0.02'"
      ])
  }

  @Test(
    "that limit time are refused without a good one",
    arguments: [
      "timeout", "timeout=", "timeout=0", "timeout=-1", "timeout=3601", "timeout=inf", "timeout=1s",
    ])
  func badTimeout(_ word: String) {
    check(
      "```swift-dt \(word)\n```",
      reports: [
        "1:13: error: 'timeout=' needs seconds, more than 0 and at most 3600, as in 'timeout=30'"
      ])
  }

  @Test(
    "that name a block are refused when the name cannot be that of a file",
    arguments: [
      "id", "id=", "id=1", "id=a/b", "id=../a", "id=ł", "id=-a", "id=a.b", "id=a=b",
    ])
  func badName(_ word: String) {
    check(
      "```swift-dt \(word)\n```",
      reports: [
        "1:13: error: 'id=' needs a name of ASCII letters, digits, '-' and '_' that begins with a letter, as in 'id=loss'"
      ])
  }

  @Test("that caption a figure have a text between quotes, with blanks in it")
  func caption() throws {
    #expect(try options("caption=\"The loss, step by step\" id=a").caption == "The loss, step by step")
    #expect(try options("id=a\tcaption=\"a = b\"").caption == "a = b")
    let advice = "'caption=' needs a text in quotes, as in 'caption=\"The loss falls\"'"
    for word in ["caption", "caption=", "caption=\"\"", "caption=\" \"", "caption=loss"] {
      check("```swift-dt \(word)\n```", reports: ["1:13: error: \(advice)"])
    }
    check(
      "```swift-dt caption=\"a b\n```",
      reports: ["1:13: error: \(advice)", "1:24: error: \(unknown("b"))"])
  }

  private func unknown(_ word: String) -> String {
    "unknown option '\(word)'; the options are "
      + BlockOption.all(in: .lesson).map { "'\($0.name)'" }.joined(separator: ", ")
  }

  @Test("and captions below a block, stand only where results are shown")
  func lostCaption() {
    let error =
      "error: a caption, which begins with ': ', stands below a block that shows results; this one shows none"
    check("```swift-dt silent\n```\n: a", reports: ["3:1: \(error)"])
    check("```swift-dt\n```\n: a\n\n: b", reports: [])
    check("```swift\n```\n: a", reports: [])
  }

  @Test("that take no value are refused with one")
  func needlessValue() {
    check("```swift-dt fold=yes\n```", reports: ["1:13: error: 'fold' takes no value"])
  }

  @Test("name each block differently, also where file systems know no case")
  func repeatedNames() {
    check(
      "```swift-dt id=a\n```\n```swift-dt id=b\n```\n```swift-dt id=A\n```",
      reports: [
        "5:13: error: another block is already called 'a'"
      ])
  }

  @Test("warn when a block's name is a heading's anchor")
  func takenName() {
    check(
      "# Dropout\n```swift-dt id=dropout\n```",
      reports: [
        "2:13: warning: links to '#dropout' reach the heading of that name, not this block; another 'id=' avoids that"
      ])
  }

  @Test("of all blocks are reported at once, with everything else that is wrong")
  func allAtOnce() {
    check(
      "---\ntitel: x\n---\n```swift-dt x=1\n```\n`{swift-dt}`\n```swift-dt fold fail crash\n",
      reports: [
        "2:1: error: unknown key 'titel'; did you mean 'title'?",
        "4:13: error: unknown option 'x=1'; the options are 'silent', 'invisible', 'fold', 'passthrough', 'fail', 'crash', "
          + "'compile-only', 'skip', 'nest', 'exercise', 'solution', 'check', 'id', 'caption', 'tol', 'timeout'",
        "6:1: error: no expression follows '{swift-dt}'",
        "7:1: error: this block is never closed; it needs a line '```'",
        "7:23: error: 'crash' contradicts 'fail'",
      ])
  }
}
