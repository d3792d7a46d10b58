#!/bin/sh
# The Python package: what is written of it is up to date; then it is tested and type-checked as it is installed.
set -eu
cd "$(dirname "$0")/.."
cargo run --quiet --package vmbay-generator -- --check
sh tests/lab/python.sh

environment=$PWD/.cache/python
PATH=$environment/bin:$PATH
cd bindings/python
sh ../../tests/lab/with-postgres.sh python -B -m pytest --quiet --basetemp "$environment/tmp"
rm -rf "$environment/tmp"
pyright --pythonpath "$environment/bin/python"
MYPYPATH=python mypy --no-incremental python/vmbay tests ../../examples/python/*.py
