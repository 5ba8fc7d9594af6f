//! The files of the bundle, with those for Zephyr and Arduino, which no test builds.

use std::fs;
use std::process::Command;

use crate::bundle::{Bundle, cores, made};
use mixerr_tests::build::{output, root};

#[test]
fn checksums_are_those_of_every_file() {
    let bundle = Bundle::unpack("checksums");
    bundle.run("sha256sum --quiet --check SHA256SUMS");
    let sums = bundle.read("SHA256SUMS");
    let mut listed: Vec<&str> =
        sums.lines().filter_map(|line| line.split_once("  ./")).map(|(_, file)| file).collect();
    listed.push("SHA256SUMS");
    listed.sort_unstable();
    assert_eq!(bundle.files(), listed);
}

#[test]
fn name_and_files_have_the_version() {
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(made().0, format!("mixerr-firmware-{version}"));
    let bundle = Bundle::unpack("version");
    assert!(
        bundle.read("lib/pkgconfig/mixerr-rv32imac-speed.pc").contains(&format!("\nVersion: {version}\n"))
    );
    assert!(bundle.read("arduino/mixerr/library.properties").contains(&format!("\nversion={version}\n")));
    for file in bundle.files() {
        let bytes = fs::read(bundle.directory.join(&file)).expect("a file");
        let text = String::from_utf8_lossy(&bytes);
        for variable in ["@VERSION@", "@MINOR@", "@CORE@", "@BUILD@"] {
            assert!(!text.contains(variable), "{file} has {variable}");
        }
    }
}

#[test]
fn bundle_has_the_headers_and_licences_of_the_repository() {
    let bundle = Bundle::unpack("headers");
    for (file, source) in [
        ("include/mixerr.h", "include/mixerr.h"),
        ("include/mixerr.hpp", "include/mixerr.hpp"),
        ("include/mixerr_codes.h", "include/mixerr_codes.h"),
        ("LICENSE-MIT", "LICENSE-MIT"),
        ("LICENSE-APACHE", "LICENSE-APACHE"),
    ] {
        let original = fs::read_to_string(root().join(source)).expect("a file of the repository");
        assert_eq!(bundle.read(file), original, "{file}");
        let copy = file.replace("include/", "src/");
        assert_eq!(bundle.read(&format!("arduino/mixerr/{copy}")), original, "{copy}");
    }
}

#[test]
fn table_has_every_archive() {
    let bundle = Bundle::unpack("table");
    let mut expected = Vec::new();
    for core in cores(&bundle) {
        assert_eq!(bundle.chosen(&core.flags), core.name, "{}", core.flags);
        for build in ["size", "speed"] {
            expected.push(format!("lib/{}/{build}/libmixerr.a", core.name));
            assert!(
                bundle.directory.join(format!("lib/pkgconfig/mixerr-{}-{build}.pc", core.name)).is_file()
            );
        }
    }
    expected.sort();
    let files = bundle.files();
    let archives = files.iter().filter(|file| file.starts_with("lib/") && file.ends_with(".a"));
    assert!(archives.eq(expected.iter()), "{files:?}");
    assert_eq!(expected.len(), 10);
}

/// The Arduino builder takes the directory of the core, and in it that of the flags -mfpu and -mfloat-abi.
#[test]
fn arduino_directories_have_the_archives_for_their_names() {
    let bundle = Bundle::unpack("arduino");
    let mut count = 0;
    for file in bundle.files() {
        let Some(directory) =
            file.strip_prefix("arduino/mixerr/src/").and_then(|file| file.strip_suffix("/libmixerr.a"))
        else {
            continue;
        };
        let flags = match directory.split_once('/') {
            // The first chip has no atomic instructions, and the archive uses none.
            None if directory == "esp32c3" => "-march=rv32imc -mabi=ilp32".to_owned(),
            None if directory.starts_with("esp32") => "-march=rv32imac -mabi=ilp32".to_owned(),
            None => format!("-mcpu={directory} -mthumb"),
            Some((core, floats)) => {
                let (unit, abi) = floats.rsplit_once('-').expect("a unit and an ABI");
                format!("-mcpu={core} -mthumb -mfpu={unit} -mfloat-abi={abi}")
            }
        };
        let archive = format!("lib/{}/size/libmixerr.a", bundle.chosen(&flags));
        let [stored, expected] =
            [&file, &archive].map(|file| fs::read(bundle.directory.join(file)).expect("an archive"));
        assert!(stored == expected, "{file} is not {archive}");
        count += 1;
    }
    assert_eq!(count, 14);
}

#[test]
fn arduino_properties_have_the_required_fields() {
    let bundle = Bundle::unpack("properties");
    let properties = bundle.read("arduino/mixerr/library.properties");
    for field in ["name", "version", "author", "maintainer", "sentence", "paragraph", "category", "url"] {
        let has_value =
            |line: &str| line.strip_prefix(field).is_some_and(|rest| rest.len() > 1 && rest.starts_with('='));
        assert!(properties.lines().any(has_value), "{field}");
    }
    assert!(properties.contains("\nprecompiled=full\n"));
}

#[test]
fn zephyr_module_names_files_of_the_bundle() {
    let bundle = Bundle::unpack("zephyr");
    let module = bundle.read("zephyr/module.yml");
    assert!(module.contains("\n  cmake: zephyr\n  kconfig: zephyr/Kconfig\n"), "{module}");
    let (configuration, lines) = (bundle.read("zephyr/Kconfig"), bundle.read("zephyr/CMakeLists.txt"));
    for option in ["MIXERR", "MIXERR_SPEED"] {
        assert!(
            configuration.contains(&format!("config {option}\n"))
                && lines.contains(&format!("CONFIG_{option})"))
        );
    }
    let mut chosen: Vec<&str> =
        lines.split("set(core ").skip(1).filter_map(|rest| rest.split(')').next()).collect();
    chosen.sort_unstable();
    let mut names: Vec<String> = cores(&bundle).into_iter().map(|core| core.name).collect();
    names.sort();
    assert_eq!(chosen, names);
    assert!(lines.contains("/../lib/${core}/${build}/libmixerr.a") && lines.contains("/../include)"));
}

#[test]
fn untested_files_are_marked() {
    let bundle = Bundle::unpack("marks");
    for file in [
        "README.md",
        "arduino/mixerr/library.properties",
        "zephyr/module.yml",
        "zephyr/Kconfig",
        "zephyr/CMakeLists.txt",
    ] {
        assert!(bundle.read(file).to_lowercase().contains("laid out, not built here"), "{file}");
    }
}

#[test]
fn sources_without_git_need_a_date() {
    let sources = std::env::temp_dir().join(format!("mixerr-sources-{}", std::process::id()));
    fs::create_dir_all(sources.join("ffi")).expect("a directory");
    for file in ["Cargo.toml", "ffi/make-packages"] {
        fs::copy(root().join(file), sources.join(file)).expect("a copy");
    }
    let mut command = Command::new(sources.join("ffi/make-packages"));
    let output = output(
        command.arg("firmware").env("GIT_CEILING_DIRECTORIES", &sources).env_remove("SOURCE_DATE_EPOCH"),
    );
    fs::remove_dir_all(&sources).expect("a directory");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(errors.ends_with("ffi/make-packages: no commit has a date: set SOURCE_DATE_EPOCH\n"), "{errors}");
    assert_eq!(output.status.code(), Some(69));
}

/// Builds every library again.
mod long {
    use super::*;
    use crate::bundle::make;

    #[test]
    #[ignore = "tests/run --long"]
    fn same_commit_gives_the_same_bytes() {
        let first = made();
        let elsewhere = std::env::temp_dir().join(format!("mixerr-again-{}", std::process::id()));
        let mut command = Command::new("ffi/make-packages");
        let again =
            make(command.arg("firmware").env("MIXERR_EMBEDDED_DIR", &elsewhere).env("TZ", "Asia/Tokyo"));
        fs::remove_dir_all(elsewhere).expect("a directory of the build");
        assert!(*first == again, "{} and {} bytes", first.1.len(), again.1.len());
    }
}
