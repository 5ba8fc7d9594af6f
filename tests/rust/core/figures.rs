//! The bodies that the figures and benchmarks measure, read as they are meant to be.

use mixerr::{Action, Outcome, read};
use mixerr_tests::build::root;

#[test]
fn measured_bodies_are_what_the_tables_of_figures_say() {
    let error = |code, description: &str| format!("{code} {description}");
    for (name, expected) in [
        ("a.json", error(20119, "PIN incorrect.")),
        ("b.json", error(500, "Internal Server Error")),
        ("c.json", error(10002, "The request body can't be parsed as valid data.")),
        ("d.json", error(20119, "中文 PIN 😀🔒 \"incorrect\".")),
    ] {
        let body = std::fs::read(root().join("tests/tools/figures/bodies").join(name)).expect("a body");
        let Outcome::Api(error) = read(202, &body) else { panic!("{name} is not an error") };
        assert_eq!(format!("{} {}", error.code(), error.description()), expected, "{name}");
    }
    let body =
        |name: &str| std::fs::read(root().join("tests/tools/figures/bodies").join(name)).expect("a body");
    assert!(read(200, &body("e.json")).is_success());
    assert_eq!(read(502, &body("f.html")).action(), Action::Retry);
}
