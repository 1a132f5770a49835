#pragma once
int dt_onednn_version(void);
