import Formulas
import LessonTestSupport
import Testing

@testable import LessonRendering

@Suite("The font of formulas")
struct FormulaFontTests {
  @Test("has every character that formulas can produce, but for A to Z, which all fonts have")
  func characters() {
    let missing = producible.filter { scalar in
      !scalar.properties.isDefaultIgnorableCodePoint && !FormulaFont.parts.contains { $0.has(scalar) }
        && !("A"..."Z" ~= scalar || "a"..."z" ~= scalar)
    }
    #expect(missing.sorted().map(String.init).joined() == "", "script/formula-font needs them")
  }

  @Test("stretches roots, brackets and sums in its first two parts, which have the space")
  func stretched() {
    for part in FormulaFont.parts.prefix(2) {
      for character in " √()[]{}|‖∑∫".unicodeScalars { #expect(part.has(character)) }
    }
    for part in FormulaFont.parts.dropFirst(2) { #expect(!part.has(" ")) }
  }

  @Test("is in pages with formulas only, in the parts whose characters they show")
  func pages() throws {
    let plain = try page("no formula: √")
    #expect(!plain.contains("@font-face"))
    #expect(fonts(try page(#"$\sqrt 2$"#)) == [0])
    #expect(fonts(try page(#"$x$"#)) == [0, part("𝑥")])
    #expect(fonts(try page(#"$\mathbf{w}$"#)) == [0, part("𝐰")])
    #expect(fonts(try page(#"$\Gamma\underbrace{\alpha}$"#)) == [1, part("Γ"), part("𝛼")].sorted())
    #expect(fonts(try page(#"$\log\text{é}$"#)) == [0])
  }

  @Test("adds fewer than 30,000 bytes to a page with usual formulas")
  func size() throws {
    let plain = try page("x"), formulas = try page(#"$\sigma_w\sqrt{n} = \sum_i \log w_i$"#)
    #expect(formulas.utf8.count - plain.utf8.count < 30_000)
  }

  // MARK: Helpers

  private func page(_ markdown: String) throws -> String {
    PageRenderer().html(try lesson(markdown), transcript([]))
  }

  /// The indices of the parts in a page.
  private func fonts(_ page: String) -> [Int] {
    FormulaFont.parts.indices.filter { page.contains(FormulaFont.parts[$0].css) }
  }

  private func part(_ character: Unicode.Scalar) -> Int {
    FormulaFont.parts.indices.dropFirst(2).first { FormulaFont.parts[$0].has(character) } ?? -1
  }

  /// The characters of all commands, and all letters in all alphabets.
  private var producible: Set<Unicode.Scalar> {
    let printable = (UInt8(0x21)...0x7E).map { String(Unicode.Scalar($0)) }
    let commands = TeXCommand.names.map { "\\" + $0 }
    let arguments = ["", "{}", "{}{}", "{x}", "{x}{y}", "="]
    let symbols = (printable + commands).flatMap { command in arguments.map { command + $0 } }
    let delimited = printable + commands
    let letters = (0x41...0x5A).map { $0 } + (0x61...0x7A).map { $0 } + (0x30...0x39).map { $0 }
    let greek =
      (0x391...0x3A9).map { $0 } + (0x3B1...0x3C9).map { $0 }
      + "ϵϑϰϕϱϖ∇∂".unicodeScalars.map { Int($0.value) }
    let alphabets = [
      "", "mathrm", "mathit", "mathbf", "boldsymbol", "mathcal", "mathfrak", "mathbb", "mathsf", "mathtt",
    ]
    let styled = (letters + greek).flatMap { code in
      alphabets.map { alphabet in
        let letter = String(Unicode.Scalar(UInt32(code))!)
        return alphabet.isEmpty ? letter : "\\\(alphabet){\(letter)}"
      }
    }
    let fenced = delimited.map { "\\left\($0)x\\right." }
    return (symbols + styled + fenced).reduce(into: []) { characters, tex in
      guard let math = try? TeXParser.parse(tex) else { return }
      characters.formUnion(MathML.element(math, tex: tex, isDisplay: true).drawnInFormulas)
    }
  }
}
