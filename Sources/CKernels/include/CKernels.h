int dt_kernels(void);
