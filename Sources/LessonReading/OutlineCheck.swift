import Foundation
import LessonCore
import LessonDocument

// A worker that a text has taken over can reply anything. These checks keep such replies from the rest of the runner.

extension LessonOutline {
  /// Whether the outline is that of the file's lesson.
  func isOf(_ file: LessonFile) -> Bool {
    path == file.path && language == file.language && name == file.name
  }

  /// Whether blocks and expressions are numbered from 0, and their time limits, tolerances and lines are valid.
  var isInOrder: Bool {
    blocks.map(\.index) == Array(blocks.indices)
      && inlineExpressions.map(\.index) == Array(inlineExpressions.indices)
      && inlineExpressions.allSatisfy { (0...blocks.count).contains($0.blocksBefore) }
      && blocks.allSatisfy { $0.options.timeout.isTime && $0.options.tolerance.isTolerance }
      && inlineExpressions.allSatisfy(\.tolerance.isTolerance)
      && blocks.allSatisfy(\.hasLinesInOrder)
  }

  /// Whether a program's blocks and expressions match those of the lesson.
  func canHave(_ program: WrittenProgram) -> Bool {
    program.blocks == blocks.count && program.inlineExpressions == inlineExpressions.count
      && Set(program.foreignImports).count <= WrittenProgram.mostImports
      && program.syntaxFailures.keys.allSatisfy { blocks.indices.contains($0) }
      && (0...WrittenProgram.mostExpectations).contains(program.expectations)
      && program.refused.allSatisfy { (0..<program.expectations).contains($0.expectation) }
      && program.apart.allSatisfy {
        blocks.indices.contains($0.block.index) && $0.block == blocks[$0.block.index]
      }
      && program.attempts.count <= ExerciseCheck.mostExercises && program.attempts.allSatisfy(has)
  }

  /// Whether a program is that of a reader's attempt, which ends after a check.
  func canAttempt(_ program: WrittenProgram, until check: Int) -> Bool {
    program.blocks == check + 1 && program.inlineExpressions == inlineExpressions.count
      && Set(program.foreignImports).count <= WrittenProgram.mostImports
      && (0...WrittenProgram.mostExpectations).contains(program.expectations)
      && program.syntaxFailures.isEmpty && program.apart.isEmpty && program.refused.isEmpty
      && program.attempts.isEmpty
  }

  private func has(_ attempt: WrittenProgram.Attempt) -> Bool {
    blocks.indices.contains(attempt.starter) && blocks.indices.contains(attempt.check)
      && blocks[attempt.starter].options.isStarter && blocks[attempt.check].options.isCheck
  }
}

extension Block {
  fileprivate var hasLinesInOrder: Bool {
    let code = lines.map(\.start.line)
    return code == code.sorted() && (fence.lowerBound.line...(1 << 30)).contains(lastLine)
  }
}

extension FrontMatter {
  /// Whether its time limit, its tolerance and the number of lessons that it needs are valid.
  var isInBounds: Bool {
    timeout.isTime && tolerance.isTolerance && needs.count <= FrontMatter.mostNeeds
  }
}

extension Double? {
  /// Whether it is a valid time limit in seconds.
  fileprivate var isTime: Bool { map { $0 > 0 && $0 < 1e9 } ?? true }

  /// Whether it is a valid tolerance.
  fileprivate var isTolerance: Bool { map { $0 >= 0 && $0.isFinite } ?? true }
}
