import LessonRuntime

LessonHost.run(Array(CommandLine.arguments.dropFirst()))
