import CYaml

/// Finds YAML features that front matter and settings must not use, before a tree is built.
///
/// Both are keys with plain values. With aliases, a text of 500 bytes can represent a tree of a billion nodes;
/// tags ask for types other than those we read; and recursive functions read the tree. So we look at the parser's
/// events, of which there are no more than the text has bytes.
package enum YAMLShape {
  /// A problem and its position in the YAML, counted from 1.
  package struct Problem {
    package let message: String
    package let line: Int
    package let column: Int
    package let length: Int
  }

  /// The forbidden features of a text, in order. The parser of trees reports errors of syntax.
  ///
  /// - Parameters:
  ///   - subject: What the text is, as errors begin.
  ///   - deepest: The largest depth of nested lists and mappings.
  package static func problems(_ yaml: String, subject: String, deepest: Int) -> [Problem] {
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) == 1 else { return [] }
    defer { yaml_parser_delete(&parser) }
    var text = yaml
    return text.withUTF8 { bytes in
      yaml_parser_set_input_string(&parser, bytes.baseAddress, bytes.count)
      yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
      var walk = Walk(subject: subject, deepest: deepest)
      while walk.goesOn {
        var event = yaml_event_t()
        guard yaml_parser_parse(&parser, &event) == 1 else { break }
        walk.take(event)
        yaml_event_delete(&event)
      }
      return walk.problems
    }
  }

  /// The collections that are open at an event.
  private struct Walk {
    private enum Collection {
      case list
      case mapping(expectsKey: Bool)
    }

    let subject: String
    let deepest: Int
    private var open: [Collection] = []
    private(set) var problems: [Problem] = []
    private(set) var goesOn = true

    init(subject: String, deepest: Int) {
      self.subject = subject
      self.deepest = deepest
    }

    mutating func take(_ event: yaml_event_t) {
      switch event.type {
      case YAML_STREAM_END_EVENT, YAML_NO_EVENT: goesOn = false
      case YAML_ALIAS_EVENT:
        refuse(event, "\(subject) can have no aliases: write the value itself")
        takeNode()
      case YAML_SCALAR_EVENT:
        check(anchor: event.data.scalar.anchor, tag: event.data.scalar.tag, event)
        takeNode()
      case YAML_SEQUENCE_START_EVENT:
        check(anchor: event.data.sequence_start.anchor, tag: event.data.sequence_start.tag, event)
        begin(.list, event)
      case YAML_MAPPING_START_EVENT:
        check(anchor: event.data.mapping_start.anchor, tag: event.data.mapping_start.tag, event)
        begin(.mapping(expectsKey: true), event)
      case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: open.removeLast()
      default: break
      }
    }

    private mutating func begin(_ collection: Collection, _ event: yaml_event_t) {
      if case .mapping(expectsKey: true)? = open.last {
        refuse(event, "a key is a word, not a list or a mapping")
      }
      takeNode()
      open.append(collection)
      guard open.count > deepest else { return }
      refuse(event, "\(subject) can have at most \(deepest) lists and mappings inside of each other")
      goesOn = false
    }

    /// Keys and values take turns.
    private mutating func takeNode() {
      if case .mapping(let expectsKey)? = open.last {
        open[open.count - 1] = .mapping(expectsKey: !expectsKey)
      }
    }

    private mutating func check(
      anchor: UnsafeMutablePointer<yaml_char_t>?, tag: UnsafeMutablePointer<yaml_char_t>?,
      _ event: yaml_event_t
    ) {
      if anchor != nil {
        refuse(event, "\(subject) can have no anchors: write the value itself wherever it is meant")
      }
      if let tag {
        refuse(event, "\(subject) can have no tags; found '\(String(cString: tag))'")
      }
    }

    private mutating func refuse(_ event: yaml_event_t, _ message: String) {
      let (start, end) = (event.start_mark, event.end_mark)
      problems.append(
        Problem(
          message: message, line: start.line + 1, column: start.column + 1,
          length: start.line == end.line ? max(1, end.column - start.column) : 1))
    }
  }
}
