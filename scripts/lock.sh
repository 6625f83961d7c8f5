#!/usr/bin/env bash
# Write requirements.lock (what a run needs) and requirements-dev.lock (all that `make test` needs)
# from fresh environments that hold nothing but what pyproject.toml asks for. Names and versions only.
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

freeze() { # freeze FILE COMMENT PIP-ARGUMENT...
  local file=$1 comment=$2
  shift 2
  "${PYTHON:-python3}" -m venv "$work/$file"
  "$work/$file/bin/pip" install --quiet --upgrade pip
  "$work/$file/bin/pip" install --quiet "$@"
  {
    echo "# $comment"
    echo "# Written by \`make lock\` for Python 3.11 on Linux; do not edit."
    "$work/$file/bin/pip" freeze --exclude-editable --exclude jianzhen | grep -v '^-e '
  } >"$work/$file.new"
  mv "$work/$file.new" "$file"
}

freeze requirements.lock "What running Jianzhen needs." --group build --editable .
freeze requirements-dev.lock "What running and testing Jianzhen needs." \
  --constraint requirements.lock --group build --group dev --group docs --editable '.[spark,postgres]'
