import Foundation
import Testing

@testable import LessonStorage

@Suite("Hashes")
struct HashingTests {
  // FIPS 180-2, appendix B; RFC 1321, appendix A.5.
  @Test(
    "are those of the standards",
    arguments: [
      (
        "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "d41d8cd98f00b204e9800998ecf8427e"
      ),
      (
        "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "900150983cd24fb0d6963f7d28e17f72"
      ),
    ])
  func vectors(text: String, sha256: String, md5Hash: String) {
    #expect(contentHash(Data(text.utf8)) == sha256)
    #expect(md5(Data(text.utf8)) == md5Hash)
  }

  @Test("of bytes that come in parts are those of the whole, and afterwards begin anew")
  func parts() {
    var hash = SHA256()
    for _ in 0..<2 {
      hash.update(Data("a".utf8))
      hash.update(Data("bc".utf8))
      #expect(hash.finish() == SHA256.hash(Data("abc".utf8)))
    }
  }

  @Test("of lists of texts differ where the texts are divided otherwise")
  func lists() {
    let lists = [["ab", "c"], ["a", "bc"], ["abc"], ["abc", ""], ["", "abc"], [], [""], ["2:ab", "c"]]
    #expect(Set(lists.map(contentHash(of:))).count == lists.count)
  }

  @Test("are written with two digits a byte")
  func digits() {
    #expect(([0, 1, 15, 16, 171, 255] as [UInt8]).hexadecimal == "00010f10abff")
  }
}
