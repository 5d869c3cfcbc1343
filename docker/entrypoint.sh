#!/bin/sh
# The kernels compiled when the image was built go where numba may write, then `goodword` with the arguments given.
set -eu
home=$(dirname "$0")
mkdir -p "$NUMBA_CACHE_DIR"
cp -R "$home/kernels/." "$NUMBA_CACHE_DIR"
exec "$home/bin/goodword" "$@"
