#!/bin/sh
# Prints the instructions per byte of every operation on every sample: deterministic, whatever else the machine does.
# Needs valgrind. Usage: benches/instructions.sh [OPERATION]
set -eu
cd "$(dirname "$0")/.."

command -v valgrind > /dev/null || { echo "not run: valgrind is missing" >&2; exit 1; }
cargo build --quiet --release --package tillwire-benches --bin instructions
program="${CARGO_TARGET_DIR:-target}/release/instructions"

count() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$program" "$1" "$2" "$3" 2>&1 | awk '/Collected/ { print $4 }'
}

printf '%-12s %-8s %6s %9s %8s\n' operation sample bytes instr instr/B
"$program" | while read -r operation sample bytes; do
    [ "${1:-$operation}" = "$operation" ] || continue
    idle=$(count "$operation" "$sample" 0)
    busy=$(count "$operation" "$sample" 1000)
    awk -v o="$operation" -v s="$sample" -v b="$bytes" -v i="$idle" -v n="$busy" 'BEGIN {
        each = (n - i) / 1000
        printf "%-12s %-8s %6d %9.0f %8.2f\n", o, s, b, each, each / b
    }'
done
