"""Which sources are changed, and which tests should notice."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Area:
    path: str
    # Of all mutants.
    share: float
    # Patterns of tests, the quickest first; the next ones run on what survives. All are in script/test.
    tests: tuple[str, ...]


UNITS = r"^(Lesson\w+Tests|HostileTests)\.(?!FuzzTests|HostileMarkdownTests)"

AREAS = [
    Area(
        "Sources/LessonVerification/", 0.2,
        (r"^LessonVerificationTests\.|^LessonBuildingTests\.LinkCheck", UNITS,
         r"^lessonsTests\.(Build|Check|Options|Site)Tests"),
    ),
    Area(
        "Sources/LessonProgram/", 0.2,
        (r"^LessonDocumentTests\.(CodeSyntax|NameOrder|Program)|^LessonCoreTests\.PositionMap", UNITS,
         r"^lessonsTests\.(Build|Failures|Options|Places|Results)Tests"),
    ),
    Area(
        "Sources/LessonStorage/", 0.15,
        (r"^LessonCoreTests\.|^LessonBuildingTests\.(PageInputs|PageRecord|ResultInputs)|^LessonExecutionTests\.TrainingCache", UNITS,
         r"^lessonsTests\.(Build|CacheUse|Check|DataSets|Site)Tests"),
    ),
    Area(
        "Sources/CKernels/", 0.45,
        (r"^DeepTrainingTests\.(Dropout|Edge|Elementwise|EndedConvolution|Function|Golden|MatrixProduct|Metric)"
         r"|^DeepTrainingTests\.(NormalizationRule|Random|RepeatedRun|Subnormal|WindowTie)",
         r"^DeepTrainingTests\."),
    ),
]  # fmt: skip


def area_of(path):
    return next(area for area in AREAS if path.startswith(area.path))
