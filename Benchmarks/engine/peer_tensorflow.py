"""TensorFlow with Keras layers and optimizers: the step is one graph, compiled by XLA or not."""

import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import keras
import tensorflow as tf

from contestant import serve
from workloads import flattened, placed

IS_COMPILED = "xla" in sys.argv


def applied(layers, x, made):
    """A batch after the layers; `made` collects Keras's layers by the names of ours."""
    for layer in layers:
        if layer.kind == "residual":
            x = keras.layers.add([applied(layer.inside, x, made), x])
        else:
            made[layer.name] = keras_layer(layer)
            if layer.kind == "recurrent":
                x = keras.layers.Reshape(layer.before[:2])(x)
            x = made[layer.name](x)
    return x


def keras_layer(layer):
    options = layer.options
    return {
        "dense": lambda: keras.layers.Dense(options["units"], use_bias=options["bias"]),
        "convolution": lambda: keras.layers.Conv2D(
            *(options["filters"], options["kernel"], options["stride"], options["padding"]), use_bias=options["bias"]
        ),
        "batchNorm": lambda: keras.layers.BatchNormalization(momentum=0.9, epsilon=1e-5),
        "recurrent": lambda: keras.layers.SimpleRNN(options["units"]),
        "relu": keras.layers.ReLU,
        "sigmoid": lambda: keras.layers.Activation("sigmoid"),
        "tanh": lambda: keras.layers.Activation("tanh"),
        "dropout": lambda: keras.layers.Dropout(options["rate"]),
        "maxPool": lambda: keras.layers.MaxPooling2D(options["window"]),
        "globalAveragePool": keras.layers.GlobalAveragePooling2D,
        "flatten": keras.layers.Flatten,
    }[layer.kind]()


class TensorFlow:
    version = f"TensorFlow {tf.__version__}, Keras {keras.__version__}"

    def __init__(self, workload, weights, inputs, classes, threads):
        if tf.config.threading.get_intra_op_parallelism_threads() != threads:
            tf.config.threading.set_intra_op_parallelism_threads(threads)
            tf.config.threading.set_inter_op_parallelism_threads(threads)
        keras.utils.set_random_seed(1)
        layers = placed(workload.layers, workload.input)
        made, x = {}, keras.Input(inputs.shape[2:])
        model = keras.Model(x, applied(layers, x, made))
        for layer in flattened(layers):
            if names := [*layer.parameters, *layer.states]:
                made[layer.name].set_weights([weights[name] for name in names])
        self.inputs = [tf.constant(batch) for batch in inputs]
        self.classes = [tf.constant(batch) for batch in classes]
        optimizer = keras_optimizer(workload.optimizer)
        optimizer.build(model.trainable_variables)
        cross_entropy = keras.losses.SparseCategoricalCrossentropy(from_logits=True)

        @tf.function(jit_compile=IS_COMPILED)
        def train(x, y):
            with tf.GradientTape() as tape:
                loss = cross_entropy(y, model(x, training=True))
            optimizer.apply(tape.gradient(loss, model.trainable_variables), model.trainable_variables)
            return loss

        @tf.function(jit_compile=IS_COMPILED)
        def predict(x):
            return model(x, training=False)

        if workload.is_inference:
            self.step = lambda batch: predict(self.inputs[batch])
        else:
            self.step = lambda batch: train(self.inputs[batch], self.classes[batch])

    def wait(self, result):
        return result.numpy()


def keras_optimizer(described):
    ((kind, options),) = described.items()
    if kind == "adam":
        # Keras adds ε before the averages are corrected for their start: this is the others' 1e-8 in the first step.
        return keras.optimizers.Adam(options["rate"], epsilon=1e-8 * (1 - 0.999) ** 0.5)
    return keras.optimizers.SGD(options["rate"], momentum=options.get("decay", 0.0))


serve(TensorFlow)
