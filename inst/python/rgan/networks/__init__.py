"""The two networks: layers as data, and the Keras models that they become."""
