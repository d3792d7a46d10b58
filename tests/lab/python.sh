#!/bin/sh
# Builds the Python package as a wheel and installs it into an environment of its own, .cache/python, with the tools it is
# tested with. What of Rust is compiled for it is shared with the rest of the workspace.
set -eu
cd "$(dirname "$0")/../.."
package=$PWD/bindings/python
environment=$PWD/.cache/python

if ! cmp -s "$package/requirements.txt" "$environment/requirements.txt"; then
    rm -rf "$environment"
    python3 -m venv "$environment"
    "$environment/bin/pip" install --quiet --disable-pip-version-check --requirement "$package/requirements.txt"
    cp "$package/requirements.txt" "$environment/"
fi
PATH=$environment/bin:$PATH
rm -rf "$PWD/.cache/wheels"
maturin build --quiet --profile dev --interpreter python --manifest-path "$package/Cargo.toml" --out "$PWD/.cache/wheels"
pip install --quiet --disable-pip-version-check --no-deps --force-reinstall "$PWD"/.cache/wheels/vmbay-*.whl
