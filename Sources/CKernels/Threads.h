#pragma once

/// Does share `index` of `count` equal shares of some work.
typedef void (*dt_part_of_work)(const void *data, int index, int count);

/// Does work in two shares at once if it is large enough to be worth a thread's waking, else in one.
void dt_in_parallel(dt_part_of_work work, const void *data, int is_large);
