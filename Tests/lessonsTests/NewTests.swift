import Foundation
import Testing

@Suite("lessons new")
struct NewTests {
  @Test("begins a lesson that builds and checks as it is, says what to do next, and replaces nothing")
  func begins() async throws {
    let place = try Workplace()
    let result = try await place.lessons("new", "tricks/WarmUp")
    #expect(
      result.errors == "Created 'lessons/tricks/WarmUp.md'. Next: write the text and the code, then run: "
        + "lessons build lessons/tricks/WarmUp.md\n")
    #expect(result.status == 0)
    #expect(try await place.lessons("build").summary == "1 lesson: 1 ran, 0 unchanged, 0 failed")
    #expect(try place.read("output/en/tricks/WarmUp.md").contains("after 20 steps the loss is 0.0"))
    #expect(try await place.lessons("check").status == 0)

    try place.write("mine", to: "lessons/tricks/WarmUp.md")
    let again = try await place.lessons("new", "tricks/WarmUp")
    #expect(
      again.errors == "error: 'lessons/tricks/WarmUp.md' exists already, and no lesson is replaced\n")
    #expect(again.status == 2)
    #expect(try place.read("lessons/tricks/WarmUp.md") == "mine")
  }

  @Test("begins a translation that shares its source's run and is stale once the source changes")
  func translation() async throws {
    let place = try Workplace()
    _ = try await place.lessons("new", "WarmUp", "--lessons", "course")
    let result = try await place.lessons(
      "new", "WarmUp", "--language", "pl", "--from", "en", "--lessons", "course")
    #expect(
      result.errors.hasPrefix(
        "Created 'course/pl/WarmUp.md', the translation of 'course/WarmUp.md'. Next: translate the text"))
    #expect(result.errors.hasSuffix("then run: lessons build --lessons course course/pl/WarmUp.md\n"))
    let explained = try await place.lessons("build", "--explain", "--lessons", "course")
    #expect(explained.errors.contains("another lesson with the same code ran"))
    #expect(try await place.lessons("check", "--lessons", "course").status == 0)

    let source = try place.read("course/WarmUp.md")
    try place.write(source + "\nMore.\n", to: "course/WarmUp.md")
    _ = try await place.lessons("build", "--lessons", "course")
    let check = try await place.lessons("check", "--lessons", "course")
    #expect(check.remarks.count == 1 && check.remarks[0].hasPrefix("course/pl/WarmUp.md"))
  }

  @Test(
    "refuses what cannot be begun",
    arguments: [
      (["../a"], 2, "error: a lesson cannot be called '../a': '..' leads to another folder"),
      (
        ["lessons/en/../../a.md"], 2,
        "error: a lesson cannot be called '../../a': '..' leads to another folder"
      ),
      (["a\u{7}b"], 2, "error: a lesson cannot be called 'a\u{2407}b': it has control characters"),
      (["pl/a", "--language", "de"], 2, "error: 'pl/a' is a lesson in 'pl', and --language says 'de'"),
      (["a", "--language", "polski język"], 2, "error: 'polski język' is not a language"),
      (["a", "--language", "pl", "--from", "en"], 2, "error: there is no 'lessons/en/a.md' to translate"),
      (["b", "--from", "en"], 2, "error: a lesson in 'en' is not translated from itself"),
      (["b", "--language", "pl", "--from", "en"], 1, "lessons/en/b.md:1:13: error: "),
      (["c", "--language", "de", "--from", "pl"], 2, "error: 'lessons/pl/c.md' is itself a translation"),
      ([], 2, "Error: Missing expected argument '<name>'"),
    ] as [([String], Int32, String)])
  func refused(_ arguments: [String], _ status: Int32, _ message: String) async throws {
    let place = try Workplace()
    try place.write("```swift-dt silnt\n```\n", to: "lessons/en/b.md")
    try place.write("# C\n", to: "lessons/en/c.md")
    _ = try await place.lessons("new", "c", "--language", "pl", "--from", "en")
    let files = place.files(below: "lessons")
    let result = try await place.lessons(["new"] + arguments)
    #expect(result.errors.hasPrefix(message), "\(result.errors)")
    #expect(result.status == status)
    #expect(place.files(below: "lessons") == files)
  }

  @Test(
    "takes every name that a build takes, with its language or with its whole path",
    arguments: [
      (["en/First"], "en/First"), (["lessons/pl/a b/Zażółć.md"], "pl/a b/Zażółć"),
      (["./lessons/de/x"], "de/x"),
      (["tricks/First.md"], "tricks/First"), (["pt-BR/a.b"], "pt-BR/a.b"),
      (["First", "--language", "ja"], "ja/First"),
      (["ja/First", "--language", "ja"], "ja/First"), (["index"], "index"), (["qq/a"], "qq/a"),
      (["$1 & `x`"], "$1 & `x`"),
    ])
  func names(_ arguments: [String], _ name: String) async throws {
    let place = try Workplace()
    let result = try await place.lessons(["new"] + arguments)
    #expect(result.errors.hasPrefix("Created 'lessons/\(name).md'. Next: "), "\(result.errors)")
    #expect(place.files(below: "lessons") == [name + ".md"])
    let built = try await place.lessons("build")
    #expect(built.summary == "1 lesson: 1 ran, 0 unchanged, 0 failed", "\(built.errors)")
  }

  @Test("begins a translation whose links lead to the same files, or to the translations of lessons")
  func links() async throws {
    let place = try Workplace()
    let links =
      "[b](b.md#b) ![x](images/x.png) <a href=\"c.md\">c</a> [pl](pl/b.md) [z][z]\n\n[z]: z.zip \"Z\"\n"
    try place.write("# A\n\n" + links, to: "lessons/a.md")
    for (name, text) in [
      "b.md": "# B\n", "c.md": "# C\n", "pl/b.md": "# B\n", "z.zip": "z", "images/x.png": "x",
    ] {
      try place.write(text, to: "lessons/" + name)
    }
    let result = try await place.lessons("new", "pl/a", "--from", "en")
    #expect(result.errors.hasPrefix("Created 'lessons/pl/a.md', the translation of 'lessons/a.md'. Next: "))
    let expected =
      "[b](b.md#b) ![x](../images/x.png) <a href=\"../c.md\">c</a> [pl](b.md) [z][z]\n\n[z]: ../z.zip \"Z\"\n"
    #expect(try place.read("lessons/pl/a.md").hasSuffix("# A\n\n" + expected))
    let built = try await place.lessons("build", "--format", "html,markdown,notebook")
    #expect(built.remarks.filter { $0.contains("there is no") || $0.contains("not exist") } == [])
    let pages = try ["html", "md", "ipynb"].map { try place.read("output/en/a.\($0)") }
    #expect(pages[0].contains("<a href=../pl/b.html>pl</a>") && pages[1].contains("[pl](../pl/b.md)"))
    #expect(pages[2].contains("[pl](../pl/b.ipynb)"))
    let translated = try ["html", "md", "ipynb"].map { try place.read("output/pl/a.\($0)") }
    #expect(
      translated[0].contains("<a href=../en/c.html>") && translated[1].contains("href=\"../en/c.md\""))
    #expect(translated[2].contains("../en/c.ipynb"))
    #expect(try place.read("output/images/x.png") == "x" && place.read("output/en/z.zip") == "z")
  }

  @Test("begins a translation, if the lesson exists in the project's language, without being asked")
  func translationByName() async throws {
    let place = try Workplace()
    try place.write("language: de\n", to: "lessons.yml")
    try place.write("# Eins\n", to: "lessons/eins.md")
    #expect(try await place.lessons("new", "en/eins").status == 0)
    let text = try place.read("lessons/en/eins.md")
    #expect(text.contains("\"source_file\" : \"lessons/eins.md\"") && text.hasSuffix("# Eins\n"))
    #expect(
      try await place.lessons("new", "en/zwei").errors.hasPrefix("Created 'lessons/en/zwei.md'. Next: "))
    #expect(
      try await place.lessons("new", "en/drei", "--from", "de").errors
        == "error: there is no 'lessons/drei.md' to translate\n")
  }

  @Test("begins in the language that is asked for, or in English")
  func languages() async throws {
    let place = try Workplace()
    for (language, text) in [
      ("de-AT", "Sagen Sie zuerst"), ("pl", "Najpierw powiedz"), ("ja", "まず"), ("fi", "Say first"),
    ] {
      _ = try await place.lessons("new", "\(language)/First")
      #expect(try place.read("lessons/\(language)/First.md").contains("\n\n\(text)"))
    }
  }

  @Test("gives a command that a shell reads as it is meant")
  func command() async throws {
    let result = try await Workplace().lessons("new", "it's a lesson")
    #expect(result.errors.hasSuffix("then run: lessons build 'lessons/it'\\''s a lesson.md'\n"))
  }
}
