//! The bodies that the figures and benchmarks measure.

use mixerr::{Action, Outcome, read};
use mixerr_tests::build::root;

fn body(name: &str) -> Vec<u8> {
    std::fs::read(root().join("tests/tools/figures/bodies").join(name)).expect("a body")
}

#[test]
fn measured_errors_have_their_code_and_description() {
    for (name, code, description) in [
        ("a.json", 20119, "PIN incorrect."),
        ("b.json", 500, "Internal Server Error"),
        ("c.json", 10002, "The request body can't be parsed as valid data."),
        ("d.json", 20119, "中文 PIN 😀🔒 \"incorrect\"."),
    ] {
        let Outcome::Api(error) = read(202, &body(name)) else { panic!("{name} is not an error") };
        assert_eq!((error.code().as_u32(), error.description()), (code, description), "{name}");
    }
}

#[test]
fn measured_success_and_page_are_a_success_and_a_page() {
    assert!(read(200, &body("e.json")).is_success());
    assert_eq!(read(502, &body("f.html")).action(), Action::Retry);
}
