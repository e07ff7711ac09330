use tillwire::{Decode, Options, Policy, spin::*};
#[test]
fn all() {
    let mut files: Vec<_> = std::fs::read_dir("../corpus/spin").unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    for f in files {
        let b = std::fs::read(&f).unwrap();
        let n = f.file_name().unwrap().to_str().unwrap().to_owned();
        match Answer::decode(&b) {
            Ok(a) => {
                println!(
                    "{n}: {:?} {}",
                    a.verdict(),
                    match &a {
                        Answer::Response(r) => format!("{:?}", r.warnings()),
                        _ => String::new(),
                    }
                );
                if n.contains("status") || n.contains("daily") {
                    println!("{a:#?}");
                }
            }
            Err(e) => println!("{n}: ERR {e}"),
        }
        if let Err(e) = Answer::decode_with(&b, &Options::new(Policy::Strict)) {
            println!("   strict {e}");
        }
    }
}
