import Foundation
import LessonStorage
import LessonTestSupport
import Testing

@testable import LessonBuilding

@Suite("Images in a page that is downloaded")
struct EmbeddedImagesTests {
  private let folder: TestFolder
  private static let address = "data:image/png;base64,\(Data("picture".utf8).base64EncodedString())"

  init() throws {
    folder = try TestFolder()
    try folder.write("picture", to: "output/en/x.png")
    try folder.write("secret", to: "x.png")
    try folder.write("hidden", to: "output/.lessons/x.png")
  }

  private func embedded(_ html: String, mostBytes: Int = 1_000) -> String {
    var images = EmbeddedImages(RootedFolder(folder.path + "/output"), page: "en/a", mostBytes: mostBytes)
    return String(decoding: images.page(Data(html.utf8)), as: UTF8.self)
  }

  @Test(
    "are in place of their addresses, however these are written",
    arguments: [
      ("<p><img src=\"x.png\" alt=\"x\">", "<p><img src=\"@\" alt=\"x\">"),
      ("<img alt='a > b' src='x.png'>", "<img alt='a > b' src='@'>"),
      ("<img alt src=x.png>", "<img alt src=\"@\">"),
      ("<img\nsrc=./x.png >", "<img\nsrc=\"@\" >"),
      ("<img src=y.png><img src=\"../en/x.png\"/>", "<img src=y.png><img src=\"@\"/>"),
      ("<img src=x.png", "<img src=\"@\""),
    ])
  func found(_ html: String, _ expected: String) {
    #expect(embedded(html) == expected.replacing("@", with: Self.address))
  }

  @Test(
    "are left where they are if they are not beside the page",
    arguments: [
      "<img src=\"../../x.png\">", "<img src=/en/x.png>", "<img src=https://example.org/x.png>",
      "<img src=../.lessons/x.png>",
      "<image src=x.png>", "<a href=x.png>", "&lt;img src=x.png>", "<img title=\"src=x.png\">",
      "<img data-src=x.png>",
      "<img src=a.html>", "<img src", "<img",
    ])
  func left(_ html: String) {
    #expect(embedded(html) == html)
  }

  @Test("are embedded up to a limit of bytes")
  func limit() {
    let both = "<img src=x.png><img src=x.png>"
    #expect(embedded(both, mostBytes: 7) == "<img src=\"\(Self.address)\"><img src=x.png>")
    #expect(embedded(both, mostBytes: 6) == both)
  }
}
