import Foundation
import TestSupport
import Testing

@testable import DeepTraining

@Suite("Safetensors")
struct SafetensorsTests {
  @Test("the tensors of the reference implementation's golden file are written with its bytes")
  func sameBytes() throws {
    let tensors = [
      ("dense 1.bias", Tensor([0.5, -1, 3.25])),
      ("dense 1.weight", Tensor(shape: [2, 3], floats: (0..<6).map { Float($0) / 3 })),
      ("empty", Tensor(zeros: [0, 2])),
      ("step", Tensor(7)),
      ("ż/\"\n", Tensor([.infinity, -0.0])),
    ]
    let written = try Safetensors(metadata: ["format": "np"], tensors: tensors).data
    #expect(written == (try golden("float32")))
  }

  @Test("what is written to a file comes back: names, order, shapes, bits and metadata")
  func roundTrip() throws {
    let tensors = [
      ("z", Tensor([[1, 2], [3, .nan]])), ("empty b", Tensor(zeros: [3, 0])), ("a", Tensor(-0.0)),
      ("empty a", Tensor(zeros: [0])), ("ł \u{1}\\\"", Tensor([0.1])), ("", Tensor([5])),
    ]
    let metadata = ["epoch": "3", "\"quoted\"": "line\nnext/\u{7f}", "": "é"]
    try withFolder { folder in
      let url = URL(filePath: folder).appending(path: "weights 1.safetensors")
      for _ in 0..<2 { try Safetensors(metadata: metadata, tensors: tensors).write(to: url) }
      let read = try Safetensors(contentsOf: url)
      #expect(read.metadata == metadata)
      #expect(read.tensors.map(\.name) == tensors.map(\.0))
      for ((_, found), (_, expected)) in pairs(read.tensors, tensors) {
        #expect(found.shape == expected.shape)
        #expect(found.floats.map(\.bitPattern) == expected.floats.map(\.bitPattern))
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["weights 1.safetensors"])
    }
    #expect(try Safetensors(Safetensors(tensors: []).data).tensors.isEmpty)
  }

  @Test("elements of other types become the nearest numbers of single precision")
  func otherTypes() throws {
    let file = try Safetensors(golden("types"))
    func floats(_ type: String) -> [Float]? { file["of \(type)"]?.floats }
    let wide = try #require(floats("F64"))
    #expect(wide[0] == Float(1) / 3)
    #expect(wide[1] == -1e30)
    #expect(wide[2].isNaN)
    #expect(floats("F16") == [0x1.554p-2, 65504, 0x1p-24, -.infinity])
    #expect(floats("BF16") == [0x1.56p-2, -.infinity])
    #expect(floats("I64") == [0x1p24, -0x1p63])
    #expect(floats("I32") == [0x1p24 + 4, -0x1p31])
    #expect(floats("I16") == [-0x1p15, 0x1p15 - 1])
    #expect(floats("I8") == [-128, 127])
    #expect(floats("U64") == [0x1p64, 1])
    #expect(floats("U32") == [0x1p32, 1])
    #expect(floats("U16") == [65535, 1])
    #expect(floats("U8") == [255, 0, 1])
  }

  @Test("a tensor is asked for by name and shape, and the error says what is there")
  func asking() throws {
    let file = try Safetensors(tensors: [("w", Tensor([1, 2])), ("b", Tensor([3]))])
    #expect(try file.tensor("w", shape: [2]) == Tensor([1, 2]))
    #expect(file["c"] == nil)
    #expect(throws: error(.missingTensor("c", found: ["w", "b"]))) { try file.tensor("c", shape: [2]) }
    #expect(throws: error(.otherShape(tensor: "w", found: [2], expected: [2, 1]))) {
      try file.tensor("w", shape: [2, 1])
    }
  }

  @Test("names that come twice or that the format keeps for itself are refused")
  func names() {
    #expect(throws: error(.repeatedKey("w"))) {
      try Safetensors(tensors: [("w", Tensor(1)), ("w", Tensor(2))])
    }
    #expect(throws: error(.reservedName("__metadata__"))) {
      try Safetensors(tensors: [("__metadata__", Tensor(1))])
    }
  }

  @Test("what cannot be read or written is refused with the path and the system's reason")
  func files() throws {
    try withFolder { folder in
      let missing = URL(filePath: folder).appending(path: "no/file")
      let unread = #expect(throws: SafetensorsError.self) { try Safetensors(contentsOf: missing) }
      #expect(
        unread == SafetensorsError(path: missing.path(), problem: .unreadable("No such file or directory")))
      let folderError = #expect(throws: SafetensorsError.self) {
        try Safetensors(contentsOf: URL(filePath: folder))
      }
      #expect(folderError?.problem == .unreadable("not a regular file"))
      let unwritten = #expect(throws: SafetensorsError.self) {
        try Safetensors(tensors: []).write(to: missing)
      }
      #expect(unwritten.map { "\($0)".hasPrefix("\(missing.path()): cannot be written: ") } == true)

      let url = URL(filePath: folder).appending(path: "short")
      try Data([1, 2]).write(to: url)
      let short = #expect(throws: SafetensorsError.self) { try Safetensors(contentsOf: url) }
      #expect(short == SafetensorsError(path: url.path(), problem: .tooShort(found: 2)))
    }
  }

  private func golden(_ name: String) throws -> Data {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Golden")
    return try Data(contentsOf: folder.appending(path: "\(name).safetensors"))
  }

  private func error(_ problem: SafetensorsError.Problem) -> SafetensorsError {
    SafetensorsError(path: nil, problem: problem)
  }
}
