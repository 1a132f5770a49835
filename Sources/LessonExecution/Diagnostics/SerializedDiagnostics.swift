/// What a compiler writes with `-serialize-diagnostics-path`: its remarks, with the changes of code that it proposes,
/// which its text does not have.
struct SerializedDiagnostics {
  /// A place as `#sourceLocation` names it.
  struct Place: Hashable {
    let file: String
    let line: Int
    /// In UTF-8 bytes, from 1.
    let column: Int
  }

  /// Text to write between two places.
  struct Change: Hashable {
    let start: Place
    let end: Place
    let text: String
  }

  /// An error, a warning or a note.
  struct Remark {
    var place = Place(file: "", line: 0, column: 0)
    var message = ""
    var changes: [Change] = []
    var notes: [Remark] = []
  }

  /// The remarks that are no notes.
  let remarks: [Remark]

  init(remarks: [Remark]) { self.remarks = remarks }

  /// - Parameter bytes: The contents of the file. Of one that is damaged, what comes first is not kept either.
  init(_ bytes: [UInt8]) throws(Bitstream.Malformed) {
    let stream = try Bitstream(bytes, magic: "DIAG")
    var reader = Reader()
    remarks = stream.items.compactMap { item in
      if case .block(let block) = item, block.id == Reader.remark { reader.remark(block) } else { nil }
    }
  }

  /// The kinds of blocks and records are those of Clang's `SerializedDiagnostics.h`.
  private struct Reader {
    static let remark = 9
    private static let (diagnostic, fileName, change) = (2, 6, 7)
    /// By the numbers that records name them with.
    private var files: [UInt64: String] = [:]

    mutating func remark(_ block: Bitstream.Block) -> Remark {
      var remark = Remark()
      for item in block.items {
        switch item {
        case .block(let inner) where inner.id == Self.remark: remark.notes.append(self.remark(inner))
        case .block: continue
        case .record(let record): take(record, in: &remark)
        }
      }
      return remark
    }

    private mutating func take(_ record: Bitstream.Record, in remark: inout Remark) {
      let (values, text) = (record.values, String(decoding: record.blob, as: UTF8.self))
      switch record.code {
      case Self.fileName where !values.isEmpty: files[values[0]] = text
      case Self.diagnostic where values.count >= 5:
        (remark.place, remark.message) = (place(values[1...]), text)
      case Self.change where values.count >= 8:
        remark.changes.append(Change(start: place(values[0...]), end: place(values[4...]), text: text))
      default: break
      }
    }

    /// The place that some numbers are: of a file, a line, a column and a byte.
    private func place(_ values: ArraySlice<UInt64>) -> Place {
      let all = Array(values)
      return Place(
        file: files[all[0]] ?? "", line: Int(clamping: all[1]), column: Int(clamping: all[2]))
    }
  }
}
