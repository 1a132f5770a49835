import Foundation
import Testing

@Suite("A project with lessons.yml")
struct ProjectTests {
  private let lesson = "# Zahlen\n\n```swift-dt\nprint(6 * 7)\n```\n"

  @Test("init makes a course that builds and checks as it is, and keeps what was there")
  func begins() async throws {
    let place = try Workplace()
    try place.write("mine\n", to: "deep-networks/.gitignore")
    let made = try await place.lessons("init", "deep-networks")
    #expect(
      made.errors == """
        Created deep-networks/lessons.yml
        Created deep-networks/lessons/First.md
        Kept deep-networks/.gitignore, which was there
        Created deep-networks/.github/workflows/lessons.yml
        Next: 'cd deep-networks', then 'lessons serve' shows the pages while you write

        """)
    let course = try Workplace("deep-networks", in: place)
    #expect(try await course.lessons("build").summary == "1 lesson: 1 ran, 0 unchanged, 0 failed")
    #expect(try course.read("output/en/First.html").contains("<title>First · Deep networks</title>"))
    #expect(try await course.lessons("check").status == 0)
    #expect(try course.read(".gitignore") == "mine\n")
    let again = try await course.lessons("init")
    #expect(again.status == 2)
    #expect(again.errors == "error: 'lessons.yml' exists already: this folder has a course\n")
    #expect(try course.read(".lessons/.gitignore") == "*\n")
  }

  @Test("init says which folder or file cannot be made, and begins again where it ended")
  func unwritable() async throws {
    let place = try Workplace()
    try place.write("x", to: "file")
    for (folder, shown) in [("file", "it is a file"), ("file/x", "'file' is a file")] {
      let refused = try await place.lessons("init", folder)
      #expect(
        refused.errors
          == "error: '\(folder)' cannot be made: \(shown), and a folder is expected; move the file away\n")
      #expect(refused.status == 3)
    }
    try place.write("x", to: "course/lessons")
    #expect(try await place.lessons("init", "course").errors.contains("'course/lessons' "))
    #expect(!place.exists("course/lessons.yml"))
    try FileManager.default.removeItem(at: place.url.appending(path: "course/lessons"))
    #expect(try await place.lessons("init", "course").status == 0)
    #expect(place.exists("course/lessons.yml"))
  }

  @Test("Commands work from folders below, with paths as they are seen from there")
  func below() async throws {
    let place = try Workplace()
    try place.write("language: de\noutput: seiten\n", to: "lessons.yml")
    try place.write(lesson, to: "lessons/zahlen.md")
    try place.write("# More\n\n```swift-dt\nprint(\n```\n", to: "lessons/en/more.md")
    let inside = try Workplace("lessons/en", in: place)
    let built = try await inside.lessons("build", "../zahlen.md")
    #expect(built.summary == "1 lesson: 1 ran, 0 unchanged, 0 failed")
    #expect(place.exists("seiten/de/zahlen.html"))
    #expect(inside.files(below: ".") == ["more.md"])
    let wrong = try await inside.lessons("build", "more.md")
    #expect(wrong.remarks.first?.hasPrefix("lessons/en/more.md:4:") == true, "\(wrong.errors)")
    #expect(try await inside.lessons("run", "../zahlen.md").output.contains("42"))
  }

  @Test(
    "A course in one language needs no folder for it, and folders that are no language's are folders of lessons"
  )
  func oneLanguage() async throws {
    let place = try Workplace()
    try place.write("language: de\n", to: "lessons.yml")
    try place.write(lesson, to: "lessons/zahlen.md")
    try place.write(lesson, to: "lessons/anfang/eins.md")
    try place.write("picture", to: "lessons/images/a.svg")
    #expect(try await place.lessons("build").summary == "2 lessons: 1 ran, 1 unchanged, 0 failed")
    #expect(place.exists("output/de/zahlen.html") && place.exists("output/de/anfang/eins.html"))
    #expect(try place.read("output/de/index.html").contains("Lektionen"))
    try place.write(lesson, to: "lessons/de/zahlen.md")
    let clash = try await place.lessons("build")
    #expect(clash.status == 1)
    #expect(
      clash.remarks == [
        "lessons/zahlen.md: error: this lesson would have the same page as 'lessons/de/zahlen.md': remove or rename one"
      ])
  }

  @Test("A translation is checked against the source language of the course")
  func sourceLanguage() async throws {
    let place = try Workplace()
    try place.write("language: de\n", to: "lessons.yml")
    try place.write(lesson, to: "lessons/zahlen.md")
    let made = try await place.lessons("new", "zahlen", "--language", "en", "--from", "de")
    #expect(made.status == 0, "\(made.errors)")
    _ = try await place.lessons("build")
    #expect(try await place.lessons("check").status == 0)
    try place.write(lesson + "\n## Neu\n\nMehr.\n", to: "lessons/zahlen.md")
    _ = try await place.lessons("build")
    let check = try await place.lessons("check")
    #expect(
      check.remarks.count == 1 && check.remarks.first?.hasPrefix("lessons/en/zahlen.md") == true,
      "\(check.errors)")
    #expect(check.remarks.first?.contains("'lessons/zahlen.md' has changed since") == true)
    let page = try place.read("output/en/zahlen.html")
    #expect(page.contains("This translation is behind its source") && page.contains("../de/zahlen.html#neu"))
    #expect(try !place.read("output/de/zahlen.html").contains("class=\"alert behind\""))
  }

  @Test("Pages show the title, parts, footer and style of the settings, in the page's language")
  func identity() async throws {
    let place = try Workplace()
    try place.write(
      """
      title: {en: Sums, pl: Sumy}
      authors: [Ada L.]
      license: CC BY 4.0
      repository: https://example.org/sums
      url: https://sums.example.org
      logo: logo.svg
      css: theme.css
      footer: "Written *slowly*. <script>alert(1)</script>"
      parts:
        - {title: {en: Beginnings, pl: Początki}, lessons: [b, "x/*"]}
        - {title: Rest, lessons: [a]}
      """, to: "lessons.yml")
    try place.write("<svg xmlns=\"http://www.w3.org/2000/svg\"/>", to: "logo.svg")
    try place.write(".x { color: red } </style><script>alert(2)</script>", to: "theme.css")
    for name in ["a", "b", "x/c"] { try place.write("# Lesson \(name)\n", to: "lessons/en/\(name).md") }
    try place.write("# Lekcja b\n", to: "lessons/pl/b.md")
    #expect(try await place.lessons("build").status == 0)
    let page = try place.read("output/en/b.html")
    #expect(page.contains("<title>Lesson b · Sums</title>"))
    #expect(page.contains("<li class=part>Beginnings</li>"))
    #expect(page.contains("href=https://example.org/sums/blob/HEAD/lessons/en/b.md"))
    #expect(page.contains("<link rel=canonical href=https://sums.example.org/en/b.html>"))
    #expect(page.contains("<p>Written <em>slowly</em>."))
    #expect(page.contains("Ada L. · CC BY 4.0 · "))
    #expect(page.contains(/src="?data:image\/svg\+xml;base64,/))
    #expect(!page.contains("<script>alert(1)") && !page.contains("</style><script>alert(2)"))
    #expect(try place.read("output/pl/b.html").contains("Źródło tej strony"))
    #expect(
      try place.read("output/en/index.md") == """
        # Sums

        ## Beginnings

        1. [Lesson b](b.md)
        2. [Lesson x/c](x/c.md)

        ## Rest

        3. [Lesson a](a.md)

        """)
    #expect(try place.read("output/pl/index.html").contains("<h2 class=part>Początki</h2>"))
    // A change of the settings changes the pages, and runs nothing.
    try place.write("title: Other\n", to: "lessons.yml")
    #expect(try await place.lessons("check").status == 1)
    #expect(try await place.lessons("build").summary == "4 lessons: 0 ran, 4 unchanged, 0 failed")
    #expect(try place.read("output/en/b.html").contains("<title>Lesson b · Other</title>"))
    #expect(try await place.lessons("check").status == 0)
  }

  @Test("What is wrong with the settings is said at its line, and nothing is built")
  func wrong() async throws {
    let place = try Workplace()
    try place.write("# Course\ntitel: A\n", to: "lessons.yml")
    try place.write(lesson, to: "lessons/zahlen.md")
    let built = try await place.lessons("build")
    #expect(built.status == 1)
    #expect(built.remarks.first == "lessons.yml:2:1: error: unknown key 'titel'; did you mean 'title'?")
    #expect(!place.exists("output"))
    try place.write("formats: [html, pdf]\n", to: "lessons.yml")
    #expect(
      try await place.lessons("build").remarks == [
        "lessons.yml:1:17: error: 'formats' knows html, markdown, notebook, book, not 'pdf'"
      ])
    try place.write("logo: nothing.svg\n", to: "lessons.yml")
    #expect(
      try await place.lessons("build").remarks.first?.hasPrefix(
        "lessons.yml:1:7: error: 'logo' cannot be used: ") == true)
    try place.write("title: A\noutput: lessons/pages\n", to: "lessons.yml")
    #expect(
      try await place.lessons("build").remarks.first?.hasPrefix("lessons.yml:2:9: error: ") == true)
    try place.write("swift:\n  imports: [Foundation, Matrx]\n", to: "lessons.yml")
    #expect(
      try await place.lessons("build").remarks.contains {
        $0.hasPrefix("lessons.yml:2:25: error: a module of 'imports': 'Matrx' cannot be imported")
      })
    try place.write("sandbox: off\n", to: "lessons.yml")
    #expect(try await place.lessons("build").status == 1)
  }

  @Test("A name in the parts that no lesson has is a warning, with the nearest name")
  func parts() async throws {
    let place = try Workplace()
    try place.write("parts:\n  - {title: A, lessons: [numbrs, numbers, \"x/*\"]}\n", to: "lessons.yml")
    try place.write(lesson, to: "lessons/numbers.md")
    let built = try await place.lessons("build")
    #expect(built.status == 0)
    #expect(
      built.remarks == [
        "lessons.yml:2:26: warning: 'parts' names 'numbrs', and no lesson has that name; did you mean 'numbers'?",
        "lessons.yml:2:43: warning: 'parts' names 'x/*', and no lesson has that name",
      ])
  }

  @Test("Documents of the settings are checked with the lessons, and know the modules of 'imports'")
  func documents() async throws {
    let place = try Workplace()
    try place.write(
      "swift: {imports: [Foundation]}\ndocuments:\n  - {files: \"docs/**/*.md\", fences: swift, value-comments: true}\n",
      to: "lessons.yml")
    try place.write(
      "```swift\nDate(timeIntervalSince1970: 0).timeIntervalSince1970\n// 1.0\n```\n", to: "docs/a/b.md")
    try place.write("```swift\nnothing\n```\n", to: "other.md")
    let wrong = try await place.lessons("check")
    #expect(wrong.status == 1)
    #expect(wrong.remarks == ["docs/a/b.md:3:1: error: this comment states '1.0', but the value is '0.0'"])
    #expect(try await place.lessons("check", "--accept").status == 0)
    #expect(try place.read("docs/a/b.md").contains("// 0.0\n"))
    #expect(try await place.lessons("check").summary == "1 document, 1 expectation holds, 0 failed")
  }

  @Test("Settings of a folder above that belongs to somebody else are not used", .enabled(if: geteuid() == 0))
  func foreign() async throws {
    let place = try Workplace()
    try place.write("titel: A\n", to: "lessons.yml")
    try place.write(lesson, to: "mine/lessons/zahlen.md")
    chown(place.url.path, 65_534, 65_534)
    let mine = try Workplace("mine", in: place)
    #expect(try await mine.lessons("build").status == 0)
  }

  @Test("The time limit and the formats of the settings hold where nothing else is said")
  func limits() async throws {
    let place = try Workplace()
    try place.write("timeout: 1\nformats: [markdown]\n", to: "lessons.yml")
    try place.write("# A\n\n```swift-dt\nwhile true {}\n```\n", to: "lessons/a.md")
    let built = try await place.lessons("build")
    #expect(built.remarks.first?.contains("longer than 1 s") == true, "\(built.errors)")
    try place.write(lesson, to: "lessons/a.md")
    #expect(try await place.lessons("build").status == 0)
    #expect(place.files(below: "output/en") == ["a.md", "a/record.json", "index.md"])
  }
}
