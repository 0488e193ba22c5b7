# shellcheck shell=bash
# Debian packages: which are missing, and how they are installed. Sourced by tools.sh.
# A package counts as present when what it is wanted for is there, wherever that came from.

# "package<tab>a test that succeeds when it is not needed", for the build and the demo.
apt_for_demo() {
    cat <<'LIST'
build-essential	have cc && have c++ && have make
pkg-config	have pkg-config
ca-certificates	[ -s /etc/ssl/certs/ca-certificates.crt ]
curl	have curl
brotli	have brotli
nodejs	have node
npm	have npm
postgresql	compgen -G '/usr/lib/postgresql/*/bin/initdb' || have initdb
LIST
}

# The same for what the tests and the pictures need on top.
apt_for_test() {
    cat <<'LIST'
python3-venv	python3 -c 'import ensurepip, venv'
chromium	have chromium
redis-server	have redis-server
fonts-inter	compgen -G '/usr/share/fonts/*/*nter*/*' || fc-list 2>/dev/null | grep -qi 'inter'
fonts-jetbrains-mono	compgen -G '/usr/share/fonts/*/*/*etBrainsMono*' || fc-list 2>/dev/null | grep -qi jetbrains
fonts-noto-color-emoji	compgen -G '/usr/share/fonts/*/*/NotoColorEmoji*' || fc-list 2>/dev/null | grep -qi 'color emoji'
LIST
}

# Prints the packages of a list that are missing here.
apt_missing() {
    local package test
    while IFS=$'\t' read -r package test; do
        eval "$test" >/dev/null 2>&1 || printf '%s ' "$package"
    done
}

# Installs the packages named, or stops with a sentence that names them.
apt_install() {
    [ $# -gt 0 ] || return 0
    have apt-get || die "This is not Debian or Ubuntu: install what these Debian packages hold by your own means, then repeat: $*"
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        if have sudo && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
            as_root=(sudo)
        else
            die "These packages are missing and neither root nor sudo is here to install them. Ask for: apt-get install --no-install-recommends $*${APT_HINT:-}"
        fi
    fi
    say "installing Debian packages (up to 4 minutes): $*"
    if [ ${#as_root[@]} -gt 0 ]; then sudo -v || die "sudo refused: run as root, or ask for: apt-get install --no-install-recommends $*"; fi
    if [ -z "${APT_UPDATED:-}" ]; then
        quietly "${as_root[@]}" apt-get -q update || say "apt-get update did not succeed everywhere: going on with the lists there are"
        APT_UPDATED=1
    fi
    quietly "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends "$@" ||
        die "apt-get could not install them: read $LOG, put right what it names, then repeat."
}
