#!/usr/bin/env bash
# Installs cargo-fuzz below the cache folder and prints the folder of its binary; a second run only prints.
#   PATH="$(tools/fuzz-setup.sh):$PATH" RUSTC_BOOTSTRAP=1 cargo fuzz run TARGET
# libFuzzer comes as C++ source: g++ is needed, nothing else. RUSTC_BOOTSTRAP=1 stands in for a nightly compiler, which
# the address sanitizer would ask for otherwise.
set -euo pipefail
version=0.13.2
prefix=${XDG_CACHE_HOME:-$HOME/.cache}/tillwire/cargo-fuzz-$version
if ! command -v g++ >/dev/null; then
    { apt-get update -qq && apt-get install -qq -y --no-install-recommends g++; } >&2
fi
if [ "$("$prefix/bin/cargo-fuzz" --version 2>/dev/null)" != "cargo-fuzz $version" ]; then
    cargo install --quiet --locked --root "$prefix" "cargo-fuzz@$version" >&2
fi
echo "$prefix/bin"
