import Foundation
import Testing

@Suite("Files beside lessons are part of the pages that link to them")
struct AttachmentTests {
  /// A project with two lessons and a translation that show one picture.
  private func place() throws -> Workplace {
    let place = try Workplace()
    try place.write("# A\n\n![x](../images/x.png) [data](files/%C4%85.csv)\n", to: "lessons/en/a.md")
    try place.write("# B\n\n<img src=\"../../images/x.png\" alt=\"x\">\n", to: "lessons/en/part/b.md")
    try place.write("# A\n\n![x](../images/x.png)\n", to: "lessons/pl/a.md")
    try place.write("picture", to: "lessons/images/x.png")
    try place.write("1,2\n", to: "lessons/en/files/ą.csv")
    try place.write("not linked", to: "lessons/images/other.png")
    return place
  }

  private func copies(_ place: Workplace) -> [String] {
    place.files(below: "output").filter {
      !$0.contains(#/\.(html|md|json)$|\/(search-0|page\.passages)\.js$/#)
    }
  }

  @Test("They are copied to where the pages look for them, checked, and not copied again")
  func copied() async throws {
    let place = try place()
    let built = try await place.lessons("build")
    #expect(built.summary.hasPrefix("3 lessons: ") && built.status == 0, "\(built.errors)")
    #expect(copies(place) == ["en/files/ą.csv", "images/x.png"])
    #expect(try place.read("output/images/x.png") == "picture")
    #expect(try await place.lessons("check").status == 0)
    #expect(
      try await place.lessons("build", "--explain").errors
        .contains("lessons/en/a.md: unchanged: nothing changed that its page is made from\n"))
  }

  @Test("A change of the file, and of the copy, is noticed by build and by check")
  func changed() async throws {
    let place = try place()
    _ = try await place.lessons("build")
    try place.write("other picture", to: "lessons/images/x.png")
    let checked = try await place.lessons("check", "lessons/en/a.md")
    #expect(
      checked.remarks == [
        "lessons/en/a.md: error: 'output/images/x.png' is not a copy of 'lessons/images/x.png' as it is now: run 'lessons build'"
      ])
    _ = try await place.lessons("build")
    #expect(try place.read("output/images/x.png") == "other picture")
    try place.write("by hand", to: "output/images/x.png")
    _ = try await place.lessons("build")
    #expect(try place.read("output/images/x.png") == "other picture")
    try FileManager.default.removeItem(at: place.url.appending(path: "output/images"))
    #expect(try await place.lessons("check").status == 1)
    _ = try await place.lessons("build")
    #expect(try await place.lessons("check").status == 0)
  }

  @Test("A copy goes with the last page that uses it, and with the last link")
  func removed() async throws {
    let place = try place()
    _ = try await place.lessons("build")
    try place.write("# A\n\n![x](../images/x.png)\n", to: "lessons/en/a.md")
    let checked = try await place.lessons("check", "lessons/en/a.md")
    #expect(
      checked.remarks.contains {
        $0.contains("no longer links to what 'output/en/files/ą.csv' is a copy of")
      })
    _ = try await place.lessons("build")
    #expect(copies(place) == ["images/x.png"] && !place.exists("output/en/files"))
    for path in ["lessons/en/part/b.md", "lessons/pl/a.md"] {
      try FileManager.default.removeItem(at: place.url.appending(path: path))
      _ = try await place.lessons("build")
      #expect(copies(place) == ["images/x.png"])
    }
    try place.write("# A\n", to: "lessons/en/a.md")
    _ = try await place.lessons("build")
    #expect(copies(place) == [] && !place.exists("output/images"))
    #expect(try !place.read("output/en/a/record.json").contains("attachments"))
    #expect(try await place.lessons("check").status == 0)
  }

  @Test("What somebody else put in the place of a copy stays, and is named")
  func taken() async throws {
    let place = try place()
    try place.write("somebody's", to: "output/images/x.png")
    let built = try await place.lessons("build", "lessons/en/a.md")
    #expect(built.status == 1)
    #expect(
      built.remarks == [
        "lessons/en/a.md: error: 'output/images/x.png' is where a file that the lesson links to is copied, and no record says "
          + "that 'lessons build' made it: move it away or remove it, or name another folder by --output"
      ])
    #expect(try place.read("output/images/x.png") == "somebody's")
    #expect(!place.exists("output/en/a.html"))
    try place.write("picture", to: "output/images/x.png")
    #expect(try await place.lessons("build").status == 0)
  }

  @Test("A copy that was changed by hand is left when nothing links to it any more")
  func changedByHand() async throws {
    let place = try place()
    _ = try await place.lessons("build")
    try place.write("mine", to: "output/en/files/ą.csv")
    try place.write("# A\n", to: "lessons/en/a.md")
    let built = try await place.lessons("build")
    #expect(
      built.remarks.contains {
        $0.contains("'output/en/files/ą.csv' is no longer made, and was changed by hand")
      })
    #expect(try place.read("output/en/files/ą.csv") == "mine")
  }

  @Test("Links are followed in the project only, and hidden, huge and foreign files are not copied")
  func refused() async throws {
    let whole = try Workplace()
    try whole.write("TOKEN", to: "outside/x.png")
    let place = try Workplace("project", in: whole)
    try place.write("TOKEN", to: ".env")
    try place.write("fine", to: "shared/fine.png")
    let links = [
      "out.png": "../../../outside/x.png", "env.png": "../../.env", "fine.png": "../../shared/fine.png",
      "nothing.png": "nowhere",
    ]
    try place.write(
      "# A\n\n![](big.png) ![](pipe.png)\n" + links.keys.sorted().map { "![](\($0))\n" }.joined(),
      to: "lessons/en/a.md")
    for (name, target) in links {
      try FileManager.default.createSymbolicLink(
        atPath: place.url.path + "/lessons/en/" + name, withDestinationPath: target)
    }
    #expect(mkfifo(place.url.path + "/lessons/en/pipe.png", 0o644) == 0)
    try place.write("", to: "lessons/en/big.png")
    #expect(truncate(place.url.path + "/lessons/en/big.png", 50_000_001) == 0)
    let built = try await place.lessons("build")
    #expect(built.status == 0 && copies(place) == ["en/fine.png"], "\(built.errors)")
    for text in [
      "'big.png' cannot be copied to the pages: it has 51 MB, and files beside lessons have at most 50 MB",
      "'pipe.png' cannot be copied to the pages: it is no regular file",
      "'env.png' cannot be copied to the pages: it leads to a hidden file, which is not published",
      "'nothing.png' does not exist", "'out.png' cannot be copied to the pages: it leads to '",
    ] { #expect(built.errors.contains(text), "\(text) in \(built.errors)") }
    #expect(!built.errors.contains("TOKEN"))
    #expect(try await place.lessons("check").status == 1)
  }

  @Test("No record of somebody else's makes a build remove or replace a file that is not a copy")
  func foreignRecord() async throws {
    let place = try place()
    _ = try await place.lessons("build")
    let record = try place.read("output/en/a/record.json")
    let page = try place.read("output/pl/a.html")
    let listed = try #require(
      try place.read("output/pl/a/record.json").firstMatch(of: #/"a.html" : "([0-9a-f]+)"/#))
    let forged = record.replacing(
      "\"attachments\" : {", with: "\"attachments\" : {\n \"pl/a.html\" : \"\(listed.1)\",")
    try place.write(
      forged.replacing("images/x.png", with: "../lessons/images/x.png"), to: "output/en/a/record.json")
    try place.write("# A\n", to: "lessons/en/a.md")
    _ = try await place.lessons("build")
    #expect(try place.read("output/pl/a.html") == page)
    #expect(place.exists("lessons/images/x.png") && place.exists("output/images/x.png"))
  }

  @Test("serve shows them with their media types, and notices that they change")
  func served() async throws {
    let place = try place()
    let preview = try await Preview(place)
    let events = try preview.events(of: "/en/a.html")
    let first = try await events.first { $0.version != "none" }
    #expect(try await preview.get("/images/x.png").body == "picture")
    #expect(
      try await preview.get("/images/x.png", "--head").body.lowercased().contains("content-type: image/png"))
    #expect(try await preview.get("/en/files/%C4%85.csv", "--head").body.contains("text/csv"))
    try place.write("other picture", to: "lessons/images/x.png")
    let second = try await events.first { $0.version != "none" && $0.version != first.version }
    #expect(try await preview.get("/images/x.png").body == "other picture")
    try place.write("# A\n\n![x](../images/z.png)\n", to: "lessons/en/a.md")
    let third = try await events.first {
      $0.message.contains("'../images/z.png' does not exist") && $0.version != second.version
    }
    try place.write("z", to: "lessons/images/z.png")
    let earlier = ["none", first.version, second.version, third.version]
    let fourth = try await events.first { !earlier.contains($0.version) }
    _ = try await events.first { $0.version == fourth.version && !$0.message.contains("does not exist") }
    #expect(try await preview.get("/images/z.png").body == "z")
  }
}
