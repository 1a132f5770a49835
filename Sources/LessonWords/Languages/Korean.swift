extension InterfaceLanguage {
  static let korean = InterfaceLanguage(
    tag: "ko",
    pages: PageWords(
      quotes: QuoteStyle("“”", "‘’"),
      lessons: "강의",
      invitation: "코드가 실제로 실행되는 강의입니다. 모든 수치, 표, 그래프는 바로 위의 코드가 계산한 것입니다.",
      skip: "본문으로 건너뛰기", contents: "이 페이지의 내용",
      language: "언어", previous: "이전", next: "다음",
      allLessons: "모든 강의", colours: "밝은 색과 어두운 색 전환",
      setUp: "준비 코드($1줄)", copy: "복사", copied: "복사됨", result: "결과",
      rest: "나머지 출력",
      fails: "컴파일되지 않음", crashes: "오류로 중단됨",
      plotAsText: "텍스트 그래프", numbers: "데이터",
      note: "참고", tip: "도움말", important: "중요",
      warning: "경고", caution: "주의",
      done: "완료", toDo: "미완료", backToText: "본문으로 돌아가기",
      source: "이 페이지의 원본",
      prerequisites: "선수 수업", run: "이 수업 실행",
      inTerminal: "터미널에서, 프로젝트 폴더 안에서:",
      notebook: "노트북", edit: "편집", computed: "계산 환경", seed: "시드",
      behind: "이 번역은 원문보다 오래되었습니다.",
      changed: "그 후 변경된 부분:",
      figure: "그림 $1", table: "표 $1", position: "$2개 중 $1번째", minutes: "$1분",
      copyAll: "모든 코드 복사", wrap: "긴 줄 바꿈", aside: "여담", predict: "어떻게 될까요?", answer: "답 보기",
      resume: "읽던 곳에서 계속하기", dismiss: "닫기", search: "검색", nothingFound: "검색 결과가 없습니다", keys: "단축키",
      showKeys: "단축키 보기"),
    plots: PlotWords(
      numbers: .pointAndCommas,
      lineChart: "꺾은선 그래프", pointChart: "산점도", barChart: "막대그래프", histogram: "히스토그램", heatMap: "히트맵",
      confusionMatrix: "혼동 행렬", contourPlot: "등고선 그래프", images: "이미지: $1", horizontalAxis: "가로축 $1",
      verticalAxis: "세로축 $1", logarithmic: "로그 눈금", rows: "행: $1", columns: "열: $1", range: "$1부터 $2까지",
      place: "$2에서 $1", noValues: "값 없음", points: "점: $1", gaps: "값이 없는 곳: $1", band: "띠의 너비는 최대 $1",
      constant: "항상 $1", lowest: "최소 $1", highest: "최대 $1", values: "값의 개수: $1", mean: "평균 $1",
      deviation: "표준 편차 $1", most: "가장 많은 구간 $1", right: "정답: $2 중 $1", mistakes: "가장 잦은 오류: $1",
      levels: "등고선 $1", shares: "평면에서 차지하는 비율: $1"),
    engine: EngineWords(
      epoch: "에포크", step: "스텝", layer: "층", parameter: "매개변수", class: "클래스", examples: "예제 수",
      precision: "정밀도", recall: "재현율", loss: "손실", accuracy: "정확도", training: "훈련", validation: "검증",
      trainingLoss: "훈련 손실", validationLoss: "검증 손실", validationAccuracy: "검증 정확도", learningRate: "학습률",
      batch: "미니배치", smoothed: "평활", mean: "평균", standardDeviation: "표준편차", norm: "노름",
      gradientNorm: "기울기 노름", count: "개수", value: "값", activation: "활성값", gradient: "기울기",
      trueClass: "실제 클래스", predictedClass: "예측 클래스", share: "비율", zero: "영", dead: "죽은 뉴런", saturated: "포화",
      updateRatio: "갱신 비율", activationDeviations: "활성값의 표준 편차", gradientDeviations: "기울기의 표준 편차",
      outputGradients: "출력에 대한 기울기", parameterGradients: "매개변수에 대한 기울기"),
    template: TemplateWords(
      summary: "수업 목록에 표시할, 이 수업에 관한 한 문장.",
      opening:
        "먼저 이 아이디어가 없으면 무엇이 잘못되는지 말하고 보여 주세요. 블록은 Swift 코드이며 마지막 식의 값이 표시됩니다.",
      results:
        "본문의 숫자도 계산됩니다. `{swift-dt} losses.count` 단계 뒤의 손실은 `{swift-dt} losses.last!` 입니다.",
      tasks: "해 보기", task: "위 코드에서 바꿔 볼 것과 살펴볼 점."))
}
