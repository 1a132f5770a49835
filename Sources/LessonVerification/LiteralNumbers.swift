/// A literal divided at its numbers, so that these can be compared by their values.
struct LiteralNumbers {
  /// What stands between the numbers: brackets, names and quoted text.
  private let words: [Substring]
  private let numbers: [Substring]

  /// Quoted text and names, which contain digits that are no numbers, or a number.
  private static var part: Regex<(Substring, number: Substring?)> {
    #/"(?:[^"\\]|\\.)*"|[\p{Letter}_$][\w.]*|(?<number>0[xbo][0-9A-Fa-f_]+|[0-9][0-9_]*(?:\.[0-9][0-9_]*)?(?:[eE][+\-]?[0-9_]+)?)/#
  }

  init(_ text: String) {
    var words: [Substring] = []
    var numbers: [Substring] = []
    var end = text.startIndex
    for number in text.matches(of: Self.part).compactMap(\.output.number) {
      words.append(text[end..<number.startIndex])
      numbers.append(number)
      end = number.endIndex
    }
    self.words = words + [text[end...]]
    self.numbers = numbers
  }

  /// Whether these are the numbers of a found literal, and everything else is the same. A whole number states a
  /// floating-point number too, as Swift's literals do: `1` is `1.0`.
  func state(_ found: LiteralNumbers) -> Bool {
    words == found.words && zip(numbers, found.numbers).allSatisfy(Self.states)
  }

  private static func states(_ stated: Substring, _ found: Substring) -> Bool {
    if stated == found { return true }
    if let found = integer(found) { return integer(stated) == found }
    return (integer(stated).map { Double($0) } ?? real(stated)) == real(found)
  }

  private static func integer(_ text: Substring) -> UInt64? {
    let digits = text.filter { $0 != "_" }
    let radix = ["0x": 16, "0b": 2, "0o": 8][digits.prefix(2)]
    return radix.map { UInt64(digits.dropFirst(2), radix: $0) } ?? UInt64(digits)
  }

  private static func real(_ text: Substring) -> Double? { Double(text.filter { $0 != "_" }) }
}
