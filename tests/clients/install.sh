#!/usr/bin/env bash
# What `make test-clients` needs from the system: installed where one may, else named.
set -eu
lacking=()
needs() { # needs PACKAGE COMMAND…: the package, if the command fails
  local package=$1
  shift
  "$@" >/dev/null 2>&1 || lacking+=("$package")
}
needs calcurse command -v calcurse
needs chromium command -v chromium
needs default-jre-headless command -v java
needs gir1.2-ical-3.0 /usr/bin/python3 -c 'import gi; gi.require_version("ICalGLib", "3.0")'
needs nginx-light command -v nginx
needs nodejs command -v node
needs npm command -v npm
needs python3-gi /usr/bin/python3 -c 'import gi'
if [ ${#lacking[@]} -eq 0 ]; then
  exit 0
elif [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  apt-get -q update
  DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends "${lacking[@]}"
else
  echo "make test-clients needs these Debian packages: ${lacking[*]}" >&2
  echo "Install them (sudo apt-get install ${lacking[*]}), then try again." >&2
  exit 1
fi
