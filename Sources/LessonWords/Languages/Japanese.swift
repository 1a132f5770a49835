extension InterfaceLanguage {
  static let japanese = InterfaceLanguage(
    tag: "ja",
    pages: PageWords(
      quotes: QuoteStyle("「」", "『』"),
      lessons: "レッスン",
      invitation: "コードが実際に動くレッスンです。数値も表もグラフも、すべてその上のコードが計算したものです。",
      skip: "本文へ移動", contents: "このページの内容",
      language: "言語", previous: "前へ", next: "次へ",
      allLessons: "すべてのレッスン", colours: "明るい配色と暗い配色を切り替える",
      setUp: "準備のコード（$1 行）", copy: "コピー", copied: "コピーしました", result: "結果",
      rest: "出力の続き",
      fails: "コンパイルできません", crashes: "エラーで停止します",
      plotAsText: "テキストのグラフ", numbers: "データ",
      note: "注記", tip: "ヒント", important: "重要",
      warning: "警告", caution: "注意",
      done: "完了", toDo: "未完了", backToText: "本文に戻る",
      source: "このページのソース",
      prerequisites: "前提となるレッスン", run: "このレッスンを実行",
      inTerminal: "ターミナルで、プロジェクトのフォルダーから：",
      notebook: "ノートブック", edit: "編集", computed: "計算環境", seed: "シード",
      behind: "この翻訳は原文より古くなっています。",
      changed: "その後変更された箇所:",
      figure: "図 $1", table: "表 $1", position: "$2 中 $1", minutes: "$1 分",
      copyAll: "すべてのコードをコピー", wrap: "長い行を折り返す", aside: "余談", predict: "どうなると思いますか。",
      answer: "答えを表示", resume: "前回の続きから読む", dismiss: "閉じる", search: "検索", nothingFound: "見つかりませんでした",
      keys: "キー操作", showKeys: "キー操作を表示"),
    plots: PlotWords(
      numbers: .pointAndCommas,
      lineChart: "折れ線グラフ", pointChart: "散布図", barChart: "棒グラフ", histogram: "ヒストグラム", heatMap: "ヒートマップ",
      confusionMatrix: "混同行列", contourPlot: "等高線図", images: "画像: $1", horizontalAxis: "横軸 $1",
      verticalAxis: "縦軸 $1", logarithmic: "対数目盛", rows: "行数: $1", columns: "列数: $1", range: "$1から$2まで",
      place: "$2で$1", noValues: "値なし", points: "点の数: $1", gaps: "値のない箇所: $1", band: "帯の幅は最大$1",
      constant: "常に$1", lowest: "最小 $1", highest: "最大 $1", values: "値の数: $1", mean: "平均 $1",
      deviation: "標準偏差 $1", most: "最も多い範囲 $1", right: "正解: $2件中$1件", mistakes: "最も多い誤り: $1",
      levels: "等高線 $1", shares: "平面に占める割合: $1"),
    engine: EngineWords(
      epoch: "エポック", step: "ステップ", layer: "層", parameter: "パラメータ", class: "クラス", examples: "例数",
      precision: "適合率", recall: "再現率", loss: "損失", accuracy: "正解率", training: "訓練", validation: "検証",
      trainingLoss: "訓練損失", validationLoss: "検証損失", validationAccuracy: "検証正解率", learningRate: "学習率",
      batch: "ミニバッチ", smoothed: "平滑化", mean: "平均", standardDeviation: "標準偏差", norm: "ノルム",
      gradientNorm: "勾配ノルム", count: "個数", value: "値", activation: "活性値", gradient: "勾配", trueClass: "正解クラス",
      predictedClass: "予測クラス", share: "割合", zero: "ゼロ", dead: "死んだユニット", saturated: "飽和", updateRatio: "更新比",
      activationDeviations: "活性値の標準偏差", gradientDeviations: "勾配の標準偏差", outputGradients: "出力に関する勾配",
      parameterGradients: "パラメータに関する勾配"),
    template: TemplateWords(
      summary: "レッスンの一覧に載せる、このレッスンを説明する一文。",
      opening:
        "まず、この考え方がないと何がうまくいかないかを述べ、実際に示します。ブロックは Swift で、最後の式の値が表示されます。",
      results:
        "本文の数値も計算されます。`{swift-dt} losses.count` ステップ後の損失は `{swift-dt} losses.last!` です。",
      tasks: "試してみよう", task: "上のコードで変えてみるところと、注目する点。"))
}
