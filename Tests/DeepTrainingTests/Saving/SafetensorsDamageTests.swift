import Foundation
import Testing

@testable import DeepTraining

@Suite("Damaged and lying safetensors files")
struct SafetensorsDamageTests {
  private static let eight = [UInt8](repeating: 1, count: 8)

  @Test("a length that the file does not have is refused before anything is read")
  func headerLength() {
    #expect(problem([]) == .tooShort(found: 0))
    #expect(problem([0, 0, 0, 0, 0, 0, 0]) == .tooShort(found: 7))
    #expect(problem([1, 0, 0, 0, 0, 0, 0, 0]) == .wrongHeaderLength(found: 1, limit: 0))
    #expect(problem([3, 0, 0, 0, 0, 0, 0, 0] + "{}".utf8) == .wrongHeaderLength(found: 3, limit: 2))
    #expect(
      problem([UInt8](repeating: 255, count: 8) + "{}".utf8) == .wrongHeaderLength(found: .max, limit: 2))
    #expect(
      problem(Data(Self.eight) + Data(count: 100_000_010))
        == .wrongHeaderLength(found: 0x0101_0101_0101_0101, limit: 100_000_000))
  }

  @Test("a header that is not a JSON object in UTF-8 is refused")
  func headerText() {
    #expect(problem(header: "[]") == .wrongHeaderByte(position: 8, found: 0x5b, expected: "0x7b, a brace"))
    #expect(problem(header: " {}") == .wrongHeaderByte(position: 8, found: 0x20, expected: "0x7b, a brace"))
    #expect(problem(header: "{\0}\0") == .wrongHeaderByte(position: 9, found: 0, expected: "JSON text"))
    #expect(problem([3, 0, 0, 0, 0, 0, 0, 0, 0x7b, 0xc3, 0x7d]) == .wrongHeader("it is not UTF-8"))
    let deep = "{\"a\":" + String(repeating: "[", count: 100_000)
    let wrong = [
      "{ ", "{}}", "{'a':1}", "{\"a\"}", "{\"a\":1,}", "{\"a\u{1}\":1}", "{\"\\ud800\":1}", "{}{}", deep,
    ]
    for header in wrong {
      let problem = problem(header: header)
      guard case .wrongHeader = problem else {
        Issue.record("\(header.prefix(20)): \(String(describing: problem))")
        continue
      }
    }
  }

  @Test("an entry of the header that lacks something or has another type is refused by name")
  func entries() {
    func mentions(_ header: String, _ words: String...) {
      guard case .wrongHeader(let reason) = problem(header: header) else {
        Issue.record("\(header): \(String(describing: problem(header: header)))")
        return
      }
      for word in words { #expect(reason.contains(word), "\(reason)") }
    }
    mentions("{\"w\":1}", "“w”")
    mentions("{\"w\":{\"dtype\":\"F32\",\"shape\":[]}}", "“w”", "data_offsets")
    mentions("{\"w\":{\"dtype\":32,\"shape\":[],\"data_offsets\":[0,4]}}", "w, dtype")
    mentions("{\"w\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,4]}}", "“w”", "64-bit integer")
    mentions(
      "{\"w\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,99999999999999999999]}}", "“w”",
      "64-bit integer")
    mentions("{\"__metadata__\":{\"epoch\":3}}", "__metadata__, epoch")
    mentions("{\"__metadata__\":[]}", "__metadata__")
  }

  @Test("a key that comes twice is refused, whichever object it is in and however it is written")
  func repeatedKeys() {
    let entry = "{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}"
    #expect(problem(header: "{\"w\":\(entry),\"w\":\(entry)}", Self.eight) == .repeatedKey("w"))
    #expect(problem(header: "{\"w\":\(entry),\"\\u0077\" :\(entry)}", Self.eight) == .repeatedKey("w"))
    #expect(problem(header: "{\"__metadata__\":{\"a\":\"{\",\"a\":\"\"}}") == .repeatedKey("a"))
    let twice = "{\"dtype\":\"F32\",\"shape\":[2],\"shape\":[2],\"data_offsets\":[0,8]}"
    #expect(problem(header: "{\"w\":\(twice)}", Self.eight) == .repeatedKey("shape"))
    #expect(problem(header: "{\"a\":\(entry),\"__metadata__\":{\"a\":\"\\\"a\\\":\"}}", Self.eight) == nil)
  }

  @Test("types, shapes and offsets that do not agree with each other are refused")
  func disagreement() {
    func problem(_ type: String, _ shape: [Int], _ offsets: [Int]) -> SafetensorsError.Problem? {
      self.problem(header: header(("w", type, shape, offsets)), Self.eight)
    }
    #expect(problem("F32", [2], [0, 8]) == nil)
    #expect(problem("F8_E4M3", [8], [0, 8]) == .unsupportedType(tensor: "w", found: "F8_E4M3"))
    #expect(problem("F32", [-2], [0, 8]) == .wrongShape(tensor: "w", found: [-2]))
    #expect(
      problem("U8", [1 << 32, 1 << 32], [0, 8]) == .wrongShape(tensor: "w", found: [1 << 32, 1 << 32]))
    #expect(problem("F64", [1 << 60], [0, 8]) == .wrongShape(tensor: "w", found: [1 << 60]))
    #expect(problem("U8", [0, .max, 2], [0, 0]) == .wrongShape(tensor: "w", found: [0, .max, 2]))
    for offsets in [[], [8], [0, 4, 8], [8, 0], [-8, 0], [0, 9], [0, .max], [.min, .max]] {
      #expect(problem("F32", [2], offsets) == .wrongOffsets(tensor: "w", found: offsets, limit: 8))
    }
    #expect(problem("F32", [3], [0, 8]) == .wrongByteCount(tensor: "w", found: 8, expected: 12))
    #expect(problem("F64", [0], [0, 8]) == .wrongByteCount(tensor: "w", found: 8, expected: 0))
  }

  @Test("overlaps, holes and data after the last tensor are refused")
  func gaps() {
    func problem(_ tensors: (String, String, [Int], [Int])...) -> SafetensorsError.Problem? {
      self.problem(header: header(tensors), Self.eight)
    }
    #expect(problem(("b", "F32", [1], [4, 8]), ("a", "F32", [1], [0, 4])) == nil)
    #expect(
      problem(("a", "F32", [1], [0, 4]), ("b", "F32", [2], [0, 8]))
        == .notAdjacent(tensor: "b", found: 0, expected: 4))
    #expect(problem(("a", "F32", [1], [4, 8])) == .notAdjacent(tensor: "a", found: 4, expected: 0))
    #expect(
      problem(("a", "U8", [2], [0, 2]), ("b", "F32", [1], [4, 8]))
        == .notAdjacent(tensor: "b", found: 4, expected: 2))
    #expect(problem(("a", "F32", [1], [0, 4])) == .trailingBytes(found: 8, expected: 4))
    #expect(
      problem(("a", "F32", [2], [0, 8]), ("b", "F32", [0], [4, 4]))
        == .notAdjacent(tensor: "b", found: 4, expected: 8))
  }

  @Test("a finite number that single precision does not hold is refused")
  func tooLarge() {
    let bytes =
      withUnsafeBytes(of: (1.0).bitPattern.littleEndian, Array.init)
      + withUnsafeBytes(of: (-1e300).bitPattern.littleEndian, Array.init)
    #expect(
      problem(header: header(("w", "F64", [2], [0, 16])), bytes)
        == .tooLarge(tensor: "w", element: 1, found: -1e300))
  }

  @Test("a file cut off anywhere is refused")
  func truncation() throws {
    let whole = try Self.valid()
    for length in whole.indices { #expect(problem(whole.prefix(length)) != nil, "cut to \(length) bytes") }
  }

  @Test(
    "a damaged file is refused or read as tensors that fill it, and never stops the program", arguments: 1...4
  )
  func damage(seed: Int) throws {
    let tokens = [
      "\"", "\\", "{", "}", "[", "]", ",", ":", "-", "0", "1e9", "null", "9223372036854775807", "F64", "U8",
      "w", "\0", "\u{fe}",
    ]
    DamagedBytes(try Self.valid(), tokens: tokens).check(seed: seed, rounds: 5_000) { damaged in
      do {
        let read = try Safetensors(Data(damaged))
        return try read.tensors.allSatisfy { $0.tensor.floats.count == $0.tensor.count }
          && Safetensors(read.data).tensors.map(\.name) == read.tensors.map(\.name)
      } catch let error as SafetensorsError {
        return !error.description.isEmpty
      }
    }
  }

  private static func valid() throws -> Data {
    try Safetensors(
      metadata: ["epoch": "3"],
      tensors: [("w", Tensor([[1, 2], [3, 4]])), ("e", Tensor(zeros: [0, 3])), ("b", Tensor([0.5]))]
    ).data
  }

  private func header(_ tensors: (String, String, [Int], [Int])...) -> String { header(tensors) }

  private func header(_ tensors: [(name: String, type: String, shape: [Int], offsets: [Int])]) -> String {
    let entries = tensors.map {
      "\"\($0.name)\":{\"dtype\":\"\($0.type)\",\"shape\":\($0.shape),\"data_offsets\":\($0.offsets)}"
    }
    return "{\(entries.joined(separator: ","))}"
  }

  private func problem(header: String, _ data: [UInt8] = []) -> SafetensorsError.Problem? {
    problem(withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian, Array.init) + header.utf8 + data)
  }

  /// What is wrong with these bytes, or `nil` if nothing is.
  private func problem(_ bytes: some Sequence<UInt8>) -> SafetensorsError.Problem? {
    do {
      _ = try Safetensors(Data(bytes))
      return nil
    } catch {
      return (error as? SafetensorsError)?.problem
    }
  }
}
