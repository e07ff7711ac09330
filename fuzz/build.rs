//! Tells the compiler that `cargo fuzz` sets a `cfg`.

fn main() {
    println!("cargo::rustc-check-cfg=cfg(fuzzing)");
    println!("cargo::rerun-if-changed=build.rs");
}
