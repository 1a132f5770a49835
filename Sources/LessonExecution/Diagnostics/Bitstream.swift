/// A file in LLVM's bitstream format: blocks of records, which are numbers and bytes.
///
/// It is read from untrusted files: the work and the memory are bounded by the file's size.
///
/// Source: https://llvm.org/docs/BitCodeFormat.html
struct Bitstream {
  /// What a block holds.
  enum Item {
    case block(Block)
    case record(Record)
  }

  /// A block by its kind.
  struct Block {
    let id: Int
    let items: [Item]
  }

  /// A record by its kind.
  struct Record {
    let code: Int
    let values: [UInt64]
    var blob: ArraySlice<UInt8> = []
  }

  /// The error for bytes that are no bitstream.
  struct Malformed: Error {}

  /// What the file holds.
  let items: [Item]

  /// - Parameter magic: The four bytes with which the file begins.
  init(_ bytes: [UInt8], magic: String) throws(Malformed) {
    guard bytes.starts(with: magic.utf8), magic.utf8.count == 4 else { throw Malformed() }
    var reader = BitstreamReader(BitCursor(bytes, atByte: 4))
    items = try reader.items(idWidth: 2, of: nil, depth: 0)
  }
}

/// How records of one kind are written.
private struct Abbreviation {
  indirect enum Operand {
    case literal(UInt64)
    case fixed(Int)
    case variable(Int)
    case char6
    case array(Operand)
    case blob
  }

  var operands: [Operand] = []
}

private struct BitstreamReader {
  private typealias Malformed = Bitstream.Malformed
  private var cursor: BitCursor
  /// The abbreviations that blocks of a kind know from their beginning.
  private var known: [Int: [Abbreviation]] = [:]

  private static let mostDepth = 16
  private static let blockInfo = 0

  init(_ cursor: BitCursor) { self.cursor = cursor }

  /// The items of a block up to its end, or those of the file.
  mutating func items(idWidth: Int, of block: Int?, depth: Int) throws(Bitstream.Malformed) -> [Bitstream
    .Item]
  {
    guard depth <= Self.mostDepth else { throw Malformed() }
    var items: [Bitstream.Item] = []
    var abbreviations = block.flatMap { known[$0] } ?? []
    /// The kind of block that a block of abbreviations describes.
    var described: Int?
    while !cursor.isAtEnd {
      switch try cursor.fixed(idWidth) {
      case 0:
        guard block != nil else { throw Malformed() }
        try cursor.align()
        return items
      case 1:
        let inner = try self.block(depth: depth)
        if inner.id != Self.blockInfo { items.append(.block(inner)) }
      case 2:
        let new = try abbreviation()
        if block == Self.blockInfo {
          guard let described else { throw Malformed() }
          known[described, default: []].append(new)
        } else {
          abbreviations.append(new)
        }
      case 3:
        let record = try plainRecord()
        if block == Self.blockInfo, record.code == 1 {
          described = record.values.first.flatMap { Int(exactly: $0) }
        }
        items.append(.record(record))
      case let id:
        guard let index = Int(exactly: id).map({ $0 - 4 }), abbreviations.indices.contains(index) else {
          throw Malformed()
        }
        items.append(.record(try record(abbreviations[index])))
      }
    }
    guard block == nil else { throw Malformed() }
    return items
  }

  private mutating func block(depth: Int) throws(Bitstream.Malformed) -> Bitstream.Block {
    let id = try cursor.count(8)
    let width = try cursor.count(4)
    try cursor.align()
    _ = try cursor.fixed(32)
    guard (2...32).contains(width) else { throw Malformed() }
    return Bitstream.Block(id: id, items: try items(idWidth: width, of: id, depth: depth + 1))
  }

  // MARK: Records

  private mutating func plainRecord() throws(Bitstream.Malformed) -> Bitstream.Record {
    let code = try cursor.count(6)
    var values: [UInt64] = []
    for _ in 0..<(try cursor.count(6)) { values.append(try cursor.variable(6)) }
    return Bitstream.Record(code: code, values: values)
  }

  private mutating func record(_ abbreviation: Abbreviation) throws(Bitstream.Malformed) -> Bitstream.Record {
    var values: [UInt64] = []
    var blob: ArraySlice<UInt8> = []
    for operand in abbreviation.operands {
      switch operand {
      case .blob: blob = try cursor.blob(try cursor.count(6))
      case .array(let element):
        for _ in 0..<(try cursor.count(6)) { values.append(try scalar(element)) }
      default: values.append(try scalar(operand))
      }
    }
    guard let code = values.first.flatMap({ Int(exactly: $0) }) else { throw Malformed() }
    return Bitstream.Record(code: code, values: Array(values.dropFirst()), blob: blob)
  }

  private mutating func scalar(_ operand: Abbreviation.Operand) throws(Bitstream.Malformed) -> UInt64 {
    switch operand {
    case .literal(let value): value
    case .fixed(let width): try cursor.fixed(width)
    case .variable(let width): try cursor.variable(width)
    case .char6: try cursor.fixed(6)
    case .array, .blob: throw Malformed()
    }
  }

  // MARK: Abbreviations

  private mutating func abbreviation() throws(Bitstream.Malformed) -> Abbreviation {
    var left = try cursor.count(5)
    var abbreviation = Abbreviation()
    while left > 0 {
      abbreviation.operands.append(try operand(&left))
    }
    return abbreviation
  }

  private mutating func operand(_ left: inout Int) throws(Bitstream.Malformed) -> Abbreviation.Operand {
    left -= 1
    guard try cursor.fixed(1) == 0 else { return .literal(try cursor.variable(8)) }
    switch try cursor.fixed(3) {
    case 1: return .fixed(try width())
    case 2: return .variable(try width())
    case 3:
      guard left == 1 else { throw Malformed() }
      let element = try operand(&left)
      // Elements without bits would be as many as a number says.
      if case .literal = element { throw Malformed() }
      return .array(element)
    case 4: return .char6
    case 5: return .blob
    default: throw Malformed()
    }
  }

  private mutating func width() throws(Bitstream.Malformed) -> Int {
    let width = try cursor.count(5)
    guard (1...64).contains(width) else { throw Malformed() }
    return width
  }
}

/// A place in a file, which is read bit by bit, the lowest of each byte first.
private struct BitCursor {
  private let bytes: [UInt8]
  private var bit: Int

  init(_ bytes: [UInt8], atByte byte: Int) {
    self.bytes = bytes
    bit = byte * 8
  }

  /// Whether no whole word is left.
  var isAtEnd: Bool { bit + 32 > bytes.count * 8 }

  /// A number of so many bits, 64 at most.
  mutating func fixed(_ width: Int) throws(Bitstream.Malformed) -> UInt64 {
    guard bit + width <= bytes.count * 8 else { throw Bitstream.Malformed() }
    var value: UInt64 = 0
    for place in 0..<width {
      let index = bit + place
      value |= UInt64((bytes[index / 8] >> UInt8(index % 8)) & 1) << UInt64(place)
    }
    bit += width
    return value
  }

  /// A number in chunks of so many bits, the highest of which says whether more follow.
  mutating func variable(_ width: Int) throws(Bitstream.Malformed) -> UInt64 {
    guard width >= 2, width <= 32 else { throw Bitstream.Malformed() }
    let more = UInt64(1) << UInt64(width - 1)
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let chunk = try fixed(width)
      guard shift < 64 else { throw Bitstream.Malformed() }
      value |= (chunk & (more - 1)) << shift
      if chunk & more == 0 { return value }
      shift += UInt64(width - 1)
    }
  }

  /// The number of something of which the file has at least one bit each.
  mutating func count(_ width: Int) throws(Bitstream.Malformed) -> Int {
    let value = try variable(width)
    guard value <= UInt64(bytes.count * 8) else { throw Bitstream.Malformed() }
    return Int(value)
  }

  /// Goes on to the next word.
  mutating func align() throws(Bitstream.Malformed) {
    bit = (bit + 31) / 32 * 32
    guard bit <= bytes.count * 8 else { throw Bitstream.Malformed() }
  }

  /// Bytes that begin and end at words.
  mutating func blob(_ count: Int) throws(Bitstream.Malformed) -> ArraySlice<UInt8> {
    try align()
    let start = bit / 8
    guard count <= bytes.count - start else { throw Bitstream.Malformed() }
    bit += count * 8
    try align()
    return bytes[start..<start + count]
  }
}
