/// What a block is in an exercise, with the exercise's name.
package enum ExercisePart: Codable, Sendable, Hashable {
  /// The code with which readers begin. It is not part of the lesson's program, and must fail the check.
  case starter(String)
  /// Code that passes the check.
  case solution(String)
  /// Code that proves a solution: with the starter in its place, it fails.
  case check(String)

  /// The name of the exercise.
  package var name: String {
    switch self {
    case .starter(let name), .solution(let name), .check(let name): name
    }
  }

  /// The option that says so.
  package var option: String {
    switch self {
    case .starter: "exercise"
    case .solution: "solution"
    case .check: "check"
    }
  }
}

extension BlockOptions {
  /// Whether the block is the starter of an exercise.
  package var isStarter: Bool { if case .starter = exercise { true } else { false } }

  /// Whether the block is the solution of an exercise.
  package var isSolution: Bool { if case .solution = exercise { true } else { false } }

  /// Whether the block is the check of an exercise.
  package var isCheck: Bool { if case .check = exercise { true } else { false } }
}

extension LessonOutline {
  /// The starters of exercises, in the order of the text. The solution follows each, and the check follows that.
  package var starters: [Block] { blocks.filter(\.options.isStarter) }

  /// The number of an exercise whose starter is the block, from 1; `nil` for other blocks.
  package func number(ofExercise block: Block) -> Int? {
    starters.firstIndex { $0.index == block.index }.map { $0 + 1 }
  }

  /// The starter of the exercise with a name.
  package func starter(of exercise: String) -> Block? {
    starters.first { $0.options.exercise?.name == exercise }
  }

  /// The lesson in which a reader has handed in code instead of the starter: it is in the place of the solution.
  package func attempting(_ starter: Block, with code: String) -> LessonOutline {
    let own = starter.with(lines: AttemptLines.lines(of: code))
    return with(blocks.map { $0.index == starter.index ? own : $0 }).attempting(own)
  }

  /// The lesson in which readers have handed in the starter: it is in the place of its solution.
  package func attempting(_ starter: Block) -> LessonOutline {
    with(
      blocks.map { block in
        switch block.index {
        case starter.index: block.with { $0.execution = .runs }
        case starter.index + 1: block.with { $0.execution = .skipped }
        default: block
        }
      })
  }
}
