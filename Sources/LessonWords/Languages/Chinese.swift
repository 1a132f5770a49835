extension InterfaceLanguage {
  static let chinese = InterfaceLanguage(
    tag: "zh",
    pages: PageWords(
      quotes: QuoteStyle("“”", "‘’"),
      lessons: "课程",
      invitation: "代码真正运行的课程：每个数字、表格和图表都由其上方的代码计算得出。",
      skip: "跳到正文", contents: "本页内容",
      language: "语言", previous: "上一课", next: "下一课",
      allLessons: "所有课程", colours: "切换浅色和深色",
      setUp: "准备代码（$1 行）", copy: "复制", copied: "已复制", result: "结果",
      rest: "其余输出",
      otherValues: "其他取值", otherVariants: "其他方案",
      fails: "无法编译", crashes: "因错误而停止",
      plotAsText: "文本图表", numbers: "数据",
      note: "备注", tip: "提示", important: "重要",
      warning: "警告", caution: "小心",
      done: "已完成", toDo: "待完成", backToText: "返回正文",
      source: "本页源文件",
      prerequisites: "先修课程", run: "运行本课",
      inTerminal: "在终端中，于项目文件夹内：",
      notebook: "笔记本", edit: "编辑", computed: "计算环境", seed: "随机种子",
      behind: "此译文落后于原文。",
      changed: "原文此后有改动：",
      figure: "图 $1", table: "表 $1", position: "第 $1 课，共 $2 课", minutes: "$1 分钟",
      copyAll: "复制全部代码", wrap: "长行自动换行", aside: "旁注", predict: "你预计会怎样？", answer: "显示答案",
      resume: "从上次读到的地方继续", dismiss: "关闭", search: "搜索", nothingFound: "没有找到结果", keys: "按键",
      showKeys: "显示这些按键",
      exercise: "练习 $1", hint: "解题提示", solution: "解答", passes: "检查通过"),
    plots: PlotWords(
      numbers: .pointAndCommas,
      lineChart: "折线图", pointChart: "散点图", barChart: "条形图", histogram: "直方图", heatMap: "热图",
      confusionMatrix: "混淆矩阵", contourPlot: "等高线图", images: "图像：$1", horizontalAxis: "横轴 $1",
      verticalAxis: "纵轴 $1", logarithmic: "对数刻度", rows: "行数：$1", columns: "列数：$1", range: "从 $1 到 $2",
      place: "$2 处为 $1", noValues: "无数值", points: "点数：$1", gaps: "缺值：$1", band: "位于最宽为 $1 的带中",
      constant: "始终为 $1", lowest: "最低 $1", highest: "最高 $1", values: "数值个数：$1", mean: "平均值 $1",
      deviation: "标准差 $1", most: "多数 $1", right: "正确：$2 中的 $1", mistakes: "最常见的错误：$1", levels: "等高线 $1",
      shares: "各占平面：$1"),
    engine: EngineWords(
      epoch: "轮次", step: "步数", layer: "层", parameter: "参数", class: "类别", examples: "样本数", precision: "精确率",
      recall: "召回率", loss: "损失", accuracy: "准确率", training: "训练", validation: "验证", trainingLoss: "训练损失",
      validationLoss: "验证损失", validationAccuracy: "验证准确率", learningRate: "学习率", batch: "小批量", smoothed: "平滑后",
      mean: "均值", standardDeviation: "标准差", norm: "范数", gradientNorm: "梯度范数", count: "计数", value: "值",
      activation: "激活值", gradient: "梯度", trueClass: "真实类别", predictedClass: "预测类别", share: "占比", zero: "零",
      dead: "死亡", saturated: "饱和", updateRatio: "更新比率", activationDeviations: "激活值的标准差",
      gradientDeviations: "梯度的标准差", outputGradients: "对输出的梯度", parameterGradients: "对参数的梯度"),
    template: TemplateWords(
      summary: "用一句话介绍本课，供课程列表使用。",
      opening:
        "先说明没有这个想法会出什么问题，并展示出来。代码块是 Swift 代码；会显示其中最后一个表达式的值。",
      results:
        "正文中的数字也是计算出来的：经过 `{swift-dt} losses.count` 步后，损失为 `{swift-dt} losses.last!`。",
      tasks: "试一试", task: "上面代码中可以修改的地方，以及应当观察什么。"))
}
