import Foundation
import Testing

@testable import DeepTraining

@Suite("Comma-separated values")
struct CSVTests {
  @Test("columns become inputs and classes, numbered in the order of their names")
  func classes() throws {
    let text = "width,species,height\n1,rose,2\n3,lily,4.5\n-1e2,rose, +.5 \n"
    try withFile(Array(text.utf8)) { path in
      let set = try Dataset(csv: path, classes: "species")
      #expect(set.inputs == [1, 2, 3, 4.5, -100, 0.5])
      #expect(set.inputShape == [2])
      #expect(set.targets == .classes([1, 0, 1], count: 2))
      #expect(try CSVTable(contentsOf: path).classNames(of: "species") == ["lily", "rose"])
      let named = try Dataset(
        csv: path, classes: "species", classNames: ["rose", "fern", "lily"], features: ["height"])
      #expect(named.inputs == [2, 4.5, 0.5])
      #expect(named.targets == .classes([0, 2, 0], count: 3))
    }
  }

  @Test("columns become inputs and numbers to predict")
  func values() throws {
    let text = "a;b;c\n1;2;3\n4;5;6"
    try withFile(Array(text.utf8)) { path in
      let set = try Dataset(csv: path, values: "b", separator: ";")
      #expect(set.inputs == [1, 3, 4, 6])
      #expect(set.targets == .values([2, 5], shape: [1]))
      let two = try CSVTable(contentsOf: path, separator: ";").dataset(values: "c", "a")
      #expect(two.inputs == [2, 5])
      #expect(two.targets == .values([3, 1, 6, 4], shape: [2]))
    }
  }

  @Test("classes that are numbers are ordered by value, others by scalar")
  func classOrder() throws {
    #expect(try table("c\n10\n9\n10\n-1").classNames(of: "c") == ["-1", "9", "10"])
    #expect(try table("c\n10\n9\nx").classNames(of: "c") == ["10", "9", "x"])
    #expect(try table("c\nż\nz\nZ").classNames(of: "c") == ["Z", "z", "ż"])
  }

  @Test("quoted fields keep separators, quotes and line breaks, and every proper line break is read")
  func quoting() throws {
    for lineBreak in ["\n", "\r\n"] {
      for end in ["", lineBreak] {
        let text = ["\u{feff}\"a, b\",\"c \"\"d\"\"\",", "\"1\r\n2\",, x ", "\"\"\"\",\"\",é"].joined(
          separator: lineBreak)
        let read = try table(text + end)
        #expect(read.columns == ["a, b", "c \"d\"", ""])
        #expect(try read.strings(of: "a, b") == ["1\r\n2", "\""])
        #expect(try read.strings(of: "c \"d\"") == ["", ""])
        #expect(try read.strings(of: "") == [" x ", "é"])
        #expect(read.count == 2)
      }
    }
  }

  @Test("text that is not such a table is refused at its line and column")
  func syntax() throws {
    typealias Place = CSVError.Place
    func check(_ text: String, _ line: Int, _ column: Int, _ problem: CSVError.Problem) {
      let error = #expect(throws: CSVError.self) { try table(text) }
      #expect(error == CSVError(path: "t.csv", place: Place(line: line, column: column), problem: problem))
    }
    check("a,b\n1,\"2\n3,4\n", 2, 3, .unclosedQuote)
    check("a,b\n\"", 2, 1, .unclosedQuote)
    check("a,b\nżó\"x,1", 2, 3, .quoteInsideField)
    check("a,b\n\"x\" ,1", 2, 4, .textAfterQuote)
    check("a\n\"x\ny\"z", 3, 3, .textAfterQuote)
    check("a,b\r1,2", 1, 4, .bareCarriageReturn)
    check("a,b\n1,2\r", 2, 4, .bareCarriageReturn)
    check("a,b\n1,2\n3\n", 3, 1, .wrongFieldCount(found: 1, expected: 2))
    check("a,b\n1,2\n3,4,5\n", 3, 5, .wrongFieldCount(found: 3, expected: 2))
    check("a,b\n1,2\n\n", 3, 1, .wrongFieldCount(found: 1, expected: 2))
    check("a,b,a\n1,2,3\n", 1, 5, .repeatedColumn("a"))

    for (text, problem) in [("", .empty), ("\u{feff}", .empty), ("a,b\n", .noRecords)]
      as [(String, CSVError.Problem)]
    {
      let error = #expect(throws: CSVError.self) { try table(text) }
      #expect(error == CSVError(path: "t.csv", place: nil, problem: problem))
    }
    for separator in ["\"", "\n", "\r\n", "5", "é"] as [Character] {
      let error = #expect(throws: CSVError.self) {
        try CSVTable([97, 10, 49], path: "t", separator: separator)
      }
      #expect(error?.problem == .wrongSeparator(separator))
    }
    let bytes = Array("a\nżx".utf8) + [0xff] + Array("y\n".utf8)
    let error = #expect(throws: CSVError.self) { try CSVTable(bytes, path: "t.csv", separator: ",") }
    #expect(error == CSVError(path: "t.csv", place: Place(line: 2, column: 3), problem: .notUTF8))
  }

  @Test("a field that is not a finite decimal number is refused by line, column and name")
  func numbers() throws {
    for wrong in ["", "NA", "nan", "inf", "0x10", "1e300", "1,5", "12 3", "1e", "--1", "٣"] {
      let field = wrong.contains(",") ? "\"\(wrong)\"" : wrong
      let numbered = try table("size,c\n1,7\n 2,\(field)\n")
      let error = #expect(throws: CSVError.self, "\(wrong)") { try numbered.numbers(of: "c") }
      #expect(
        error
          == CSVError(
            path: "t.csv", place: .init(line: 3, column: 4), problem: .notANumber(column: "c", found: wrong)))
    }
    let error = try #require(throws: CSVError.self) { try table("a,b\n1,z\n").dataset(values: "a") }
    #expect(
      "\(error)" == "t.csv:2:3: found “z” in column “b”, expected a decimal number of at most 3.4028235e+38")
  }

  @Test("columns that are not there, used twice or left over, and unknown classes are refused")
  func columns() throws {
    let read = try table("a,b\n1,2\n3,4\n")
    func problem(_ make: () throws -> Dataset) -> CSVError.Problem? {
      #expect(throws: CSVError.self) { try make() }?.problem
    }
    #expect(problem { try read.dataset(classes: "c") } == .missingColumn("c", found: ["a", "b"]))
    #expect(
      problem { try read.dataset(values: "a", features: ["b", "x"]) }
        == .missingColumn("x", found: ["a", "b"]))
    #expect(problem { try read.dataset(values: "a", "b") } == .noFeatures)
    #expect(problem { try read.dataset(values: "a", "a") } == .columnUsedTwice("a"))
    #expect(problem { try read.dataset(classes: "a", features: ["b", "a"]) } == .columnUsedTwice("a"))
    let error = #expect(throws: CSVError.self) { try read.dataset(classes: "b", classNames: ["2"]) }
    #expect(
      error
        == CSVError(
          path: "t.csv", place: .init(line: 3, column: 3),
          problem: .notAClass(column: "b", found: "4", expected: ["2"])))
  }

  @Test("a file that cannot be read is refused with the system's reason")
  func unreadable() throws {
    try withFolder { folder in
      let error = #expect(throws: CSVError.self) { try Dataset(csv: folder + "/no.csv", values: "a") }
      #expect(error?.problem == .unreadable("No such file or directory"))
      #expect(throws: CSVError(path: folder, place: nil, problem: .unreadable("not a regular file"))) {
        try CSVTable(contentsOf: folder)
      }
    }
  }

  @Test("a damaged file is refused within its lines or read as a table, and never stops the program")
  func damage() throws {
    let whole = "a,\"b\"\"\",ż\r\n1,\"2\",x\r\n3,4,\"y\nz\"\r\n".utf8
    let tokens = ["\"", ",", "\r", "\n", "1", "é", "\0"]
    DamagedBytes(whole, tokens: tokens).check(seed: 1, rounds: 20_000) { damaged in
      do {
        let read = try CSVTable(damaged, path: "t.csv", separator: ",")
        _ = try read.dataset(classes: read.columns[0])
        return try read.columns.allSatisfy { try read.strings(of: $0).count == read.count }
      } catch let error as CSVError {
        return (error.place?.line ?? 1) <= damaged.count { $0 == 10 } + 1
      }
    }
  }

  private func table(_ text: String) throws -> CSVTable {
    try CSVTable(Array(text.utf8), path: "t.csv", separator: ",")
  }
}
