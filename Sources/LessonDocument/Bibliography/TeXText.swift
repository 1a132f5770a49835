import Foundation

/// The text that TeX in a bibliography stands for: `G{\"o}del` is Gödel.
///
/// Braces disappear, and so do commands that are not known; what they are applied to stays.
struct TeXText {
  private let source: [Character]
  private var index = 0
  private var output = ""

  /// The plain text, with single blanks.
  static func plain(_ tex: String) -> String {
    // Most texts have nothing to replace.
    let isPlain = !tex.utf8.contains { "\\{}~-$`'".utf8.contains($0) }
    var reader = TeXText(source: Array(tex))
    if isPlain { reader.output = tex } else { reader.read() }
    let words = reader.output.split { $0.isWhitespace && $0 != "\u{A0}" }
    return words.joined(separator: " ").precomposedStringWithCanonicalMapping
  }

  private init(source: [Character]) { self.source = source }

  private mutating func read() {
    while index < source.count {
      let character = source[index]
      index += 1
      switch character {
      case "\\": command()
      case "{", "}", "$": break
      case "~": output += "\u{A0}"
      case "-": dash()
      case "`" where takes("`"): output += "“"
      case "'" where takes("'"): output += "”"
      case "`": output += "‘"
      case "'": output += "’"
      default: output.append(character)
      }
    }
  }

  private mutating func takes(_ character: Character) -> Bool {
    guard index < source.count, source[index] == character else { return false }
    index += 1
    return true
  }

  private mutating func dash() {
    output += takes("-") ? (takes("-") ? "—" : "–") : "-"
  }

  // MARK: Commands

  private mutating func command() {
    guard index < source.count else { return }
    let first = source[index]
    guard first.isASCII, first.isLetter else {
      index += 1
      if let mark = Self.accents[String(first)] { return accent(mark) }
      if !first.isWhitespace, first != "-", first != "/", first != "," {
        output.append(first)
      } else {
        blank(first)
      }
      return
    }
    let name = String(source[index...].prefix { $0.isASCII && $0.isLetter })
    index += name.count
    if let symbol = Self.symbols[name] {
      skipBlanks()
      output += symbol
    } else if let mark = Self.accents[name] {
      accent(mark)
    } else {
      skipBlanks()
    }
  }

  /// `\-` and `\/` show nothing; other blanks are blanks.
  private mutating func blank(_ character: Character) {
    if character != "-", character != "/" { output += " " }
  }

  private mutating func skipBlanks() {
    while index < source.count, source[index].isWhitespace { index += 1 }
  }

  /// Puts a mark on the next letter: `\"o`, `\"{o}`, `\" o`, `\'{\i}`.
  private mutating func accent(_ mark: Unicode.Scalar) {
    while index < source.count, source[index].isWhitespace || source[index] == "{" { index += 1 }
    guard index < source.count, source[index] != "}" else { return }
    var letter = String(source[index])
    index += 1
    if letter == "\\" {
      let name = String(source[index...].prefix { $0.isASCII && $0.isLetter })
      index += name.count
      letter = ["i": "i", "j": "j"][name] ?? Self.symbols[name] ?? ""
      skipBlanks()
    }
    output += letter
    if !letter.isEmpty { output.unicodeScalars.append(mark) }
  }

  private static let accents: [String: Unicode.Scalar] = [
    "`": "\u{300}", "'": "\u{301}", "^": "\u{302}", "~": "\u{303}", "=": "\u{304}", "u": "\u{306}",
    ".": "\u{307}", "\"": "\u{308}", "r": "\u{30A}", "H": "\u{30B}", "v": "\u{30C}", "d": "\u{323}",
    "c": "\u{327}", "k": "\u{328}", "b": "\u{331}",
  ]

  private static let symbols = [
    "L": "Ł", "l": "ł", "O": "Ø", "o": "ø", "AA": "Å", "aa": "å", "AE": "Æ", "ae": "æ", "OE": "Œ", "oe": "œ",
    "ss": "ß", "i": "ı", "j": "ȷ", "DH": "Ð", "dh": "ð", "DJ": "Đ", "dj": "đ", "TH": "Þ", "th": "þ",
    "ldots": "…", "dots": "…", "textellipsis": "…", "textendash": "–", "textemdash": "—",
    "textquoteright": "’", "textquoteleft": "‘", "textquotedblleft": "“", "textquotedblright": "”",
    "textasciitilde": "~", "textasciicircum": "^", "textbackslash": "\\", "textunderscore": "_",
    "copyright": "©", "S": "§", "P": "¶", "TeX": "TeX", "LaTeX": "LaTeX", "BibTeX": "BibTeX",
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "lambda": "λ", "mu": "μ",
    "pi": "π", "sigma": "σ", "times": "×", "cdot": "·", "infty": "∞", "ell": "ℓ",
  ]
}
