"""`make train`: write the weights of this version."""

from training.train import main

main()
