import Foundation
import LessonStorage

/// Identifies this build of the runner and of the runtime of lessons.
package enum BuildIdentity {
  /// The identity of the `lesson-host` beside the runner, with the engine in it.
  package static let runtime = identity(of: LessonHostFile.beside("/proc/self/exe"))

  /// The identity of the runner's executable and of the runtime.
  package static let current = contentHash(of: [identity(of: "/proc/self/exe"), runtime])

  /// The build ID of an executable, or attributes that identify its file if the linker wrote none.
  package static func identity(of executable: String) -> String {
    if let id = buildID(of: executable) { return id.hexadecimal }
    var status = stat()
    guard stat(executable, &status) == 0 else { return "none" }
    return "\(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
  }

  /// The build ID that linkers write as a note of an ELF file; `nil` if there is none.
  ///
  /// Source: the ELF-64 object file format, "Program header" and "Note section".
  private static func buildID(of executable: String) -> [UInt8]? {
    guard let file = FileHandle(forReadingAtPath: executable) else { return nil }
    defer { try? file.close() }
    func bytes(_ count: Int, at offset: UInt64) -> [UInt8]? {
      guard (try? file.seek(toOffset: offset)) != nil, let data = try? file.read(upToCount: count),
        data.count == count
      else { return nil }
      return [UInt8](data)
    }
    guard let header = bytes(64, at: 0), header.starts(with: [0x7f] + Array("ELF".utf8)) else { return nil }
    let (table, size, count) = (
      header.number(32, UInt64.self), header.number(54, UInt16.self), header.number(56, UInt16.self)
    )
    for index in 0..<UInt64(count) {
      guard let entry = bytes(Int(size), at: table + index * UInt64(size)), entry.count >= 40 else {
        return nil
      }
      let (offset, length) = (entry.number(8, UInt64.self), entry.number(32, UInt64.self))
      guard entry.number(0, UInt32.self) == 4, length < 1 << 16, let notes = bytes(Int(length), at: offset)
      else { continue }
      if let id = buildID(in: notes) { return id }
    }
    return nil
  }

  private static func buildID(in notes: [UInt8]) -> [UInt8]? {
    var rest = notes[...]
    while rest.count >= 12 {
      let header = Array(rest.prefix(12))
      let (name, content) = (Int(header.number(0, UInt32.self)), Int(header.number(4, UInt32.self)))
      rest = rest.dropFirst(12)
      let isID = header.number(8, UInt32.self) == 3 && rest.prefix(name).elementsEqual(Array("GNU\0".utf8))
      rest = rest.dropFirst(padded(name))
      if isID { return Array(rest.prefix(content)) }
      rest = rest.dropFirst(padded(content))
    }
    return nil
  }

  private static func padded(_ size: Int) -> Int { (size + 3) & ~3 }
}

extension [UInt8] {
  /// A little-endian number in the bytes.
  fileprivate func number<Number: FixedWidthInteger>(_ offset: Int, _: Number.Type) -> Number {
    (0..<MemoryLayout<Number>.size).reduce(0) { $0 | Number(self[offset + $1]) << (8 * Number($1)) }
  }
}
