#!/bin/sh
# The Python package: what is written of it is up to date; then built as a wheel, installed into an environment of its own,
# tested and type-checked there.
set -eu
cd "$(dirname "$0")/.."
package=$PWD/bindings/python
environment=$PWD/.cache/python

if ! cmp -s "$package/requirements.txt" "$environment/requirements.txt"; then
    rm -rf "$environment"
    python3 -m venv "$environment"
    "$environment/bin/pip" install --quiet --disable-pip-version-check --requirement "$package/requirements.txt"
    cp "$package/requirements.txt" "$environment/"
fi
PATH=$environment/bin:$PATH

cargo run --quiet --package vmbay-generator -- --check
rm -rf "$PWD/.cache/wheels"
maturin build --quiet --profile dev --interpreter python --manifest-path "$package/Cargo.toml" --out "$PWD/.cache/wheels"
pip install --quiet --disable-pip-version-check --no-deps --force-reinstall "$PWD"/.cache/wheels/vmbay-*.whl

cd "$package"
python -B -m pytest --quiet --basetemp "$environment/tmp"
rm -rf "$environment/tmp"
pyright --pythonpath "$environment/bin/python"
MYPYPATH=python mypy --no-incremental python/vmbay tests ../../examples/python/*.py
