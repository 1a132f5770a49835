import LessonCore

/// Reads BibTeX: the works of a file, as JabRef, Zotero and people write them.
///
/// It takes linear time, except that after an error it goes on at the next line that begins an entry.
struct BibTeXReader {
  private let source: SourceText
  private let bytes: [UInt8]
  private let path: String
  private var index = 0
  /// What `@string` and the names of months stand for.
  private var texts = Self.months
  private var places: [String: Int] = [:]
  private(set) var entries: [BibliographyEntry] = []
  private(set) var diagnostics: [Diagnostic] = []

  /// After so many errors the rest of the file is not read.
  private static let mostErrors = 20

  init(_ source: SourceText, path: String) {
    self.source = source
    self.path = path
    bytes = Array(source.text.utf8)
    read()
  }

  private mutating func read() {
    var errors = 0
    while let at = bytes[index...].firstIndex(of: UInt8(ascii: "@")), errors < Self.mostErrors,
      entries.count < Bibliography.mostEntries
    {
      index = at + 1
      let type = takeWord().lowercased()
      guard !type.isEmpty, let closing = takeOpening() else { continue }
      do throws(BibliographyProblem) {
        try readEntry(type, from: at, closing)
      } catch {
        errors += 1
        report(.error, error.message, at: error.offset)
        goOn(after: at)
      }
    }
  }

  /// Continues at the next line that begins an entry.
  private mutating func goOn(after start: Int) {
    index = start + 1
    while let at = bytes[index...].firstIndex(of: UInt8(ascii: "@")) {
      let before = bytes[..<at].last { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
      if before == 10 || before == 13 { return index = at }
      index = at + 1
    }
    index = bytes.count
  }

  private mutating func report(_ severity: Diagnostic.Severity, _ message: String, at offset: Int) {
    let start = source.position(ofOffset: min(offset, bytes.count))
    let end = SourcePosition(line: start.line, column: start.column + 1)
    diagnostics.append(Diagnostic(severity, path: path, at: start..<end, message))
  }

  // MARK: Entries

  private mutating func readEntry(_ type: String, from start: Int, _ closing: UInt8)
    throws(BibliographyProblem)
  {
    switch type {
    case "comment": try skipBraced(from: start, closing)
    case "preamble":
      _ = try takeValue(of: start)
      try takeEnd(of: start, closing)
    case "string":
      if let (name, value) = try takeField(of: start) { texts[name] = value }
      try takeEnd(of: start, closing)
    default: try readWork(type, from: start, closing)
    }
  }

  private mutating func readWork(_ type: String, from start: Int, _ closing: UInt8)
    throws(BibliographyProblem)
  {
    let key = try takeKey(of: start, closing)
    var fields: [String: String] = [:]
    while try !ends(start, closing) {
      guard let (name, value) = try takeField(of: start) else { break }
      if fields[name] == nil { fields[name] = value }
      skipBlanks()
      // Another entry begins where this one should end.
      guard index < bytes.count, bytes[index] != UInt8(ascii: "@") else { throw unclosed(start) }
      guard bytes[index] == UInt8(ascii: ",") || bytes[index] == closing else {
        throw problem("a comma is missing after the field '\(name)' of '\(key)'", index)
      }
    }
    if let line = places[key] {
      return report(.warning, "'\(key)' stands in line \(line) too; that entry is used", at: start)
    }
    places[key] = source.position(ofOffset: start).line
    entries.append(BibliographyEntry(key: key, bibTeX: fields))
  }

  private mutating func takeKey(of start: Int, _ closing: UInt8) throws(BibliographyProblem) -> String {
    skipBlanks()
    let begin = index
    while index < bytes.count, bytes[index] != UInt8(ascii: ","), bytes[index] != closing,
      bytes[index] != UInt8(ascii: "="), !isBlank(bytes[index])
    {
      index += 1
    }
    let key = String(decoding: bytes[begin..<index], as: UTF8.self)
    skipBlanks()
    guard index < bytes.count else { throw unclosed(start) }
    guard !key.isEmpty, bytes[index] == UInt8(ascii: ",") || bytes[index] == closing else {
      throw problem(
        "an entry begins with its key and a comma, as in '@article{srivastava2014, title = …}'", begin)
    }
    return key
  }

  /// Whether the entry ends here; passes its end, and commas before it.
  private mutating func ends(_ start: Int, _ closing: UInt8) throws(BibliographyProblem) -> Bool {
    while index < bytes.count, isBlank(bytes[index]) || bytes[index] == UInt8(ascii: ",") { index += 1 }
    guard index < bytes.count else { throw unclosed(start) }
    guard bytes[index] == closing else { return false }
    index += 1
    return true
  }

  private mutating func takeEnd(of start: Int, _ closing: UInt8) throws(BibliographyProblem) {
    guard try ends(start, closing) else { throw unclosed(start) }
  }

  // MARK: Fields

  /// A field's name in small letters, and its value.
  private mutating func takeField(of start: Int) throws(BibliographyProblem) -> (String, String)? {
    skipBlanks()
    let begin = index
    let name = takeWord()
    skipBlanks()
    guard index < bytes.count else { throw unclosed(start) }
    guard !name.isEmpty, bytes[index] == UInt8(ascii: "=") else {
      throw problem("a field is written as 'name = {value}'", name.isEmpty ? index : begin)
    }
    index += 1
    return (name.lowercased(), try takeValue(of: start))
  }

  /// Parts that `#` joins.
  private mutating func takeValue(of start: Int) throws(BibliographyProblem) -> String {
    var value = ""
    repeat {
      skipBlanks()
      guard index < bytes.count else { throw unclosed(start) }
      switch bytes[index] {
      case UInt8(ascii: "{"): value += try takeBraced(of: start)
      case UInt8(ascii: "\""): value += try takeQuoted(of: start)
      default: value += try takeName()
      }
      skipBlanks()
    } while takes(UInt8(ascii: "#"))
    return value
  }

  /// A number, or the name of a text.
  private mutating func takeName() throws(BibliographyProblem) -> String {
    let begin = index
    let word = takeWord()
    guard !word.isEmpty else {
      throw problem("a value stands in braces or quotes, or is a number or the name of an '@string'", begin)
    }
    if word.allSatisfy(\.isNumber) { return word }
    if let text = texts[word.lowercased()] { return text }
    report(.warning, "no '@string' defines '\(word)'; a text stands in braces", at: begin)
    return ""
  }

  private mutating func takeBraced(of start: Int) throws(BibliographyProblem) -> String {
    let begin = index
    var depth = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"): depth -= 1
      default: break
      }
      index += 1
      if depth == 0 { return String(decoding: bytes[(begin + 1)..<(index - 1)], as: UTF8.self) }
    }
    throw problem("no '}' closes the brace that opens here", begin)
  }

  private mutating func takeQuoted(of start: Int) throws(BibliographyProblem) -> String {
    let begin = index
    var depth = 0
    index += 1
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"): depth -= 1
      case UInt8(ascii: "\"") where depth <= 0:
        index += 1
        return String(decoding: bytes[(begin + 1)..<(index - 1)], as: UTF8.self)
      default: break
      }
      index += 1
    }
    throw problem("no '\"' closes the text that begins here", begin)
  }

  /// Passes a comment, whose braces are in pairs.
  private mutating func skipBraced(from start: Int, _ closing: UInt8) throws(BibliographyProblem) {
    var depth = 1
    while index < bytes.count, depth > 0 {
      if bytes[index] == UInt8(ascii: "{") { depth += 1 }
      if bytes[index] == UInt8(ascii: "}") || (depth == 1 && bytes[index] == closing) { depth -= 1 }
      index += 1
    }
    if depth > 0 { throw unclosed(start) }
  }

  // MARK: Words

  private func problem(_ message: String, _ offset: Int) -> BibliographyProblem {
    BibliographyProblem(message: message, offset: offset)
  }

  private func unclosed(_ start: Int) -> BibliographyProblem {
    problem("the entry that begins here is not closed", start)
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }

  private mutating func skipBlanks() {
    while index < bytes.count, isBlank(bytes[index]) { index += 1 }
  }

  private mutating func takes(_ byte: UInt8) -> Bool {
    guard index < bytes.count, bytes[index] == byte else { return false }
    index += 1
    return true
  }

  /// The brace or parenthesis that opens an entry.
  ///
  /// - Returns: What closes it.
  private mutating func takeOpening() -> UInt8? {
    skipBlanks()
    if takes(UInt8(ascii: "{")) { return UInt8(ascii: "}") }
    return takes(UInt8(ascii: "(")) ? UInt8(ascii: ")") : nil
  }

  /// Letters, digits and the marks that names of fields and texts have.
  private mutating func takeWord() -> String {
    let word = bytes[index...].prefix { byte in
      byte >= 0x80 || (byte > 32 && !"@{}(),=#\"%'\\".utf8.contains(byte))
    }
    index = word.endIndex
    return String(decoding: word, as: UTF8.self)
  }

  /// The names of months, which need no `@string`.
  private static let months = Dictionary(
    uniqueKeysWithValues: [
      "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ].map { ($0, $0) })
}
