import LessonCore
import SwiftSyntax

/// The code of a block as its program contains it, with its expectations.
package struct ExpectingCode {
  /// The code without the lines that must not compile.
  let syntax: CodeSyntax
  /// The expectations in the order of the text; empty for code that does not run.
  package let expectations: [Expectation]
  /// Warnings about comments that look like expectations, but cannot be checked.
  let warnings: [Diagnostic]
  /// Comments that read as stated results, but belong to no code that runs once.
  let unread: [(place: Range<SourcePosition>, text: String)]

  /// Reads the expectations in a block's code.
  ///
  /// - Parameter valueComments: Whether a comment that reads as a value states one.
  package init(_ block: Block, path: String, valueComments: Bool) {
    let whole = CodeSyntax(MappedCode(block))
    let comments = block.options.execution.isInProgram ? whole.comments : []
    guard !comments.isEmpty else {
      (syntax, expectations, warnings, unread) = (whole, [], [], [])
      return
    }
    let refusals = RefusedLines.expectations(at: comments, in: whole, readsSentences: valueComments)
    let syntax =
      refusals.isEmpty ? whole : CodeSyntax(whole.code.leavingOut(refusals.flatMap(\.refusedBytes)))
    var reader = ExpectationReader(
      syntax, comments: refusals.isEmpty ? comments : syntax.comments, path: path,
      tolerance: block.options.tolerance, valueComments: valueComments)
    reader.read()
    self.syntax = syntax
    expectations = (refusals + reader.expectations).sorted { $0.comment.lowerBound < $1.comment.lowerBound }
    warnings = reader.warnings
    unread = reader.unread
  }
}

extension ExpectingCode {
  /// The lines as the program contains them: without those that must not compile.
  package var lines: [String] { syntax.code.written }
}

extension Expectation {
  /// The bytes that are left out of the program.
  var refusedBytes: [Range<Int>] { if case .refused(let bytes) = probe { [bytes] } else { [] } }
}

/// Reads the comments that state what is printed, or a value.
private struct ExpectationReader {
  private let syntax: CodeSyntax
  private let lists: StatementLists
  private let comments: [CodeComment]
  /// For each comment, the index after the last that stands alone on the lines directly below it.
  private let runEnds: [Int]
  private let path: String
  private let tolerance: Double?
  private let valueComments: Bool
  private(set) var expectations: [Expectation] = []
  private(set) var warnings: [Diagnostic] = []
  private(set) var unread: [(place: Range<SourcePosition>, text: String)] = []

  init(
    _ syntax: CodeSyntax, comments: [CodeComment], path: String, tolerance: Double?, valueComments: Bool
  ) {
    self.syntax = syntax
    lists = StatementLists(syntax)
    self.comments = comments
    runEnds = Self.runEnds(of: comments)
    self.path = path
    self.tolerance = tolerance
    self.valueComments = valueComments
  }

  /// The longest comment that is read as one expectation, in lines.
  private static let mostLines = 1_000
  /// The longest value, in lines.
  private static let mostLinesOfValue = 50

  mutating func read() {
    var index = 0
    while index < comments.count {
      let run = comments[index..<min(runEnds[index], index + Self.mostLines)]
      index += max(1, readPrints(run) ?? readArrow(run) ?? readPlain(run) ?? 1)
    }
  }

  private static func runEnds(of comments: [CodeComment]) -> [Int] {
    var ends = Array(comments.indices.map { $0 + 1 })
    for index in comments.indices.dropLast().reversed()
    where comments[index + 1].isAlone && comments[index + 1].line == comments[index].line + 1 {
      ends[index] = ends[index + 1]
    }
    return ends
  }

  // MARK: What is printed

  /// - Returns: How many comments the expectation takes; `nil` if the comment is none of this kind.
  private mutating func readPrints(_ run: ArraySlice<CodeComment>) -> Int? {
    guard let first = run.first else { return nil }
    if let text = Self.quoted(first.content, isFirst: true) {
      let more = run.dropFirst().map { Self.quoted($0.content, isFirst: false) }.prefix { $0 != nil }
      let used = run.prefix(more.count + 1)
      let stop = used.last?.content.hasSuffix("\".") == true ? 1 : 0
      add(.quoted, used, stated: [text] + more.compactMap(\.self), from: first.textStart, without: stop)
      return used.count
    }
    if let count = readPrintedList(first) { return count }
    guard first.content.hasPrefix("Prints:") else { return nil }
    let rest = first.content.dropFirst("Prints:".count)
    let text = rest.drop { $0 == " " }
    guard text.isEmpty else {
      add(.line, run.prefix(1), stated: [String(text)], from: first.bytes.upperBound - text.utf8.count)
      return 1
    }
    let lines = run.dropFirst()
    let stated = lines.map { $0.text.hasPrefix(" ") ? String($0.text.dropFirst()) : $0.text }
    add(.lines, run, stated: stated, from: first.bytes.upperBound)
    return run.count
  }

  /// Reads `prints [1, 2]` or `prints 1 2 3`: values without quotes.
  private mutating func readPrintedList(_ comment: CodeComment) -> Int? {
    guard valueComments, let word = ["Prints ", "prints "].first(where: comment.content.hasPrefix) else {
      return nil
    }
    let text = comment.content.dropFirst(word.count).drop { $0 == " " }
    guard
      ReadsAsValue.isValue(String(text))
        || text.split(separator: " ").allSatisfy({ ReadsAsValue.isValue(String($0)) })
    else { return nil }
    add(.plain, [comment], stated: [String(text)], from: comment.bytes.upperBound - text.utf8.count)
    return 1
  }

  /// The text between the quotes of `Prints "text"`, or of `"text"` in the lines after it. A full stop can follow.
  private static func quoted(_ content: String, isFirst: Bool) -> String? {
    var text = content[...]
    for word in ["Prints ", "prints "] where text.hasPrefix(word) {
      text = text.dropFirst(word.count).drop { $0 == " " }
      return inQuotes(text)
    }
    return isFirst ? nil : inQuotes(text)
  }

  private static func inQuotes(_ text: Substring) -> String? {
    let text = text.hasSuffix("\".") ? text.dropLast() : text
    guard text.utf8.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return nil }
    return String(text.dropFirst().dropLast())
  }

  private mutating func add(
    _ form: Expectation.Form, _ comments: ArraySlice<CodeComment>, stated: [String], from start: Int,
    without stop: Int = 0
  ) {
    guard let first = comments.first, let last = comments.last else { return }
    guard lists.list(at: first.bytes.lowerBound) != nil else { return warn(first) }
    append(
      form, .printed(afterLine: last.line, sinceLine: nil), comments, stated: stated, from: start,
      without: stop)
  }

  // MARK: Values

  private mutating func readArrow(_ run: ArraySlice<CodeComment>) -> Int? {
    guard let first = run.first, let sign = ["=>", "→"].first(where: first.content.hasPrefix) else {
      return nil
    }
    let rest = first.content.dropFirst(sign.count)
    let text = rest.drop { $0 == " " }
    guard !text.isEmpty else { return nil }
    let all = [String(text)] + run.prefix(Self.mostLinesOfValue).dropFirst().map(\.content)
    let lines = Array(all.prefix(ReadsAsValue.lineCount(ofValueIn: all)))
    let used = run.prefix(lines.count)
    let start = first.bytes.upperBound - text.utf8.count
    guard let probe = probe(for: first, lastLine: used.last?.line ?? first.line) else {
      warn(first)
      return used.count
    }
    append(.arrow, probe, used, stated: lines, from: start)
    return used.count
  }

  private mutating func readPlain(_ run: ArraySlice<CodeComment>) -> Int? {
    guard valueComments, let first = run.first else { return nil }
    if let count = readPrintedValues(run) ?? readBelowHeader(run) { return count }
    return readValue(run, of: first) ?? (readEquations(first) ? 1 : nil)
  }

  /// Reads a value on the lines below one that announces it, such as `// Results in:`.
  private mutating func readBelowHeader(_ run: ArraySlice<CodeComment>) -> Int? {
    guard let header = run.first, run.count > 1, header.isAlone, header.content.hasSuffix(":"),
      header.content.utf8.count <= Self.longestHeader
    else { return nil }
    return readValue(run.dropFirst(), of: header).map { $0 + 1 }
  }

  /// The longest line that announces a value, in bytes.
  private static let longestHeader = 40

  /// Reads a value that is stated for what stands before a comment.
  private mutating func readValue(_ run: ArraySlice<CodeComment>, of comment: CodeComment) -> Int? {
    guard let first = run.first else { return nil }
    let all = run.prefix(Self.mostLinesOfValue)
    let (start, opening) = Self.value(in: first)
    let contents = [opening] + all.dropFirst().map(\.content)
    let lines = Array(contents.prefix(ReadsAsValue.lineCount(ofValueIn: contents)))
    let used = all.prefix(lines.count)
    let text = lines.joined(separator: "\n")
    // Parsing takes most of the time, so places are looked at before.
    guard let probe = probe(for: comment, lastLine: used.last?.line ?? first.line) else {
      if comment == first { noteUnread(used, text) }
      return nil
    }
    guard ReadsAsValue.isValue(text) else { return nil }
    append(.plain, probe, used, stated: lines, from: start)
    return used.count
  }

  /// Reads what a comment states of variables, such as `x == 3` or, of several, `x == 3 -- y == 4`.
  private mutating func readEquations(_ comment: CodeComment) -> Bool {
    let separator = " -- "
    var start = comment.textStart
    var isFound = false
    for text in comment.content.split(separator: separator).map(String.init) {
      defer { start += text.utf8.count + separator.utf8.count }
      guard let equation = StatedEquation(text), equation.names.allSatisfy({ isKnown($0, before: comment) }),
        !equation.waits || syntax.waits
      else { continue }
      let begin = start + equation.start
      append(
        .plain, .names(equation.subject, afterLine: comment.line), [comment], stated: [equation.value],
        from: begin, without: comment.bytes.upperBound - begin - equation.value.utf8.count)
      isFound = true
    }
    return isFound
  }

  /// Notes a comment that reads as a value, but states that of nothing.
  private mutating func noteUnread(_ comments: ArraySlice<CodeComment>, _ text: String) {
    guard let first = comments.first, let last = comments.last, ReadsAsValue.isValue(text) else { return }
    unread.append((syntax.code.range(of: first.bytes.lowerBound..<last.bytes.upperBound), text))
  }

  /// What a comment says after words such as `equivalent to` or `==`, and where that begins.
  private static func value(in comment: CodeComment) -> (start: Int, text: String) {
    for words in ["equivalent to ", "== ", "returns ", "Returns "] where comment.content.hasPrefix(words) {
      let text = comment.content.dropFirst(words.count).drop { $0 == " " }
      return (comment.bytes.upperBound - text.utf8.count, String(text))
    }
    return (comment.textStart, comment.content)
  }

  /// Reads comments below a loop that prints, each of which reads as a value: what the loop prints, line by line. One
  /// comment can list all lines, with commas.
  private mutating func readPrintedValues(_ run: ArraySlice<CodeComment>) -> Int? {
    guard let first = run.first, let last = run.last, first.isAlone,
      let item = lists.list(at: first.bytes.lowerBound)?.item(before: first.bytes.lowerBound),
      isDirectly(first, after: item), item.item.isLoop, item.item.prints,
      let stated = Self.lines(of: run)
    else { return nil }
    let line = syntax.code.line(at: item.bytes.lowerBound).index
    append(
      .plain, .printed(afterLine: last.line, sinceLine: begins(item, line) ? line : nil), run,
      stated: stated, from: first.textStart)
    return run.count
  }

  private static func lines(of run: ArraySlice<CodeComment>) -> [String]? {
    if run.allSatisfy({ ReadsAsValue.isValue($0.content) }) { return run.map(\.content) }
    guard run.count == 1, let text = run.first?.content, text.contains(","), ReadsAsValue.isValue("[\(text)]")
    else { return nil }
    return LiteralParts.parts(of: "[\(text)]")
  }

  /// Whether the block declares a variable before a comment, or the statement directly before it mentions the name.
  private func isKnown(_ name: String, before comment: CodeComment) -> Bool {
    let byte = comment.bytes.lowerBound
    guard let list = lists.list(at: byte) else { return false }
    return list.declares(name, before: byte)
      || list.item(before: byte).map { isDirectly(comment, after: $0) && $0.uses(name) } ?? false
  }

  /// How the value that a comment states is reported; `nil` if it states the value of nothing.
  private func probe(for comment: CodeComment, lastLine: Int) -> Expectation.Probe? {
    guard
      let item = lists.list(at: comment.bytes.lowerBound)?.item(before: comment.bytes.lowerBound),
      isDirectly(comment, after: item)
    else { return nil }
    switch item.item {
    case .decl(let declaration):
      guard let names = declaration.as(VariableDeclSyntax.self)?.namesOfValue else { return nil }
      return .names(names, afterLine: lastLine)
    case .expr(let expression):
      if expression.isPrint {
        let line = syntax.code.line(at: item.bytes.lowerBound).index
        return .printed(afterLine: lastLine, sinceLine: begins(item, line) ? line : nil)
      }
      if let target = expression.assignedName { return .names(target, afterLine: lastLine) }
      guard item.semicolon == nil, !expression.isAssignment, expectations.last?.probe != .argument(item.bytes)
      else { return nil }
      return .argument(item.bytes)
    case .stmt: return nil
    }
  }

  /// Whether nothing stands before an item on its line.
  private func begins(_ item: CodeBlockItemSyntax, _ line: Int) -> Bool {
    syntax.code.lines[line].text.utf8.prefix(syntax.code.line(at: item.bytes.lowerBound).byte)
      .allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  private func isDirectly(_ comment: CodeComment, after item: CodeBlockItemSyntax) -> Bool {
    let end = syntax.code.line(at: max(0, item.bytes.upperBound - 1)).index
    return comment.isAlone ? comment.line == end + 1 : comment.line == end
  }

  // MARK: Results

  private mutating func append(
    _ form: Expectation.Form, _ probe: Expectation.Probe, _ comments: ArraySlice<CodeComment>,
    stated: [String], from start: Int, without stop: Int = 0
  ) {
    guard let first = comments.first, let last = comments.last else { return }
    let code = syntax.code
    let line = code.lines[first.line]
    let indentation = first.isAlone ? code.line(at: first.bytes.lowerBound).byte : line.indentation
    expectations.append(
      Expectation(
        form: form, probe: probe, stated: stated,
        range: code.range(of: start..<(last.bytes.upperBound - stop)),
        indentation: line.position(ofByte: indentation).column,
        comment: code.range(of: first.bytes.lowerBound..<last.bytes.upperBound), tolerance: tolerance))
  }

  private mutating func warn(_ comment: CodeComment) {
    unread.append((syntax.code.range(of: comment.bytes), comment.content))
    warnings.append(
      Diagnostic(
        .warning, path: path, at: syntax.code.range(of: comment.bytes),
        "this comment is not checked: it belongs to no statement that runs once, such as a line of the block or of a "
          + "'do' or 'if' in it"))
  }
}

extension Block.Line {
  /// The bytes of the blanks at its beginning.
  fileprivate var indentation: Int { text.utf8.prefix { $0 == 0x20 || $0 == 0x09 }.count }
}

extension VariableDeclSyntax {
  /// The names to which the last part of the declaration gives a value, as an expression.
  fileprivate var namesOfValue: String? {
    guard let binding = bindings.last, binding.initializer != nil || binding.accessorBlock != nil,
      !modifiers.contains(where: { $0.name.text == "async" })
    else { return nil }
    guard binding.pattern.is(IdentifierPatternSyntax.self) || binding.pattern.is(TuplePatternSyntax.self),
      !binding.pattern.trimmedDescription.contains("_ ")
    else { return nil }
    return binding.pattern.trimmedDescription
  }
}

extension CodeBlockItemSyntax {
  /// Whether it is an expression that names a variable, and not as the member of another value.
  fileprivate func uses(_ name: String) -> Bool {
    guard case .expr(let expression) = item else { return false }
    return expression.tokens(viewMode: .sourceAccurate).contains { token in
      guard token.identifierText == name, let parent = token.parent?.as(DeclReferenceExprSyntax.self) else {
        return false
      }
      return parent.parent?.as(MemberAccessExprSyntax.self)?.declName != parent
    }
  }
}

extension CodeBlockItemSyntax.Item {
  /// Whether it is a `for`, `while` or `repeat` loop.
  fileprivate var isLoop: Bool {
    guard case .stmt(let statement) = self else { return false }
    return [.forStmt, .whileStmt, .repeatStmt].contains(statement.kind)
  }

  /// Whether it mentions a function that prints.
  fileprivate var prints: Bool {
    tokens(viewMode: .sourceAccurate).contains { $0.text == "print" || $0.text == "debugPrint" }
  }
}

extension ExprSyntax {
  /// Whether it is a call of a function that prints.
  fileprivate var isPrint: Bool {
    guard let call = self.as(FunctionCallExprSyntax.self),
      let name = call.calledExpression.as(DeclReferenceExprSyntax.self)?.baseName.text
    else { return false }
    return ["print", "debugPrint", "dump"].contains(name)
  }

  /// Whether it assigns.
  fileprivate var isAssignment: Bool {
    guard let parts = self.as(SequenceExprSyntax.self)?.elements, let sign = parts.dropFirst().first else {
      return false
    }
    return sign.is(AssignmentExprSyntax.self)
      || sign.as(BinaryOperatorExprSyntax.self).map { Self.assigning.contains($0.operator.text) } ?? false
  }

  /// The name to which it assigns.
  fileprivate var assignedName: String? {
    guard isAssignment, let target = self.as(SequenceExprSyntax.self)?.elements.first,
      target.is(DeclReferenceExprSyntax.self) || target.is(MemberAccessExprSyntax.self)
        || target.is(SubscriptCallExprSyntax.self)
    else { return nil }
    return target.trimmedDescription
  }

  private static let assigning: Set<String> = [
    "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=", "&+=", "&-=", "&*=",
  ]
}
