"""tsgm: its variational autoencoder for series, five convolutions, at the settings of its tutorial."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["KERAS_BACKEND"] = "tensorflow"

import keras
import protocol
import tensorflow as tf
import tsgm

EPOCHS, LATENT, BATCH = 100, 10, 64


def fit(rows, kind, seed, budget):
    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    keras.utils.set_random_seed(seed)
    scaler = tsgm.utils.TSFeatureWiseScaler()
    scaled = scaler.fit_transform(protocol.as_series(rows)).astype("float32")

    def train(epochs):
        form = tsgm.models.zoo["vae_conv5"](scaled.shape[1], scaled.shape[2], LATENT)
        model = tsgm.models.cvae.BetaVAE(form.encoder, form.decoder)
        model.compile(optimizer=keras.optimizers.Adam())
        model.fit(scaled, epochs=epochs, batch_size=BATCH, verbose=0)
        return model

    epochs, note = protocol.epochs_within(budget, EPOCHS, train)
    return (train(epochs), scaler), note


def draw(fitted, n, seed):
    keras.utils.set_random_seed(seed)
    model, scaler = fitted
    return scaler.inverse_transform(keras.ops.convert_to_numpy(model.generate(n)))


if __name__ == "__main__":
    protocol.serve(fit, draw)
