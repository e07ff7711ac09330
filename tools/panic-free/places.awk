# Reads `objdump -d -C --no-show-raw-insn` of an executable (-v elf=FILE -v root=FOLDER) and prints the lines of this
# repository from which a function of core that does nothing but panic can be reached, through functions of other crates
# as well. Where only a table of functions leads there (a Display or Debug), it prints the last function before it.

/^[0-9a-f]+ <.*>:$/ {
    here = $1; sub(/^0+/, "", here)
    name[here] = substr($0, index($0, "<") + 1); sub(/>:$/, "", name[here])
    if (name[here] ~ /^core::(panicking::|.*(_fail|_fail_rt|_failed|_mismatch|panic_[a-z_]*)$)/) { queue[++last] = here; cause[here] = name[here] }
    next
}

# A call, or a function whose address is taken.
$2 ~ /^(call|jmp|lea|mov)/ {
    line = $0; at = $1; sub(/:$/, "", at)
    if ($2 ~ /^(call|jmp)/) target = $3
    else if (match(line, /# [0-9a-f]+ /)) target = substr(line, RSTART + 2, RLENGTH - 3)
    else if (match(line, /\$0x[0-9a-f]+/)) target = substr(line, RSTART + 3, RLENGTH - 3)
    else next
    sites[target] = sites[target] " " at
    owner[at] = here
}

END {
    for (first = 1; first <= last; first++) {
        target = queue[first]
        count = split(sites[target], places, " ")
        found = 0
        for (i = 1; i <= count; i++) {
            from = owner[places[i]]
            if (from == target || (from in cause && cause[from] == name[from])) continue
            found = 1
            place = ours(places[i])
            if (place != "") print place ": " cause[target] via[target]
            else if (!(from in cause)) {
                queue[++last] = from; cause[from] = cause[target]
                via[from] = " via " name[from] via[target]
            }
        }
        if (!found && cause[target] != name[target]) print "through a table of functions: " cause[target] via[target]
    }
}

# The innermost line of this repository at an address, with inlining undone; rather one that has a number.
function ours(address,    command, line, result) {
    command = "addr2line -i -e '" elf "' 0x" address
    while ((command | getline line) > 0)
        if (index(line, root "/") == 1 && (result == "" || result ~ /\?$/)) {
            result = substr(line, length(root) + 2); sub(/ \(discriminator.*/, "", result)
        }
    close(command)
    return result
}
