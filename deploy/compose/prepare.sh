#!/bin/sh
# Makes what is yours alone, in deploy/compose/own/: passwords, settings, nginx's site under your name. Leaves alone what
# is there already, so it may be run again.
#
#   sh deploy/compose/prepare.sh practice.college.example
set -eu

name="${1:-}"
case "$name" in
  "" | *[!a-z0-9.-]* | .* | -*)
    echo "prepare.sh: give the name under which people will open Alongside, such as practice.college.example." >&2
    exit 2
    ;;
esac

here="$(cd "$(dirname "$0")" && pwd)"
own="${ALONGSIDE_OWN:-$here/own}"
# Everything in here is a secret to the other users of this machine. The containers read the single files as users of
# their own, so those are readable, in a folder that is not.
umask 022
mkdir -p "$own/tls"
chmod 700 "$own"

random() {
  od -An -N 24 -t x1 /dev/urandom | tr -d ' \n'
}

# write FILE: keeps what is there; otherwise takes it from standard input.
write() {
  if [ -e "$own/$1" ]; then
    cat >/dev/null
    echo "kept   $own/$1"
  else
    cat >"$own/$1"
    echo "wrote  $own/$1"
  fi
}

if [ -e "$own/settings.env" ]; then
  echo "kept   $own/settings.env, and the passwords that belong to it"
else
  database="$(random)"
  locks="$(random)"
  printf '%s' "$database" >"$own/database_password"
  printf 'requirepass %s\nsave ""\nappendonly no\nmaxmemory 128mb\nmaxmemory-policy noeviction\ndir /data\n' "$locks" >"$own/redis.conf"
  sed "s/NAME/$name/; s/DATABASE_PASSWORD/$database/; s/LOCKS_PASSWORD/$locks/" "$here/settings.env.example" >"$own/settings.env"
  echo "wrote  $own/settings.env, database_password and redis.conf"
fi

sed "s/practice\.college\.example/$name/g; s|/var/log/nginx/alongside\.log|/dev/stdout|; s|/var/log/nginx/alongside-errors\.log|/dev/stderr|" "$here/../nginx/alongside.conf" | write alongside.conf
sed 's/127\.0\.0\.1:8000/pod:8000/' "$here/../nginx/alongside/upstream.conf" | write upstream.conf

if [ ! -e "$own/tls/fullchain.pem" ]; then
  echo "Now put the certificate for $name into $own/tls/: fullchain.pem, and its key as privkey.pem, both owned by root."
fi
