#!/bin/sh
# Every check that reads the code without running the product. Runs all of them, then names those that failed.
set -u

failed=
check() {
    name=$1
    shift
    if said=$("$@" 2>&1); then
        printf '  %-10s ok\n' "$name"
    else
        printf '  %-10s FAILED\n%s\n' "$name" "$said"
        failed="$failed $name"
    fi
}

export DATABASE_URL="${DATABASE_URL:-postgresql:///none}"
export DJANGO_SETTINGS_MODULE=yinuo.config.settings

check style "$PY" -m ruff check --quiet .
check layout "$PY" -m ruff format --check --quiet .
check walls "$PY" -c 'import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())'
check types "$PY" -m mypy
check templates "$PY" -m djlint --quiet --lint src
check lock "$PY" scripts/lock_complete.py
check house "$PY" -m pytest -q -p no:cacheprovider tests/house
# These ask the database: the embedded one is started unless another address was given.
[ "$DATABASE_URL" = "postgresql:///none" ] && unset DATABASE_URL
check migrations "$PY" -W ignore -m django makemigrations --check --dry-run
check documents "$PY" -m yinuo.config.cli docs --check
"$PY" -m yinuo.config.cli database stop --quiet

if [ -n "$failed" ]; then
    echo "check: failed:$failed" >&2
    exit 1
fi
