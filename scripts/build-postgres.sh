#!/bin/sh
# Builds the PostgreSQL that a release carries (cargo feature `bundled-postgres`): Debian's own source of
# postgresql-17, checked by apt against Debian's keyring, without ICU, readline and zlib, so that it needs nothing
# but libc and libm. The tarball has bin/, lib/, share/, the copyright notice, and template/: a data directory for
# users whose id has no name, which initdb refuses.
#
#     scripts/build-postgres.sh [OUTPUT_DIR]        # default: target/postgres; about 7 minutes on 2 cores
#
# Needs Debian or Ubuntu with gcc, make, bison, flex, bzip2 and Debian's keyring; apt is used with folders of its own,
# so no root is needed for it. Prints the two variables that `cargo build --features bundled-postgres` wants.
# A tarball that is there already is not built again: its name holds a hash of this script and the version.
set -eu

suite=trixie
package=postgresql-17
here=$(cd "$(dirname "$0")" && pwd)
script="$here/$(basename "$0")"
output=${1:-"$here/../target/postgres"}
mkdir -p "$output"
output=$(cd "$output" && pwd)
jobs=${JOBS:-$(nproc)}

for program in gcc make bison flex bzip2 apt-get apt-cache; do
    command -v "$program" >/dev/null || { echo "missing: $program (apt-get install build-essential bison flex bzip2)" >&2; exit 1; }
done
keyring=${DEBIAN_KEYRING:-/usr/share/keyrings/debian-archive-keyring.gpg}
[ -r "$keyring" ] || { echo "missing: $keyring (apt-get install debian-archive-keyring)" >&2; exit 1; }
# The mirror that this machine uses for Debian, unless one is named.
mirror=${DEBIAN_MIRROR:-$(apt-get indextargets --format '$(LABEL) $(REPO_URI)' | sed -n 's/^Debian //p' | sort -u | head -n 1)}
[ -n "$mirror" ] || { echo "no Debian mirror is configured here: set DEBIAN_MIRROR to one" >&2; exit 1; }

work=$(mktemp -d "${TMPDIR:-/tmp}/ropewalk-build-postgres-XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
# apt checks signatures, and the template is made, as users without rights.
chmod 755 "$work"

mkdir -p "$work/sources.d" "$work/lists/partial" "$work/cache/archives/partial" "$work/source"
echo "deb-src [signed-by=$keyring] $mirror $suite main" >"$work/sources.d/source.list"
apt() {
    program=$1
    shift
    "$program" -q \
        -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$work/sources.d" \
        -o Dir::State::Lists="$work/lists" -o Dir::Cache="$work/cache" "$@"
}
apt apt-get update >&2
version=$(apt apt-cache showsrc --only-source "$package" | sed -n 's/^Version: \([0-9.]*\)-.*/\1/p' | sort -V | tail -n 1)
[ -n "$version" ] || { echo "$package is not in $suite of $mirror" >&2; exit 1; }

architecture=$(uname -m)
identity=$(cat "$script" | sha256sum | cut -c1-12)
tarball="$output/postgres-$version-$architecture-$identity.tar.gz"
announce() {
    echo "ROPEWALK_POSTGRES_TARBALL=$tarball"
    echo "ROPEWALK_POSTGRES_VERSION=$version"
}
if [ -f "$tarball" ]; then
    announce
    exit 0
fi

cd "$work/source"
apt apt-get source --download-only "$package=$(apt apt-cache showsrc --only-source "$package" | sed -n "s/^Version: \($version-.*\)/\1/p" | sort -V | tail -n 1)" >&2
tar xjf "${package}_$version.orig.tar.bz2"
cd "postgresql-$version"
prefix="$work/install"
# $ORIGIN must reach the linker as it stands, through make and the shell.
./configure --quiet --prefix="$prefix" --without-icu --without-readline --without-zlib --disable-rpath \
    LDFLAGS='-Wl,-rpath,\$$ORIGIN/../lib' CFLAGS='-O2 -g0' >&2
make -s -j"$jobs" all >&2
make -s -j"$jobs" -C contrib all >&2
make -s install >&2
make -s -C contrib install >&2

# What runs, dumps, restores, checks and upgrades a database stays; what builds programs against it goes.
cd "$prefix"
rm -rf include lib/pgxs lib/pkgconfig share/doc share/man
find lib -name '*.a' -delete
rm -f lib/libecpg* lib/libpgtypes*
for program in bin/*; do
    case ${program#bin/} in
        initdb | postgres | pg_ctl | psql | pg_dump | pg_dumpall | pg_restore | pg_upgrade | pg_isready | pg_controldata | \
            pg_resetwal | pg_checksums | pg_amcheck) ;;
        *) rm -f "$program" ;;
    esac
done
find bin lib -type f | while read -r file; do strip --strip-unneeded "$file" 2>/dev/null || true; done
cp "$work/source/postgresql-$version/COPYRIGHT" "$prefix/COPYRIGHT"

mkdir "$work/template"
chmod 700 "$work/template"
as_user=
if [ "$(id -u)" = 0 ]; then
    # initdb refuses root.
    chown 65534:65534 "$work/template"
    as_user="setpriv --reuid 65534 --regid 65534 --clear-groups"
fi
(cd / && $as_user "$prefix/bin/initdb" -D "$work/template" -U ropewalk -E UTF8 -k --no-sync \
    --locale-provider=builtin --locale=C.UTF-8 --auth-local=trust --auth-host=reject >&2)
mv "$work/template" "$prefix/template"

tar --create --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --directory="$prefix" . \
    | gzip -9n >"$tarball.unfinished"
mv "$tarball.unfinished" "$tarball"
ls -l "$tarball" >&2
announce
