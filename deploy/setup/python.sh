#!/usr/bin/env bash
# Twilio's own SDK for Python, which the tests of the town use as an independent client and judge of signatures.
# Goes into a virtual environment under $ENLACE_CACHE; does nothing when it is there already.
#   deploy/setup/python.sh
set -euo pipefail
here=$(dirname "$0")
. "$here/lib.sh"
. "$here/apt.sh"

TWILIO_SDK=9.13.0
into=$ENLACE_CACHE/python

# Whether the SDK is there in the version wanted.
sdk_ready() {
    [ -x "$into/bin/python" ] &&
        [ "$("$into/bin/python" -c 'import twilio; print(twilio.__version__)' 2>/dev/null)" = "$TWILIO_SDK" ]
}

if sdk_ready; then
    say "Twilio's SDK for Python: ready"
    exit 0
fi
have python3 || apt_install python3 python3-venv
# Debian's python3 comes without what makes environments.
python3 -c 'import ensurepip, venv' 2>/dev/null || apt_install python3-venv
python3 -c 'import sys; sys.exit(sys.version_info < (3, 9))' ||
    die "$(python3 --version) is too old: install Python 3.9 or later (apt-get install python3 python3-venv on Debian 12), then repeat."

say "Twilio's SDK for Python $TWILIO_SDK (half a minute, once)"
: >"$LOG"
rm -rf "$into"
quietly python3 -m venv "$into" || die "python3 can't make a virtual environment in $into: read $LOG."
quietly "$into/bin/python" -m pip install --quiet --disable-pip-version-check --no-input "twilio==$TWILIO_SDK" ||
    die "pip could not install twilio $TWILIO_SDK: see that PyPI can be reached from here (pip's own settings say where it looks), then repeat."
sdk_ready || die "twilio $TWILIO_SDK does not load: remove $into and repeat."
say "Twilio's SDK for Python: ready"
