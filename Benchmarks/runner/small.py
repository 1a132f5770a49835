import numpy as np
import matplotlib.pyplot as plt

w = np.array([0.5, -1.0])
rate = 0.1
# %%
losses = []
for _ in range(20):
    loss, gradient = (w * w).sum(), 2 * w
    w = w - rate * gradient
    losses.append(loss)
plt.plot(losses)
plt.xlabel("step")
plt.ylabel("loss");
