//! Every message of the corpus as it is decoded under both policies, and every error text; the files stand in `snapshots/`.

use std::fmt::Write as _;

use tillwire::spin::Answer;
use tillwire::{BufferTooSmall, Decode, ErrorKind, Options, Policy, WarningKind};

use crate::corpus;

fn settings() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(corpus::root().join("snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

#[test]
fn messages() {
    for (name, bytes) in corpus::spin() {
        let mut shown = String::new();
        for policy in [Policy::Tolerant, Policy::Strict] {
            writeln!(shown, "{policy:?}").unwrap();
            match Answer::decode_with(&bytes, &Options::new(policy)) {
                Ok(answer) => {
                    let verdict = answer.verdict();
                    writeln!(shown, "{}: {}", verdict.outcome, verdict.advice).unwrap();
                    writeln!(shown, "{answer:#?}").unwrap();
                    if let Answer::Response(response) = answer {
                        response
                            .warnings()
                            .for_each(|warning| writeln!(shown, "warning: {warning}").unwrap());
                    }
                }
                Err(error) => {
                    writeln!(shown, "{}: {}", error.outcome(), error.advice()).unwrap();
                    writeln!(shown, "error: {error}").unwrap();
                }
            }
        }
        settings().bind(|| insta::assert_snapshot!(format!("spin-{name}"), shown));
    }
}

#[test]
fn texts() {
    let mut texts = String::new();
    for kind in ErrorKind::ALL {
        writeln!(texts, "error {}: {kind}", kind.as_str()).unwrap();
    }
    for kind in WarningKind::ALL {
        writeln!(texts, "warning {}: {kind}", kind.as_str()).unwrap();
    }
    for outcome in tillwire::Outcome::ALL {
        writeln!(texts, "outcome {}: {outcome}", outcome.as_str()).unwrap();
    }
    for advice in tillwire::Advice::ALL {
        writeln!(texts, "advice {}: {advice}", advice.as_str()).unwrap();
    }
    for rule in tillwire::Rule::ALL {
        writeln!(texts, "rule {}: {rule}", rule.as_str()).unwrap();
    }
    writeln!(texts, "{}", BufferTooSmall { needed: 12 }).unwrap();
    settings().bind(|| insta::assert_snapshot!("texts", texts));
}

#[test]
fn the_text_of_an_error_is_one_line_in_lower_case_without_a_full_stop() {
    for kind in ErrorKind::ALL {
        let text = kind.to_string();
        assert!(!text.ends_with('.') && !text.contains('\n'), "{text}");
        assert!(
            text.starts_with(|c: char| c.is_ascii_lowercase() || c == '`') || text.starts_with("CDATA"),
            "{text}"
        );
    }
}
