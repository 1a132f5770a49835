extension InterfaceLanguage {
  static let hebrew = InterfaceLanguage(
    tag: "he",
    pages: PageWords(
      quotes: QuoteStyle("””", "’’", apostrophe: "'"),
      lessons: "שיעורים",
      invitation: "שיעורים שהקוד שלהם באמת רץ: כל מספר, טבלה ותרשים חושבו בידי הקוד שמעליהם.",
      skip: "דילוג אל הטקסט", contents: "בעמוד זה",
      language: "שפה", previous: "הקודם", next: "הבא",
      allLessons: "כל השיעורים", colours: "מעבר בין בהיר לכהה",
      code: "קוד", copy: "העתקה", copied: "הועתק", result: "תוצאה",
      rest: "המשך הפלט",
      fails: "לא מתהדר", crashes: "נעצר בשגיאה",
      plotAsText: "תרשים כטקסט", numbers: "נתונים",
      note: "הערה", tip: "עצה", important: "חשוב",
      warning: "אזהרה", caution: "זהירות",
      done: "בוצע", toDo: "לא בוצע", backToText: "חזרה אל הטקסט",
      source: "המקור של דף זה",
      behind: "תרגום זה מפגר אחרי המקור.",
      changed: "מה שהשתנה מאז במקור:"),
    plots: PlotWords(
      numbers: .pointAndCommas,
      lineChart: "תרשים קווים", pointChart: "תרשים נקודות", barChart: "תרשים עמודות",
      histogram: "היסטוגרמה", heatMap: "מפת חום", confusionMatrix: "מטריצת בלבול",
      contourPlot: "תרשים קווי גובה", images: "תמונות: $1", horizontalAxis: "ציר אופקי $1",
      verticalAxis: "ציר אנכי $1", logarithmic: "לוגריתמי", rows: "שורות: $1", columns: "עמודות: $1",
      range: "מ־$1 עד $2", place: "$1 ב־$2", noValues: "אין ערכים", points: "נקודות: $1",
      gaps: "ללא ערך: $1", band: "ברצועה ברוחב של עד $1", constant: "תמיד $1", lowest: "הנמוך ביותר $1",
      highest: "הגבוה ביותר $1", values: "ערכים: $1", mean: "ממוצע $1", deviation: "סטיית תקן $1",
      most: "רובם $1", right: "נכונים: $1 מתוך $2", mistakes: "הטעויות השכיחות ביותר: $1",
      levels: "קווים ב־$1", shares: "חלקי המישור: $1"),
    engine: EngineWords(
      epoch: "עידן", step: "צעד", layer: "שכבה", parameter: "פרמטר", class: "מחלקה", examples: "דוגמאות",
      precision: "דיוק חיובי", recall: "כיסוי", loss: "הפסד", accuracy: "דיוק", training: "אימון",
      validation: "אימות", trainingLoss: "הפסד באימון", validationLoss: "הפסד באימות",
      validationAccuracy: "דיוק באימות", learningRate: "קצב למידה", batch: "אצווה", smoothed: "מוחלק",
      mean: "ממוצע", standardDeviation: "סטיית תקן", norm: "נורמה", gradientNorm: "נורמת הגרדיאנט",
      count: "כמות", value: "ערך", activation: "אקטיבציה", gradient: "גרדיאנט", trueClass: "מחלקה אמיתית",
      predictedClass: "מחלקה חזויה", share: "חלק יחסי", zero: "אפס", dead: "מתים", saturated: "רוויים",
      updateRatio: "יחס עדכון", activationDeviations: "סטיית התקן של האקטיבציות",
      gradientDeviations: "סטיית התקן של הגרדיאנטים", outputGradients: "גרדיאנטים לפי הפלטים",
      parameterGradients: "גרדיאנטים לפי הפרמטרים"),
    template: TemplateWords(
      summary: "משפט אחד על השיעור, לרשימת השיעורים.",
      opening:
        "אמרו תחילה מה משתבש בלי הרעיון, והראו זאת. כל בלוק הוא קוד Swift, וערך הביטוי האחרון שלו מוצג.",
      results:
        "גם המספרים בטקסט מחושבים: אחרי `{swift-dt} losses.count` צעדים ההפסד הוא `{swift-dt} losses.last!`.",
      tasks: "מה לנסות", task: "משהו לשנות בקוד שלמעלה, ועל מה להסתכל."))
}
