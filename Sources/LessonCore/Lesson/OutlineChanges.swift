extension LessonOutline {
  /// The same outline with other blocks, which are numbered from 0.
  package func with(_ blocks: [Block]) -> LessonOutline {
    LessonOutline(
      path: path, language: language, name: name, frontMatter: frontMatter, translation: translation,
      blocks: blocks.enumerated().map { index, block in
        Block(
          index: index, options: block.options, fence: block.fence, lines: block.lines,
          lastLine: block.lastLine)
      }, inlineExpressions: inlineExpressions, document: document)
  }
}

extension Block {
  /// The same block with other code.
  package func with(lines: [Line]) -> Block {
    Block(index: index, options: options, fence: fence, lines: lines, lastLine: lastLine)
  }

  /// The same block with other options.
  package func with(_ change: (inout BlockOptions) -> Void) -> Block {
    var options = options
    change(&options)
    return Block(index: index, options: options, fence: fence, lines: lines, lastLine: lastLine)
  }
}
