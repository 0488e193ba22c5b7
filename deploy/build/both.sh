#!/usr/bin/env bash
# Builds the web app and the server side by side: each leaves a core idle now and then, and they share nothing that one
# would wait for. Fails when either does.
set -euo pipefail
here=$(dirname "$0")

# In a group of its own, for it does not hear Ctrl-C by itself. Through a pipe: of two that draw the last line of their
# logs on one terminal none could be read.
set -m
"$here/site.sh" > >(cat) 2>&1 &
site=$!
set +m
trap 'kill -- -"$site" 2>/dev/null || true; exit 130' INT TERM
status=0
"$here/server.sh" || status=$?
wait "$site" || status=$?
exit "$status"
