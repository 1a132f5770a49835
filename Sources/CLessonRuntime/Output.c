#include "CLessonRuntime.h"
#include <stdio.h>

void lesson_print_by_lines(void) { setvbuf(stdout, NULL, _IOLBF, 1 << 16); }
