# shellcheck shell=bash
# Prometheus' own checker of rules. Sourced. Debian's package `prometheus` would start a server at once, so that the one
# program is taken out of it where it is not installed already; nothing of the machine is changed.

# Prints where promtool is; gets it where it is nowhere.
promtool_path() {
    if have promtool; then
        command -v promtool
        return
    fi
    local into=$ENLACE_CACHE/tools/prometheus
    if [ ! -x "$into/usr/bin/promtool" ]; then
        have apt-get || die "promtool is missing: install Prometheus (https://prometheus.io) so that it is on PATH, then repeat."
        say "promtool, from Debian's package prometheus (half a minute, once)" >&2
        rm -rf "$into.new"
        mkdir -p "$into.new"
        (cd "$into.new" && apt-get -q download prometheus) >>"$LOG" 2>&1 ||
            die "apt-get could not download prometheus: run apt-get update, see $LOG, then repeat."
        dpkg-deb -x "$into.new"/prometheus_*.deb "$into.new" >>"$LOG" 2>&1 || die "The package prometheus could not be opened: see $LOG."
        rm -rf "$into" "$into.new"/*.deb
        mv "$into.new" "$into"
    fi
    echo "$into/usr/bin/promtool"
}
