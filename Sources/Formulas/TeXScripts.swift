/// Superscripts, subscripts and primes.
extension TeXParser {
  /// A part with the scripts that follow it.
  mutating func scripts(of base: Math) throws(TeXError) -> Math {
    var lower: Math?
    var upper: Math?
    var primes = 0
    var placement = Math.Placement.usual
    while true {
      let token = lexer.next
      switch token.kind {
      case .character("'"):
        guard upper == nil else { throw error(token, "a prime stands before the superscript, not after it") }
        primes += 1
        _ = lexer.take()
      case .character("^"):
        guard upper == nil else { throw error(token, Self.repeated("superscript", "^")) }
        _ = lexer.take()
        upper = try argument(1, of: token)
      case .character("_"):
        guard lower == nil else { throw error(token, Self.repeated("subscript", "_")) }
        _ = lexer.take()
        lower = try argument(1, of: token)
      case .command(let name):
        guard case .limits(let wanted)? = TeXCommand.named(name) else {
          return Self.scripted(base, lower, upper, primes, placement)
        }
        _ = lexer.take()
        placement = wanted
      default: return Self.scripted(base, lower, upper, primes, placement)
      }
    }
  }

  private static func repeated(_ script: String, _ mark: String) -> String {
    "a second \(script) of the same part; braces say which belongs to what, as in '{a\(mark)b}\(mark)c'"
  }

  private static func scripted(
    _ base: Math, _ lower: Math?, _ upper: Math?, _ primes: Int, _ placement: Math.Placement
  ) -> Math {
    // Primes in fonts are already small and raised.
    let prime = Math.Symbol(text: "′", role: .ordinary)
    let raised = upper?.parts ?? []
    let areAllPrimes = !raised.isEmpty && raised.allSatisfy { $0 == .symbol(prime) }
    let marks = Array(repeating: Math.symbol(prime), count: primes) + (areAllPrimes ? raised : [])
    let base = marks.isEmpty ? base : .row([base] + marks)
    let upper = areAllPrimes ? nil : upper
    guard lower != nil || upper != nil else { return base }
    return .scripts(base, lower: lower, upper: upper, placement)
  }
}
