//! The Go package: its tests, and programs that use it from a checkout and with an installed library.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use std::thread;

use crate::build::{Project, first_block, needed};
use mixerr_tests::build::{libraries, output, root, succeed, target};

/// Returns the first block of a language in a file.
fn block(file: &str, language: &str) -> String {
    first_block(&fs::read_to_string(root().join(file)).expect(file), language)
}

/// Returns a shell in a project, with a cache of Go in the target directory and without a network.
fn shell(project: &Project, commands: &str) -> Command {
    let target = target(env!("CARGO_TARGET_TMPDIR"));
    libraries(env!("CARGO_TARGET_TMPDIR"));
    let mut shell = project.shell(commands);
    shell.env("GOCACHE", target.join("go-cache")).env("GOMODCACHE", project.directory.join("modules"));
    shell.envs([
        ("GOFLAGS", "-modcacherw"),
        ("GOPROXY", "off"),
        ("GOSUMDB", "off"),
        ("GOTOOLCHAIN", "local"),
    ]);
    shell
}

/// Returns a project with the program of the package's README, which is not built yet.
fn project(name: &str) -> Project {
    let project = Project::new(name);
    // Go would compile them.
    fs::remove_file(project.directory.join("wallet.c")).expect("it is ours");
    fs::remove_file(project.directory.join("wallet.cpp")).expect("it is ours");
    project.write("main.go", &format!("{}\n", block("ffi/go/README.md", "go")));
    project
}

/// Checks that a program reports the error of a server's response.
fn reports_the_error(program: &Path) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let server = thread::spawn(move || {
        let (mut connection, _) = listener.accept().expect("a connection");
        let _ = connection.read(&mut [0; 4096]).expect("a request");
        let body = r#"{"error":{"status":202,"code":20119,"description":"PIN incorrect."}}"#;
        let head = format!("HTTP/1.1 202 Accepted\r\nContent-Length: {}\r\n\r\n", body.len());
        connection.write_all((head + body).as_bytes()).expect("a response");
    });
    let output = output(Command::new(program).arg(address));
    server.join().expect("a server");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "ASK_USER 20119 PIN_INCORRECT: PIN incorrect.\n");
    assert_eq!(output.status.code(), Some(1));
}

/// Runs Go in the package of the checkout.
fn in_package(name: &str, command: &str) -> String {
    let project = Project::new(name);
    let printed = succeed(&mut shell(&project, &format!("cd ../mixerr/ffi/go\n{command}"))).stdout;
    String::from_utf8(printed).expect("UTF-8")
}

#[test]
fn package_passes_its_short_tests() {
    // From an empty cache, vet takes more time than the tests. The long form runs it.
    let printed = in_package("go_short", "go test -vet=off -count=1 -short ./...");
    assert_eq!(printed.matches("ok  \t").count(), 2, "{printed}");
}

#[test]
fn program_in_a_new_project_uses_the_checkout() {
    let project = project("go_checkout");
    // The fragment in the README of the repository is a function of this program.
    let fragment = block("README.md", "go").replace('\n', "\n\t");
    let function = format!(
        "package main\n\nimport (\n\t\"encoding/json\"\n\t\"net/http\"\n\n\tmixerr \"example.com/mixerr/ffi/go\"\n)\n\n\
         var _ = pay\n\nfunc pay(response *http.Response, transfer any, sendAgainLater func() error, \
         ask func(error) error) error {{\n\t{fragment}\n}}\n"
    );
    project.write("fragment.go", &function);
    // The library is built already.
    let commands = block("ffi/go/README.md", "sh").replace("cargo build", "cargo build --quiet");
    succeed(&mut shell(&project, &commands));
    succeed(&mut shell(&project, "test -z \"$(gofmt -l *.go)\""));
    reports_the_error(&project.directory.join("wallet"));
}

mod long {
    use super::*;
    use crate::build::installed;

    const MODULE: &str = "example.com/mixerr/ffi/go";

    /// Writes the files of the working directory to an archive. Go accepts no entries for directories.
    const ZIP: &str = "import pathlib, sys, zipfile
with zipfile.ZipFile(sys.argv[1], \"w\") as archive:
    for path in filter(pathlib.Path.is_file, pathlib.Path().rglob(\"*\")):
        archive.write(path)
";

    #[test]
    #[ignore = "tests/run --long"]
    fn package_passes_all_tests_with_the_race_detector() {
        let printed =
            in_package("go_race", "test -z \"$(gofmt -l .)\"\ngo vet ./...\ngo test -count=1 -race ./...");
        assert_eq!(printed.matches("ok  \t").count(), 2, "{printed}");
    }

    #[test]
    #[ignore = "tests/run --long"]
    fn program_uses_the_packed_module_and_the_installed_library() {
        let project = project("go_installed");
        let version = concat!("v", env!("CARGO_PKG_VERSION"));
        // The form in which Go gets modules from a server: a ZIP archive, go.mod and a description.
        let pack = format!(
            "mkdir -p server/{MODULE}/@v pack/{MODULE}
             cp -r ../mixerr/ffi/go/. pack/{MODULE}@{version}
             cp ../mixerr/ffi/go/go.mod server/{MODULE}/@v/{version}.mod
             echo '{{\"Version\":\"{version}\"}}' >server/{MODULE}/@v/{version}.info
             (cd pack && python3 -c '{ZIP}' ../server/{MODULE}/@v/{version}.zip)
             rm -r pack ../mixerr"
        );
        succeed(&mut shell(&project, &pack));
        let page = fs::read_to_string(root().join("ffi/go/README.md")).expect("a page");
        let commands =
            page.rsplit("\n```sh\n").next().and_then(|rest| rest.split("\n```").next()).expect("a block");
        let commands = commands.replace("$HOME/.local", &installed().display().to_string());
        let get = format!("go mod init wallet\ngo get {MODULE}@{version}\n{commands}");
        let server = format!("file://{}", project.directory.join("server").display());
        succeed(shell(&project, &get).env("GOPROXY", server));
        let program = project.directory.join("wallet");
        assert!(!needed(&program).contains("mixerr"), "{}", needed(&program));
        reports_the_error(&program);
    }
}
