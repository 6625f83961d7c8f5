#!/usr/bin/env bash
# Install the Debian packages that are missing: `run` for `make run`, `test` for `make test`.
# Only what is missing is asked for, so that a machine that has everything needs neither network nor root.
set -euo pipefail

python=${PYTHON:-python3}
wanted=()

need() { # need PACKAGE COMMAND...: the package is wanted unless the command succeeds
  local package=$1
  shift
  "$@" >/dev/null 2>&1 || wanted+=("$package")
}

has_browser() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
has_postgresql() { compgen -G '/usr/lib/postgresql/*/bin/initdb' || command -v initdb; }
has_chinese_font() { command -v fc-list && [ -n "$(fc-list :lang=zh family)" ]; }

need python3-venv "$python" -c 'import ensurepip, venv'
if [ "${1:-run}" = test ]; then
  need openjdk-17-jre-headless java -version   # Spark
  need chromium has_browser                    # the report is looked at in a browser
  need poppler-utils pdftotext -v              # and its print is read back
  need postgresql has_postgresql               # the platform is tested on it too; the tests start their own server
  need fontconfig command -v fc-list
  need fonts-noto-cjk has_chinese_font         # and its Chinese text has to be drawn
fi

[ ${#wanted[@]} -gt 0 ] || exit 0

echo "缺少系统软件包 missing system packages: ${wanted[*]}"
if ! command -v apt-get >/dev/null; then
  echo "请用本机的包管理器安装 install their like with the package manager of this machine" >&2
  exit 1
fi
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "请以 root 运行 run as root: apt-get install ${wanted[*]}" >&2
    exit 1
  fi
  as_root=(sudo)
fi
"${as_root[@]}" apt-get update -q
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${wanted[@]}"
