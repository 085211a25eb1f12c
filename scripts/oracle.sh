#!/usr/bin/env bash
# Installs what sums in words are compared with, when it is missing: num2words of PyPI in a virtual environment under target/tools.
# With CI=true its absence is a failure, elsewhere a sentence: the tests then say that they skipped it.
set -uo pipefail
cd "$(dirname "$0")/.."

wanted=0.5.14
folder="${CARGO_TARGET_DIR:-$PWD/target}/tools/python"
if [ "$("$folder/bin/python3" -c 'import importlib.metadata as m; print(m.version("num2words"))' 2>/dev/null)" = "$wanted" ]; then
    exit 0
fi
echo "Installing num2words $wanted into $folder"
if command -v python3 >/dev/null && python3 -m venv --clear "$folder" && "$folder/bin/python3" -m pip install --quiet --disable-pip-version-check "num2words==$wanted"; then
    exit 0
fi
rm -rf "$folder"
echo 'akta: num2words could not be installed (sums in words are compared with it): python3 with venv and pip, and PyPI, are needed.' >&2
[ "${CI:-}" != true ]
