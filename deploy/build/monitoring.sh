#!/usr/bin/env bash
# Checks what deploy/monitoring holds: the configuration, the rules, the tests of the rules, the form of the dashboards.
# That every metric named there exists is a test of the server (server/tests/it/monitoring.rs).
set -euo pipefail
here=$(dirname "$0")
. "$here/../setup/lib.sh"
. "$here/../setup/promtool.sh"
cd "$ENLACE_ROOT/deploy/monitoring"
: >"$LOG"

promtool=$(promtool_path)
quietly "$promtool" check config prometheus.yml || die "prometheus.yml or the rules are wrong: the message stands above."
quietly "$promtool" test rules rules/*.test.yml || die "A rule does not do what its test says: the message stands above."
for dashboard in dashboards/*.json; do
    quietly python3 -c 'import json, sys
board = json.load(open(sys.argv[1]))
places = [p["gridPos"] for p in board["panels"]]
ids = [p["id"] for p in board["panels"]]
assert board["uid"] and board["title"] and len(set(ids)) == len(ids), "uid, title, or two panels of one id"
assert all(p["x"] + p["w"] <= 24 for p in places), "a panel leaves the 24 columns"' "$dashboard" ||
        die "$dashboard is no dashboard that Grafana could load: the message stands above."
done
say "monitoring: rules, their tests and $(ls dashboards/*.json | wc -l) dashboards are right"
