#!/usr/bin/env bash
# Audits the pages of a running product with Lighthouse; fails if one of them scores below 95.
#   benchmarks/lighthouse.sh [http://127.0.0.1:8000] [page] [--full] [--save FOLDER]
# Needs Node 18.20 or newer and Chromium (CHROME_PATH says where, if it is not /usr/bin/chromium).
set -euo pipefail
cd "$(dirname "$0")/lighthouse"
command -v npm >/dev/null || { echo "Lighthouse needs Node.js with npm, which is not on this machine." >&2; exit 1; }
[[ node_modules/.package-lock.json -nt package-lock.json ]] || npm ci --silent --no-audit --no-fund
exec node audit.mjs "$@"
