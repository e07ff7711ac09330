//! Exit codes, where the input comes from, and how it is taken.

use crate::run::{command, corpus_files, folder, pipe, run};

const LOST_BRACKET: &str = "response-07-status.xml";

#[test]
fn exit_codes() {
    let broken = "<xmp><response><RefId>1</RefId>";
    for (args, code) in [
        (&["response-01-sale-approved.xml"][..], 0),
        (&["response-02-sale-declined.xml"], 0),
        (&["body-online.txt"], 0),
        (&[LOST_BRACKET], 0),
        (&[LOST_BRACKET, "--deny-warnings"], 1),
        (&[LOST_BRACKET, "--policy", "strict"], 65),
        (&["field-nul-after-end.xml", "--deny-warnings", "--as", "xml"], 1),
        (&["response-01-sale-approved.xml", "--deny-warnings"], 0),
        (&["../refused/body-html.html"], 65),
        (&["../refused/body-html.html", "--deny-warnings"], 65),
        (&["no-such-file"], 74),
        (&["../refused/body-html.html", "no-such-file", "response-01-sale-approved.xml"], 74),
        (
            &[LOST_BRACKET, "../refused/body-html.html", "response-01-sale-approved.xml", "--deny-warnings"],
            65,
        ),
        (&[], 2),
        (&["--as", "json", "../refused/body-html.html"], 2),
    ] {
        for command in ["show", "check"] {
            let ran = run(&[&[command], args].concat());
            assert_eq!(ran.code, code, "{command} {args:?}: {}", ran.err);
            assert!(command == "show" || ran.out.is_empty(), "check prints nothing: {}", ran.out);
            assert_eq!(ran.err.is_empty(), !matches!(code, 2 | 74), "{args:?}: {}", ran.err);
        }
        assert_eq!(pipe(&["check", "-"], broken).code, 65);
    }
}

#[test]
fn the_next_file_still_runs() {
    let ran =
        run(&["show", "--format", "json", "no-such-file", "../refused/body-html.html", "body-online.txt"]);
    let json = ran.json();
    let files: Vec<_> = json.iter().map(|line| line["file"].as_str()).collect();
    assert_eq!(files, [Some("../refused/body-html.html"), Some("body-online.txt")]);
    assert!(ran.err.contains("no-such-file"), "{}", ran.err);
}

#[test]
fn folders_are_walked_in_order() {
    let root = folder("walk");
    std::fs::create_dir_all(root.join("b/inner")).unwrap();
    std::fs::create_dir_all(root.join(".hidden")).unwrap();
    for name in
        ["c.txt", "a.txt", "b/2.txt", "b/inner/1.txt", "README.md", "b/README.md", ".dot", ".hidden/x.txt"]
    {
        std::fs::write(root.join(name), "Online").unwrap();
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink(&root, root.join("b/loop")).unwrap();
    let root = root.to_str().unwrap();
    let ran = run(&["show", "--format", "json", root]);
    let json = ran.json();
    let files: Vec<_> =
        json.iter().filter_map(|line| line["file"].as_str()?.strip_prefix(root)?.strip_prefix('/')).collect();
    assert_eq!(files, ["a.txt", "b/2.txt", "b/inner/1.txt", "c.txt"]);
    assert_eq!(ran.code, 0);

    assert_eq!(run(&["check", "."]).code, 0);
    assert_eq!(run(&["check", ".", "../refused"]).code, 65, "the HTML page of the corpus");
    let all = run(&["show", "--format", "json", "."]);
    assert_eq!(all.json().len(), corpus_files().len());
}

#[test]
fn a_folder_without_files_is_no_success() {
    let root = folder("empty");
    assert_eq!(run(&["check", root.to_str().unwrap()]).code, 74);
}

#[test]
fn what_an_input_is_taken_for() {
    for (input, format, kind, outcome) in [
        ("<response/>", "spin", Some("response"), Some("unknown")),
        (
            "\u{feff}\r\n<?xml version='1.0'?><!--x--><xmp><response/></xmp>",
            "spin",
            Some("response"),
            Some("unknown"),
        ),
        ("<request><AuthKey>k</AuthKey></request>", "xml", None, None),
        ("<Response/>", "xml", None, None),
        (" Transaction in progress\r\n", "text", Some("link_state"), Some("not_payment")),
        ("Amount=1.00,Tip=0.00", "pairs", None, None),
        ("<html><p>a=b", "text", Some("html"), Some("refused")),
        ("Approved", "text", None, Some("unknown")),
        ("a=b<c", "text", None, Some("unknown")),
        ("", "text", None, Some("unknown")),
        ("<xmp><request/></xmp>", "spin", None, Some("unknown")),
        ("<xmp><respons", "spin", None, Some("unknown")),
        ("<note><to>", "xml", None, Some("unknown")),
    ] {
        let ran = pipe(&["show", "--format", "json", "-"], input);
        let json = &ran.json()[0];
        let text = |name: &str| json[name].as_str();
        assert_eq!((text("format"), text("kind"), text("outcome")), (Some(format), kind, outcome), "{input}");
        assert_eq!(json["error"].is_null(), ran.code == 0, "{input}");
    }
}

#[test]
fn as_says_what_it_is() {
    let json = |format: &str, input: &str| {
        pipe(&["show", "--format", "json", "--reveal", "--as", format, "-"], input).json().remove(0)
    };
    let xml = json("xml", "<response a='1'>\n<b>&lt;</b><c> </c><!--d--><e/></response>");
    let names: Vec<_> =
        xml["fields"].as_array().unwrap().iter().map(|field| field["name"].as_str().unwrap()).collect();
    assert_eq!(
        names,
        ["response", "@a", "b", "#text", "/b", "c", "#text", "/c", "#comment", "e", "/e", "/response"]
    );
    assert_eq!((&xml["fields"][3]["value"], &xml["fields"][1]["offset"]), (&"<".into(), &10.into()));

    let pairs = json("pairs", "a=1,,b,\n c\n=<2>");
    let entries = serde_json::json!([["a", "1"], ["", null], ["b", null], ["c", "<2>"]]);
    assert_eq!((&pairs["lists"][0]["name"], &pairs["lists"][0]["entries"]), (&().into(), &entries));

    let spin = json("spin", "<request/>");
    assert_eq!((&spin["error"]["kind"], &spin["format"]), (&"unexpected_element".into(), &"xml".into()));
}

#[test]
fn bytes_that_are_no_text() {
    for format in ["auto", "spin", "xml", "pairs"] {
        let ran = pipe(&["show", "--format", "json", "--as", format, "-"], b"<xmp>caf\xe9</xmp>");
        assert_eq!(ran.code, 65);
        assert_eq!(
            ran.json()[0]["error"],
            serde_json::json!({"kind": "invalid_utf8", "offset": 8, "field": null})
        );
        let ran = pipe(&["show", "--as", format, "-"], (0..=255).cycle().take(5000).collect::<Vec<u8>>());
        assert_eq!(ran.code, 65, "{}", ran.err);
    }
}

#[test]
fn an_input_above_the_limit_is_not_read_whole() {
    for format in ["auto", "pairs"] {
        let ran = pipe(&["show", "--format", "json", "--as", format, "-"], vec![b' '; (16 << 20) + 9]);
        assert_eq!((ran.code, &ran.json()[0]["error"]["kind"]), (65, &"too_long".into()));
    }
}

#[test]
fn color() {
    let with = |args: &[&str], env: &[(&str, &str)]| {
        let mut command = command(&["show", "../refused/body-html.html"]);
        command.args(args).envs(env.iter().copied());
        command.output().unwrap().stdout.contains(&0x1b)
    };
    assert!(!with(&[], &[]), "no terminal, no colour");
    assert!(with(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!with(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!with(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
    assert!(with(&["--color", "always"], &[]));
    assert!(with(&["--color", "always"], &[("NO_COLOR", "1")]), "asked for by name");
    assert!(!with(&["--color", "always", "--format", "json"], &[]));
}

#[cfg(unix)]
#[test]
fn a_broken_pipe_is_no_error() {
    use std::process::Stdio;
    // Far more than a pipe holds.
    let files = vec!["response-19-level-2-3.xml"; 200];
    let mut child = command(&[&["show"], &files[..]].concat())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
}
