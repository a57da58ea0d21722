#!/bin/sh
# Makes the Python environment in the folder given, with the first Python >= 3.11 that is found.
# Says in one line what is missing. An environment that was moved or whose Python is gone is made anew.
set -eu

folder=$1
place="$folder/.place"

if [ -x "$folder/bin/python" ] && "$folder/bin/python" -c 'import sys, pip' 2>/dev/null; then
    if [ ! -f "$place" ] || [ "$(cat "$place")" = "$PWD" ]; then
        printf '%s' "$PWD" > "$place"
        exit 0
    fi
fi

chosen=
old=
for name in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python3.14; do
    version=$("$name" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        chosen=$name
        break
    fi
    old="$old $version"
done

if [ -z "$chosen" ]; then
    echo "Yinuo needs Python 3.11 or newer; found:${old:- none}. Debian/Ubuntu: apt-get install python3 python3-venv; macOS: brew install python@3.13; or make PYTHON=/path/to/python3. 需要 Python 3.11 或更高版本。" >&2
    exit 1
fi
if ! "$chosen" -c 'import ensurepip, venv' 2>/dev/null; then
    echo "$chosen ($version) lacks its venv module: apt-get install python3-venv (or python$version-venv), then run make again. 缺少 python3-venv 软件包。" >&2
    exit 1
fi

echo "Making the environment in $folder with Python $version." >&2
rm -rf "$folder"
"$chosen" -m venv "$folder"
printf '%s' "$PWD" > "$place"
