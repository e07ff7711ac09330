#!/usr/bin/env bash
# Proves that the library cannot panic, as it is linked for firmware (whole-program optimization, opt-level 3 and s):
# a panic handler that calls a function which does not exist is linked with calls to the whole public API. The link
# fails where a path to a panic is left; then this script names the place. It also proves that neither std nor alloc
# is needed.
#   tools/panic-free.sh             both profiles
#   tools/panic-free.sh --selftest  plants a panic and a heap, and demands that both are found
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
crate=$root/tools/panic-free
target=$root/target/panic-free
fail() { echo "panic-free: $*" >&2; exit 1; }
for tool in ld nm objdump addr2line; do
    command -v $tool >/dev/null || fail "$tool is missing (Debian: binutils)"
done

build() { # build PROFILE [cargo's options]: sets lib
    local profile=$1
    cp "$root/Cargo.lock" "$crate/Cargo.lock" || fail "no Cargo.lock"
    cargo build --quiet --manifest-path "$crate/Cargo.toml" --target-dir "$target" --profile "$profile" "${@:2}" ||
        fail "$profile: the build failed"
    lib=$target/$profile/libtillwire_panic_free.a
}

link() { # link OUTPUT [ld's options]: the probes in $probes, and what they reach
    local symbol roots=()
    for symbol in $probes; do roots+=(-u "$symbol"); done
    # What a C library brings is none of ours.
    ld --gc-sections -e "${probes%% *}" "${roots[@]}" \
        --defsym={mem{cpy,move,set,cmp},bcmp,strlen,rust_eh_personality}=0 "${@:2}" "$lib" -o "$1"
}

places() { # places ELF: where a panic is left
    objdump -d -C --no-show-raw-insn "$1" | awk -v elf="$1" -v root="$root" -f "$crate/places.awk" | sort -V | uniq -c
}

check() { # check PROFILE [cargo's options]
    local profile=$1 heap symbol
    build "$@"
    heap=$(nm -C "$lib" 2>/dev/null | grep -E '__rust_(alloc|dealloc|realloc)|__rdl_|[ <&(](std|alloc)::' || true)
    [ -z "$heap" ] || fail "$profile: std or alloc is linked:"$'\n'"$heap"
    probes=$(nm --defined-only "$lib" 2>/dev/null | awk '$3 ~ /^probe_/ { printf "%s%s", n++ ? " " : "", $3 }')
    [ -n "$probes" ] || fail "$profile: no probe in $lib"
    if link "$target/$profile.elf" 2>"$target/$profile.log"; then
        echo "panic-free: $profile: $(wc -w <<<"$probes") probes link without a panic"
        return
    fi
    grep -q tillwire_must_not_panic "$target/$profile.log" || fail "$profile: the link failed"$'\n'"$(<"$target/$profile.log")"
    # Linked one by one, to name the probes, and all together with a handler, to find the calls.
    local all=$probes bad=
    for probes in $all; do link /dev/null 2>/dev/null || bad+=" $probes"; done
    probes=$all
    link "$target/$profile.elf" --defsym tillwire_must_not_panic=0
    echo "panic-free: $profile: may panic:$bad"
    places "$target/$profile.elf"
    return 1
} >&2

if [ "${1:-}" = --selftest ]; then
    target+=/selftest
    mkdir -p "$target"
    if found=$(check release --features planted 2>&1); then fail "selftest: a planted panic was not found"; fi
    grep -q 'planted\.rs:' <<<"$found" || fail "selftest: the report does not name the planted panic:"$'\n'"$found"
    if found=$(check release --features heap 2>&1); then fail "selftest: a heap was not found"; fi
    grep -q 'global memory allocator\|std or alloc' <<<"$found" || fail "selftest: the report does not name the heap:"$'\n'"$found"
    echo "panic-free: selftest: a planted panic and a planted heap were found"
else
    mkdir -p "$target"
    result=0
    for profile in release size; do check $profile || result=1; done
    exit $result
fi
