int lesson_crash(void);
