extension LessonEvent {
  /// Throws if the content of the event exceeds a limit.
  func checkLimits() throws(DisplayExcess) {
    switch self {
    case .shown(let shown): try shown.checkLimits()
    case .inlineValue(_, let text), .blockThrew(let text):
      try DisplayExcess.check(text.utf8.count, "bytes of text", atMost: DisplayLimits.textBytes)
    case .threw(let thrown):
      try DisplayExcess.check(
        thrown.message.utf8.count, "bytes of an error's message", atMost: DisplayLimits.textBytes)
      try DisplayExcess.check(thrown.frames.count, "frames of an error", atMost: DisplayLimits.frames)
    case .claimFailed(let claim):
      for text in [claim.statement, claim.reason ?? "", claim.file] {
        try DisplayExcess.check(text.utf8.count, "bytes of a claim", atMost: DisplayLimits.labelBytes)
      }
    case .foundValue(_, let value):
      try DisplayExcess.check(value.weight, "bytes of a value", atMost: DisplayLimits.textBytes)
    case .crashed(let crash):
      try DisplayExcess.check(crash.frames.count, "frames of a crash", atMost: DisplayLimits.frames)
    case .exited(let frames):
      try DisplayExcess.check(frames.count, "frames of an exit", atMost: DisplayLimits.frames)
    case .blockBegan, .blockEnded, .blockSurvived, .training, .printsBegin, .printsEnd, .ended: break
    }
  }
}
