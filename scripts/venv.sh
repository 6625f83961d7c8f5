#!/usr/bin/env bash
# Make .venv and install a lock file and the package itself into it: venv.sh LOCKFILE [EXTRA LOCKFILE...]
set -euo pipefail
cd "$(dirname "$0")/.."

python=${PYTHON:-python3}
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  echo "需要 Python 3.11 或更新版本 needs Python 3.11 or newer; found: $("$python" --version 2>&1)." \
    "指定解释器 name another with: make PYTHON=/path/to/python3.11 ..." >&2
  exit 1
fi
# A folder without pip is what an interrupted attempt leaves behind.
[ -x .venv/bin/pip ] || "$python" -m venv .venv

locks=()
for lock in "$@"; do
  locks+=(-r "$lock")
done
.venv/bin/pip install --quiet --disable-pip-version-check "${locks[@]}"
# The build back end is locked too: nothing newer is fetched behind the lock's back.
.venv/bin/pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
