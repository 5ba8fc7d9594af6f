//! The crate `mixerr` as a registry has it: packed, then unpacked outside the repository.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::build::first_block;
use mixerr_tests::build::{output, root, succeed, target};
use mixerr_tests::files::files;
use serde_json::Value;

/// A directory outside the repository, where cargo finds no workspace. It is removed at the end.
struct TempDir(PathBuf);

impl TempDir {
    fn new(name: &str) -> Self {
        let directory = std::env::temp_dir().join(format!("mixerr-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&directory);
        fs::create_dir_all(&directory).expect("a directory");
        Self(directory)
    }
}

impl Drop for TempDir {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The unpacked crate.
struct Unpacked {
    temp_dir: TempDir,
    directory: PathBuf,
}

impl Unpacked {
    fn new(name: &str) -> Self {
        let temp_dir = TempDir::new(name);
        let mut cargo = Command::new("cargo");
        cargo.args(["package", "--quiet", "--offline", "--allow-dirty", "--no-verify", "-p", "mixerr"]);
        succeed(cargo.arg("--target-dir").arg(temp_dir.0.join("packed")));
        let name = concat!("mixerr-", env!("CARGO_PKG_VERSION"));
        let archive = temp_dir.0.join(format!("packed/package/{name}.crate"));
        succeed(Command::new("tar").arg("-xzf").arg(archive).arg("-C").arg(&temp_dir.0));
        let directory = temp_dir.0.join(name);
        Self { temp_dir, directory }
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.directory.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    /// Returns the first block of a language in the crate's README.
    fn block(&self, language: &str) -> String {
        first_block(&self.read("README.md"), language)
    }

    /// Returns a command of cargo for the crate.
    fn cargo(&self, arguments: &[&str]) -> Command {
        let mut cargo = cargo();
        cargo.args(arguments).args(["--quiet", "--locked", "--manifest-path"]);
        cargo.arg(self.directory.join("Cargo.toml"));
        cargo
    }
}

/// Returns cargo with a target directory that all unpacked crates share.
fn cargo() -> Command {
    let mut cargo = Command::new("cargo");
    cargo.env("CARGO_TARGET_DIR", target(env!("CARGO_TARGET_TMPDIR")).join("registry"));
    cargo
}

/// Returns the metadata of the crate in the repository.
fn metadata() -> Value {
    let arguments = ["metadata", "--no-deps", "--offline", "--format-version=1"];
    let metadata: Value = serde_json::from_slice(&succeed(Command::new("cargo").args(arguments)).stdout)
        .expect("cargo writes JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    packages.iter().find(|package| package["name"] == "mixerr").expect("the crate").clone()
}

/// Returns the address of the repository, without its scheme.
fn repository() -> String {
    let metadata = metadata();
    let address = metadata["repository"].as_str().and_then(|url| url.strip_prefix("https://"));
    address.expect("an address").to_owned()
}

#[test]
fn packed_crate_has_licences_pages_sources_and_examples_only() {
    let unpacked = Unpacked::new("files");
    let mut packed = files(&unpacked.directory);
    // cargo adds these; the first one in a checkout of Git only.
    packed.retain(|file| ![".cargo_vcs_info.json", "Cargo.toml.orig"].contains(&&**file));

    let pages = ["CATALOG.md", "Cargo.lock", "Cargo.toml", "LICENSE-APACHE", "LICENSE-MIT", "README.md"];
    let mut expected = files(&root().join("core"));
    expected.retain(|file| file.starts_with("src/") || file.starts_with("examples/"));
    expected.extend(pages.map(str::to_owned));
    expected.sort();
    assert_eq!(packed, expected);

    for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
        assert_eq!(unpacked.read(licence), fs::read_to_string(root().join(licence)).expect(licence));
    }
    for page in ["README.md", "CATALOG.md"] {
        let text = unpacked.read(page);
        for link in text.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next()) {
            let is_in_the_crate = !link.contains("..") && unpacked.directory.join(link).is_file();
            assert!(is_in_the_crate, "{page}: {link}");
        }
    }
}

#[test]
fn manifests_have_what_registries_show() {
    let package = metadata();
    for field in ["description", "license", "readme", "repository", "rust_version"] {
        assert!(package[field].as_str().is_some_and(|text| !text.is_empty()), "{field}");
    }
    for field in ["keywords", "categories"] {
        assert!(matches!(package[field].as_array().map(Vec::len), Some(1..=5)), "{field}");
    }
    // Every other file with the address has the same one.
    let repository = repository();
    for (file, line) in [
        ("ffi/js/package.json", format!("\"url\": \"git+https://{repository}.git\"")),
        ("ffi/python/pyproject.toml", format!("\nRepository = \"https://{repository}\"\n")),
        ("ffi/go/go.mod", format!("\nmodule {repository}/ffi/go\n")),
        ("ffi/conanfile.py", format!("\n    url = \"https://{repository}\"\n")),
        ("ffi/packages/firmware/arduino/mixerr/library.properties", format!("\nurl=https://{repository}\n")),
    ] {
        assert!(fs::read_to_string(root().join(file)).expect(file).contains(&line), "{file}: {line}");
    }
    let readme = fs::read_to_string(root().join("core/README.md")).expect("a README");
    let version = env!("CARGO_PKG_VERSION").rsplit_once('.').expect("a version").0;
    assert!(readme.contains(&format!("\nmixerr = \"{version}\"\n")), "core/README.md: not {version}");
}

mod long {
    use super::*;

    #[test]
    #[ignore = "tests/run --long"]
    fn packed_crate_passes_its_tests() {
        let unpacked = Unpacked::new("tests");
        for (arguments, least) in [
            (&["test"][..], 40),
            (&["test", "--features", "explain"], 40),
            (&["test", "--doc", "--features", "explain"], 9),
        ] {
            let printed = succeed(&mut unpacked.cargo(arguments)).stdout;
            let printed = String::from_utf8(printed).expect("UTF-8");
            let counts = printed
                .split("running ")
                .skip(1)
                .filter_map(|rest| rest.split(' ').next()?.parse::<u32>().ok());
            assert!(counts.sum::<u32>() >= least, "{arguments:?}: {printed}");
        }
        succeed(&mut unpacked.cargo(&["build", "--examples", "--features", "explain"]));
    }

    #[test]
    #[ignore = "tests/run --long"]
    fn documentation_of_the_packed_crate_has_no_warnings() {
        let unpacked = Unpacked::new("doc");
        let mut cargo = unpacked.cargo(&["doc", "--no-deps", "--all-features"]);
        succeed(cargo.env("RUSTDOCFLAGS", "-D warnings"));
    }

    #[test]
    #[ignore = "tests/run --long"]
    fn packed_crate_compiles_with_the_oldest_rust_that_its_manifest_names() {
        let unpacked = Unpacked::new("oldest");
        let version = format!("{}.0", metadata()["rust_version"].as_str().expect("a version"));
        let install = ["toolchain", "install", "--profile", "minimal", "--no-self-update", &version];
        succeed(Command::new("rustup").args(install));
        for features in ["--all-features", "--no-default-features"] {
            let mut rustup = Command::new("rustup");
            rustup.args(["run", &version, "cargo", "check", "--quiet", "--locked", features]);
            rustup.arg("--manifest-path").arg(unpacked.directory.join("Cargo.toml"));
            succeed(rustup.env("CARGO_TARGET_DIR", unpacked.temp_dir.0.join("target")));
        }
    }

    /// The hosted documentation is built by a nightly compiler, with these arguments.
    #[test]
    #[ignore = "tests/run --long"]
    fn hosted_documentation_marks_the_items_of_each_feature() {
        let unpacked = Unpacked::new("hosted");
        let hosted = &metadata()["metadata"]["docs"]["rs"];
        assert_eq!(hosted["all-features"], true);
        let arguments = hosted["rustdoc-args"].as_array().expect("arguments").iter();
        let arguments: Vec<&str> = arguments.map(|argument| argument.as_str().expect("a text")).collect();
        let mut cargo = unpacked.cargo(&["doc", "--no-deps", "--all-features"]);
        let target = unpacked.temp_dir.0.join("target");
        cargo.env("CARGO_TARGET_DIR", &target).env("RUSTC_BOOTSTRAP", "1");
        succeed(cargo.env("RUSTDOCFLAGS", format!("-D warnings {}", arguments.join(" "))));

        let is_marked = |page: &str, feature: &str| {
            let page = target.join("doc/mixerr").join(page);
            let page =
                fs::read_to_string(&page).unwrap_or_else(|error| panic!("{}: {error}", page.display()));
            page.contains(&format!("crate feature <code>{feature}</code></strong> only"))
        };
        assert!(is_marked("struct.ApiError.html", "serde"), "extra_as");
        assert!(!is_marked("struct.Fault.html", "serde"));
        let list = fs::read_to_string(root().join("tests/tools/api/mixerr.txt")).expect("a list");
        let pages = pages_of_features(&list);
        assert!(pages.len() >= 20, "{pages:?}");
        for (page, feature) in pages {
            assert!(is_marked(&page, feature), "{feature}: {page}");
        }
    }

    /// Returns the page of each type, function and constant that needs a feature in the list of the public API.
    fn pages_of_features(list: &str) -> Vec<(String, &str)> {
        let mut pages = Vec::new();
        // The text before the first section, and the section of the items that need no feature, are skipped.
        for section in list.split("\n[").skip(2) {
            let (feature, items) = section.split_once("]\n").expect("a name");
            for item in items.lines() {
                let Some((before, path)) = item.split_once(" mixerr::") else { continue };
                let name = path.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
                let is_method = name.starts_with(char::is_uppercase);
                let kind = match before.rsplit("pub ").next() {
                    _ if path[name.len()..].starts_with("::") => continue,
                    Some("const") => "constant",
                    Some("fn" | "const fn") if !is_method => "fn",
                    Some(kind @ ("enum" | "struct")) => kind,
                    _ => continue,
                };
                pages.push((format!("{kind}.{name}.html"), feature));
            }
        }
        pages
    }

    /// Runs a program that depends on the crate as its README says.
    fn run_in_a_new_project(name: &str, dependencies: &str, program: &str) {
        let unpacked = Unpacked::new(name);
        let project = unpacked.temp_dir.0.join("project");
        fs::create_dir_all(project.join("src")).expect("a directory");
        let manifest = format!("[package]\nname = \"{name}\"\nedition = \"2024\"\n\n{dependencies}\n");
        fs::write(project.join("Cargo.toml"), manifest).expect("a manifest");
        fs::write(project.join("src/main.rs"), program).expect("a program");
        fs::copy(unpacked.directory.join("Cargo.lock"), project.join("Cargo.lock")).expect("a lock file");
        let mut cargo = cargo();
        // Until the crate is released, its directory replaces it.
        let patch = format!("patch.crates-io.mixerr.path='{}'", unpacked.directory.display());
        cargo
            .args(["run", "--quiet", "--offline", "--config", &patch, "--manifest-path"])
            .arg(project.join("Cargo.toml"));
        succeed(&mut cargo);
    }

    #[test]
    #[ignore = "tests/run --long"]
    fn new_project_reads_a_response_as_the_readme_shows() {
        let unpacked = Unpacked::new("readme");
        let program = format!("fn main() {{\n{}\n}}\n", unpacked.block("rust"));
        let dependencies = unpacked.block("toml");
        run_in_a_new_project("defaults", &dependencies, &program);
        let version = dependencies.split('"').nth(1).expect("a version");
        let small = dependencies.replace(
            &format!("\"{version}\""),
            &format!("{{ version = \"{version}\", default-features = false }}"),
        );
        assert_ne!(small, dependencies);
        run_in_a_new_project("nothing", &small, &program);
    }

    #[test]
    #[ignore = "tests/run --long"]
    fn new_project_reads_a_typed_extra() {
        let dependencies = "[dependencies]\n\
            mixerr = { version = \"*\", default-features = false, features = [\"serde\"] }\n\
            serde = { version = \"1\", features = [\"derive\"] }";
        let program = r##"
#[derive(serde::Deserialize)]
struct Extra<'a> {
    field: &'a str,
}

fn main() {
    let body = br#"{"error":{"code":10002,"extra":{"field":"amount"}}}"#;
    let mixerr::Outcome::Api(error) = mixerr::read(202, body) else { panic!() };
    assert_eq!(error.extra_as::<Extra<'_>>().map(|extra| extra.field), Ok("amount"));
}
"##;
        run_in_a_new_project("typed", dependencies, program);
    }

    #[test]
    #[ignore = "tests/run --long"]
    fn explain_is_installed_as_the_readme_shows() {
        let unpacked = Unpacked::new("install");
        let path = format!(
            "--path '{}' --locked --root '{}'",
            unpacked.directory.display(),
            unpacked.temp_dir.0.display()
        );
        let commands = unpacked.block("sh").replace(" mixerr ", &format!(" {path} "));
        let mut shell = Command::new("sh");
        let commands = format!("PATH={}/bin:$PATH\n{commands}", unpacked.temp_dir.0.display());
        shell
            .args(["-ec", &commands])
            .env("CARGO_TARGET_DIR", target(env!("CARGO_TARGET_TMPDIR")).join("registry"));
        let printed = succeed(&mut shell).stdout;
        assert!(String::from_utf8_lossy(&printed).contains("PIN_INCORRECT"), "{printed:?}");
    }

    #[test]
    #[ignore = "tests/run --long"]
    fn set_repository_reaches_every_file() {
        let temp_dir = TempDir::new("repository");
        let copy = format!(
            "git ls-files -z --cached --others --exclude-standard | xargs -0 cp --parents -Pt '{0}'
             cd '{0}'
             git init -q
             git add -A",
            temp_dir.0.display()
        );
        succeed(Command::new("sh").args(["-ec", &copy]));
        let mut old = repository();
        for new in ["git.invalid/someone/errors", "git.invalid/another.one/group/mixerr"] {
            let commands = format!(
                "cd '{0}'
                 tests/tools/set-repository https://{new}
                 if git grep -F '{old}'; then exit 1; fi
                 metadata=$(cargo metadata --offline --no-deps --format-version=1)
                 echo \"$metadata\" | grep -Fq '\"repository\":\"https://{new}\"'
                 test \"$(cd ffi/js && npm pkg get repository.url)\" = '\"git+https://{new}.git\"'
                 cd ffi/go
                 test \"$(go list -m)\" = '{new}/ffi/go'
                 go list -test ./...
                 test -z \"$(gofmt -l .)\"",
                temp_dir.0.display()
            );
            let mut shell = Command::new("sh");
            succeed(shell.args(["-ec", &commands]).env("GOFLAGS", "-mod=mod").env("GOPROXY", "off"));
            old = new.to_owned();
        }
        for wrong in
            ["git.invalid/someone/errors", "https://git.invalid", "https://git.invalid/someone/errors.git"]
        {
            let output = output(Command::new(temp_dir.0.join("tests/tools/set-repository")).arg(wrong));
            assert_eq!(output.status.code(), Some(64), "{wrong}: {output:?}");
        }
    }
}
