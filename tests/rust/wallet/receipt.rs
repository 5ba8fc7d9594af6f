//! The receipt of the wallet in C (examples/firmware/c/receipt.c), in every split of a response.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use mixerr::{Outcome, read};
use mixerr_tests::build::succeed;
use proptest::prelude::{Just, Strategy};
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use proptest::{collection, prop_oneof, sample};

const ID: &str = "c6d0c728-2624-429b-8e0d-d9d19b6592f1";

/// Answers in which `ID` is the transfer's trace id.
const NAMED: [&str; 11] = [
    r#"{"data":{"trace_id":"ID"}}"#,
    r#"{"data":{"type":"transfer","amount":"-1.5","trace_id":"ID","memo":"trace_id","counter_user_id":null}}"#,
    "  {\t\"data\" \r: { \"trace_id\" :\t\"ID\" } } ",
    r#"{"error":null,"data":{"a":[{"b":[]}],"c":{"trace_id":"other"},"trace_id":"ID"},"meta":{}}"#,
    r#"{"a":"data","b":"trace_id","data":{"x":"ID","trace_id":"ID"}}"#,
    r#"{"data":{"memo":"\\","trace_id":"ID"}}"#,
    r#"{"data":{"memo":"\"","trace_id":"ID"}}"#,
    r#"{"data":{"memo":"}]\"}","trace_id":"ID"},"trace_id":"other","request":{"trace_id":"other"}}"#,
    // Members that come twice: each names it, and the last "data" has one.
    r#"{"data":{"trace_id":"ID","trace_id":"ID"}}"#,
    r#"{"data":{"trace_id":"ID"},"data":{"trace_id":"ID"}}"#,
    r#"{"data":null,"data":{"trace_id":"ID"}}"#,
];

/// Answers in which it is something else.
const NOT_NAMED: [&str; 54] = [
    // The request, sent back.
    r#"{"trace_id":"ID"}"#,
    r#"{"trace_id":"ID","amount":"1.5"}"#,
    r#"{"request":{"trace_id":"ID"}}"#,
    r#"{"request":{"trace_id":"ID"},"data":{}}"#,
    r#"{"data":{"request":{"trace_id":"ID"}}}"#,
    r#"{"data":{"memo":"ID"}}"#,
    r#"{"data":{"snapshot_id":"ID","trace_id":"other"}}"#,
    r#"{"path":"/transfers/trace/ID","data":{"type":"transfer"}}"#,
    r#"{"body":"{\"data\":{\"trace_id\":\"ID\"}}"}"#,
    r#"{"data":{"body":"{\"data\":{\"trace_id\":\"ID\"}}"}}"#,
    r#"{"data":"\"trace_id\":\"ID\""}"#,
    r#"{"data":{"x":"\",\"trace_id\":\"ID"}}"#,
    r#"{"data":{"x":"\\\",\"trace_id\":\"ID"}}"#,
    // Deeper, higher, or in an array.
    r#"{"data":{"data":{"trace_id":"ID"}}}"#,
    r#"{"x":{"data":{"trace_id":"ID"}}}"#,
    r#"[{"data":{"trace_id":"ID"}}]"#,
    r#"[{"trace_id":"ID"}]"#,
    r#"{"data":[{"trace_id":"ID"}]}"#,
    r#"{"data":["trace_id","ID"]}"#,
    r#"["data",{"trace_id":"ID"}]"#,
    r#"["data",["trace_id","ID"]]"#,
    r#"{"data":{"trace_id":["ID"]}}"#,
    r#"{"data":{"trace_id":{"trace_id":"ID"}}}"#,
    r#"{"data":{"trace_id":{},"x":"ID"}}"#,
    r#"{"data":{"trace_id":null,"x":"ID"}}"#,
    r#"{"data":{"x":["trace_id"],"y":"ID"}}"#,
    r#"{"data":{},"trace_id":"ID"}"#,
    r#"{"data":{"x":{}},"y":{"trace_id":"ID"}}"#,
    r#"{"data":1,"x":{"trace_id":"ID"}}"#,
    r#"{"data":"x","x":{"trace_id":"ID"}}"#,
    r#""ID""#,
    "{}",
    "",
    // Other names and other ids.
    r#"{"data":{"trace_ids":"ID"}}"#,
    r#"{"data":{"trace":"ID"}}"#,
    r#"{"Data":{"trace_id":"ID"}}"#,
    r#"{"datas":{"trace_id":"ID"}}"#,
    r#"{"data":{"trace_id":"ID0"}}"#,
    r#"{"data":{"trace_id":"c6d0c728-2624-429b-8e0d-d9d19b6592f"}}"#,
    r#"{"data":{"trace_id":" ID"}}"#,
    r#"{"data":{"trace_id":""}}"#,
    // Members that come twice.
    r#"{"data":{"trace_id":"other","trace_id":"ID"}}"#,
    r#"{"data":{"trace_id":"ID","trace_id":null}}"#,
    r#"{"data":{"trace_id":"ID"},"data":{"trace_id":"other"}}"#,
    r#"{"data":{"trace_id":"other"},"data":{"trace_id":"ID"}}"#,
    r#"{"data":{"trace_id":"ID"},"data":null}"#,
    r#"{"data":{"trace_id":"other"},"data":"data"}"#,
    r#"{"data":{"trace_id":"ID"},"data":{}}"#,
    // Escapes are not decoded: the safe side.
    r#"{"data":{"tr\u0061ce_id":"ID"}}"#,
    r#"{"data\n":{"trace_id":"ID"}}"#,
    r#"{"data":{"trace\n_id":"ID"}}"#,
    r#"{"data":{"trace_id":"ID\n"}}"#,
    r#"{"data":{"trace_id":"\"ID\""}}"#,
    r#"{"data":{"trace_id":"\u00636d0c728-2624-429b-8e0d-d9d19b6592f1"}}"#,
];

/// Bytes that are no JSON. What is said of them does not matter, but nothing may break.
const NO_JSON: [&str; 6] =
    ["}]}]", "\"\0", "{\"data\0\0a\":", "{\"data\":{\"trace_id\":\"ID\0\0a\"", "{{{[[[:::", "\\\"\\"];

/// Builds the program that asks the C part.
fn program() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join("receipts");
        let mut cc = Command::new("gcc");
        cc.args(["-std=c99", "-pedantic", "-Wall", "-Wextra", "-Wconversion", "-Werror", "-g", "-O1"]);
        cc.args(["-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-Iexamples/firmware/c"]);
        cc.args(["examples/firmware/c/receipt.c", "tests/firmware/receipts.c", "-o"]).arg(&program);
        succeed(&mut cc);
        program
    })
}

/// Returns what C prints for responses, none of which contains a line feed.
fn verdicts(bodies: &[String]) -> Vec<String> {
    let mut child = Command::new(program())
        .arg(ID)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    let lines: String = bodies.iter().flat_map(|body| [body, "\n"]).collect();
    let writer = std::thread::spawn(move || stdin.write_all(lines.as_bytes()));
    let output = child.wait_with_output().expect("its output");
    writer.join().expect("no panic").expect("it reads all");
    assert!(output.status.success(), "{}", output.status);
    String::from_utf8(output.stdout).expect("UTF-8").lines().map(str::to_owned).collect()
}

/// Checks that it prints this for each response.
fn say(wanted: &str, bodies: &[&str]) {
    let bodies: Vec<String> = bodies.iter().map(|body| body.replace("ID", ID)).collect();
    let said = verdicts(&bodies);
    assert_eq!(said.len(), bodies.len());
    for (body, said) in bodies.iter().zip(said) {
        assert_eq!(said, wanted, "{body}");
    }
}

#[test]
fn receipt_is_named_where_the_api_names_a_transfer() {
    for body in NAMED {
        assert!(matches!(read(200, body.as_bytes()), Outcome::Success(_)), "{body}");
    }
    say("yes", &NAMED);
}

#[test]
fn receipt_is_not_named_anywhere_else() {
    say("no", &NOT_NAMED);
}

#[test]
fn receipt_survives_what_is_no_json() {
    let bodies = NO_JSON.map(|body| body.replace("ID", ID));
    assert_eq!(verdicts(&bodies).len(), bodies.len());
}

#[test]
fn receipt_takes_no_prefix_of_a_response_for_a_success_that_names_the_transfer() {
    let bodies: Vec<String> = NAMED.iter().map(|body| body.replace("ID", ID)).collect();
    let prefixes: Vec<String> = bodies
        .iter()
        .flat_map(|body| (0..body.trim_end().len()).map(|end| body[..end].to_owned()))
        .filter(|prefix| matches!(read(200, prefix.as_bytes()), Outcome::Success(_)))
        .collect();
    for (prefix, said) in prefixes.iter().zip(verdicts(&prefixes)) {
        assert_eq!(said, "no", "{prefix}");
    }
}

/// A document, of which members may come twice.
#[derive(Clone, Debug)]
enum Document {
    Text(&'static str),
    Other(&'static str),
    Array(Vec<Document>),
    Object(Vec<(&'static str, Document)>),
}

impl Document {
    /// Writes it as JSON with this between the tokens.
    fn write(&self, space: &str) -> String {
        let list = |parts: Vec<String>| parts.join(&format!("{space},{space}"));
        match self {
            Self::Text(text) => serde_json::to_string(text).expect("a text"),
            Self::Other(token) => (*token).to_owned(),
            Self::Array(values) => {
                format!("[{space}{}]", list(values.iter().map(|value| value.write(space)).collect()))
            }
            Self::Object(members) => {
                let member =
                    |(name, value): &(&str, Self)| format!("\"{name}\"{space}:{}", value.write(space));
                format!("{{{}{space}}}", list(members.iter().map(member).collect()))
            }
        }
    }

    fn all<'a>(&'a self, wanted: &str) -> Vec<&'a Self> {
        match self {
            Self::Object(members) => {
                members.iter().filter(|(name, _)| *name == wanted).map(|(_, value)| value).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Tells by the whole document what the receipts tell by its bytes.
    fn names_the_transfer(&self) -> bool {
        let data: Vec<_> = self.all("data").iter().map(|data| data.all("trace_id")).collect();
        data.last().is_some_and(|ids| !ids.is_empty())
            && data.iter().flatten().all(|id| matches!(id, Self::Text(text) if *text == ID))
    }
}

fn documents() -> impl Strategy<Value = Document> {
    let texts =
        sample::select(vec![ID, ID, ID, "data", "trace_id", "", "\\", "\"", "{\"data\":{\"trace_id\":\""]);
    let leaf = prop_oneof![
        4 => texts.prop_map(Document::Text),
        1 => sample::select(vec!["null", "true", "-1.5e3", "{}", "[]"]).prop_map(Document::Other),
    ];
    let value = leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            1 => collection::vec(inner.clone(), 0..3).prop_map(Document::Array),
            3 => members(inner).prop_map(Document::Object),
        ]
    });
    // Mostly the id in an object in the root, or hardly any would name the transfer.
    let id = prop_oneof![6 => Just(Document::Text(ID)), 1 => value.clone()];
    let inner = prop_oneof![1 => value, 4 => members(id).prop_map(Document::Object)];
    members(inner).prop_map(Document::Object)
}

fn members(value: impl Strategy<Value = Document>) -> impl Strategy<Value = Vec<(&'static str, Document)>> {
    let name = prop_oneof![3 => Just("data"), 3 => Just("trace_id"), 1 => Just("request")];
    collection::vec((name, value), 0..4)
}

#[test]
fn receipt_says_the_same_as_the_whole_document() {
    let mut runner = TestRunner::deterministic();
    let documents: Vec<Document> =
        (0..5_000).map(|_| documents().new_tree(&mut runner).expect("a document").current()).collect();
    let bodies: Vec<String> = documents
        .iter()
        .zip(["", " ", "\t"].iter().cycle())
        .map(|(document, space)| document.write(space))
        .collect();
    let said = verdicts(&bodies);
    assert_eq!(said.len(), bodies.len());
    let mut named = 0;
    for ((document, body), said) in documents.iter().zip(&bodies).zip(said) {
        assert!(matches!(read(200, body.as_bytes()), Outcome::Success(_)), "{body}");
        let wanted = if document.names_the_transfer() { "yes" } else { "no" };
        assert_eq!(said, wanted, "{body}");
        named += usize::from(wanted == "yes");
    }
    assert!(named > 500 && named < 4_500, "{named} of 5000 name it: too few of a kind");
}
