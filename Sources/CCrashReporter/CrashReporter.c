#include "CCrashReporter.h"
int lesson_crash(void) { return 1; }
