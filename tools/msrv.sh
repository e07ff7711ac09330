#!/usr/bin/env bash
# Runs a cargo command with the oldest rustc that the workspace promises (rust-version in Cargo.toml).
#   tools/msrv.sh cargo check -p tillwire --all-features
#   eval "$(tools/msrv.sh)"                  the same environment, for this shell
# The compiler is Debian's, unpacked below the cache folder: nothing is installed or removed, because the
# package conflicts with rustup's. cargo stays the one in PATH. First run: about 100 MB of packages.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
version=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' "$root/Cargo.toml")
prefix=${XDG_CACHE_HOME:-$HOME/.cache}/tillwire/rust-$version
fail() { echo "msrv: $*" >&2; exit 1; }
[ -n "$version" ] || fail "no rust-version in Cargo.toml"

packaged() { apt-cache madison rustc-web 2>/dev/null | awk -v v="$version." 'index($3, v) == 1 && !n++ { print $3 }'; }

unpack() {
    local pin llvm new=$prefix.new
    command -v apt-get >/dev/null || fail "rustc $version comes from Debian's packages, and there is no apt-get"
    [ -n "$(packaged)" ] || apt-get update -qq >&2
    pin=$(packaged)
    [ -n "$pin" ] || fail "Debian's package lists hold no rustc-web $version (bookworm does)"
    llvm=$(apt-cache depends "libstd-rust-web-$version" | awk '/Depends: libllvm/ { print $2 }')
    # The shared libraries that LLVM needs and this machine lacks.
    local missing=() name
    for name in $(apt-cache depends --recurse --no-{recommends,suggests,conflicts,breaks,replaces,enhances} "$llvm" |
        grep '^[a-z]'); do
        dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q ' installed$' || missing+=("$name")
    done
    rm -rf "$new" && mkdir -p "$new/debs/partial" && cd "$new/debs"
    # A package that the archive has replaced since the last update is gone: one more try with fresh lists.
    local debs=("rustc-web=$pin" "libstd-rust-web-dev=$pin" "libstd-rust-web-$version=$pin" "${missing[@]}")
    apt_download "${debs[@]}" || { apt-get update -qq >&2 && apt_download "${debs[@]}"; } || fail "download failed"
    local deb
    for deb in *.deb; do dpkg --fsys-tarfile "$deb" | tar -x -C "$new" --exclude='./usr/share/*'; done
    cd "$root" && rm -rf "$new/debs"
    local tool libs arch
    arch=$(basename "$new"/usr/lib/*-linux-gnu)
    libs=$prefix/usr/lib/$arch:$prefix/lib/$arch
    for tool in rustc rustdoc; do
        printf '#!/bin/sh\nLD_LIBRARY_PATH=%q exec %q "$@"\n' "$libs" "$prefix/usr/bin/$tool" >"$new/$tool"
        chmod +x "$new/$tool"
    done
    # The finished folder appears at once, so that a run that was cut short leaves nothing half-made behind.
    rm -rf "$prefix" && mv "$new" "$prefix"
}
apt_download() { apt-get download -q -o APT::Sandbox::User=root "$@" >&2; }

[ -x "$prefix/rustdoc" ] || unpack
"$prefix/rustc" --version | grep -q "^rustc $version\." || fail "$prefix/rustc is not rustc $version"

export RUSTC=$prefix/rustc RUSTDOC=$prefix/rustdoc CARGO_TARGET_DIR=$root/target/msrv
unset RUSTC_WRAPPER RUSTC_WORKSPACE_WRAPPER
if [ $# -gt 0 ]; then exec "$@"; fi
printf 'export RUSTC=%q RUSTDOC=%q CARGO_TARGET_DIR=%q\n' "$RUSTC" "$RUSTDOC" "$CARGO_TARGET_DIR"
