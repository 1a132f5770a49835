extension InterfaceLanguage {
  static let persian = InterfaceLanguage(
    tag: "fa",
    pages: PageWords(
      quotes: QuoteStyle("«»", "‹›"),
      lessons: "درس‌ها",
      invitation: "درس‌هایی که کدشان واقعاً اجرا می‌شود: هر عدد، جدول و نمودار را کد بالای آن حساب کرده است.",
      skip: "رفتن به متن", contents: "در این صفحه",
      language: "زبان", previous: "قبلی", next: "بعدی",
      allLessons: "همهٔ درس‌ها", colours: "جابه‌جایی میان روشن و تیره",
      code: "کد", copy: "رونوشت", copied: "رونوشت شد", result: "نتیجه",
      rest: "بقیهٔ خروجی",
      fails: "کامپایل نمی‌شود", crashes: "با خطا متوقف می‌شود",
      plotAsText: "نمودار به‌صورت متن", numbers: "داده‌ها",
      note: "یادداشت", tip: "نکته", important: "مهم",
      warning: "هشدار", caution: "احتیاط",
      done: "انجام شد", toDo: "انجام نشده", backToText: "بازگشت به متن",
      source: "منبع این صفحه",
      behind: "این ترجمه از متن اصلی عقب است.",
      changed: "آنچه از آن پس تغییر کرده است:"),
    plots: PlotWords(
      numbers: .pointAndCommas,
      lineChart: "نمودار خطی", pointChart: "نمودار نقطه‌ای", barChart: "نمودار میله‌ای",
      histogram: "بافت‌نگار", heatMap: "نقشهٔ گرمایی", confusionMatrix: "ماتریس درهم‌ریختگی",
      contourPlot: "نمودار تراز", images: "تصویرها: $1", horizontalAxis: "محور افقی $1",
      verticalAxis: "محور عمودی $1", logarithmic: "لگاریتمی", rows: "سطرها: $1", columns: "ستون‌ها: $1",
      range: "از $1 تا $2", place: "$1 در $2", noValues: "بدون مقدار", points: "نقطه‌ها: $1",
      gaps: "جاهای بی‌مقدار: $1", band: "در نواری به پهنای حداکثر $1", constant: "همیشه $1",
      lowest: "کمترین $1", highest: "بیشترین $1", values: "مقدارها: $1", mean: "میانگین $1",
      deviation: "انحراف معیار $1", most: "بیشتر آن‌ها $1", right: "درست: $1 از $2",
      mistakes: "پرتکرارترین خطاها: $1", levels: "خط‌ها در $1", shares: "سهم هر کدام از صفحه: $1"),
    engine: EngineWords(
      epoch: "دوره", step: "گام", layer: "لایه", parameter: "پارامتر", class: "رده", examples: "نمونه‌ها",
      precision: "دقت مثبت‌ها", recall: "بازیابی", loss: "زیان", accuracy: "درستی", training: "آموزش",
      validation: "اعتبارسنجی", trainingLoss: "زیان آموزش", validationLoss: "زیان اعتبارسنجی",
      validationAccuracy: "درستی اعتبارسنجی", learningRate: "نرخ یادگیری", batch: "دسته",
      smoothed: "هموارشده", mean: "میانگین", standardDeviation: "انحراف معیار", norm: "نُرم",
      gradientNorm: "نُرم گرادیان", count: "شمار", value: "مقدار", activation: "فعال‌سازی", gradient: "گرادیان",
      trueClass: "ردهٔ واقعی", predictedClass: "ردهٔ پیش‌بینی‌شده", share: "سهم", zero: "صفر", dead: "مرده",
      saturated: "اشباع‌شده", updateRatio: "نسبت به‌روزرسانی", activationDeviations: "انحراف معیار فعال‌سازی‌ها",
      gradientDeviations: "انحراف معیار گرادیان‌ها", outputGradients: "گرادیان‌ها نسبت به خروجی‌ها",
      parameterGradients: "گرادیان‌ها نسبت به پارامترها"),
    template: TemplateWords(
      summary: "یک جمله دربارهٔ درس، برای فهرست درس‌ها.",
      opening:
        "نخست بگویید بدون این ایده چه چیزی درست کار نمی‌کند و آن را نشان دهید. هر بلوک کد Swift است و مقدار آخرین عبارت آن نمایش داده می‌شود.",
      results:
        "عددهای متن نیز محاسبه می‌شوند: پس از `{swift-dt} losses.count` گام، زیان `{swift-dt} losses.last!` است.",
      tasks: "برای تمرین", task: "چیزی که می‌توان در کد بالا تغییر داد و آنچه باید به آن توجه کرد."))
}
