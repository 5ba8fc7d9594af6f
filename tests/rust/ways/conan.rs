//! Conan: the recipe, its package, and projects that require it.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::build::{Project, UNOPTIMIZED, block, needed, reads, shell_with_venv};
use mixerr_tests::build::succeed;

/// A project as `ffi/README.md` describes it, with a home of Conan that has a profile and no remotes.
struct Consumer {
    project: Project,
    home: PathBuf,
}

impl Consumer {
    fn new(name: &str) -> Self {
        let project = Project::new(name);
        project.write("conanfile.txt", &block("Conan", "ini"));
        project.write("CMakeLists.txt", &block("CMake: find_package", "cmake"));
        let home = project.directory.join("../home");
        fs::create_dir(&home).expect("a directory");
        fs::write(home.join("remotes.json"), r#"{"remotes": []}"#).expect("a file that can be written");
        // Otherwise the test package writes to the checkout.
        let settings = format!(
            "tools.cmake.cmake_layout:test_folder={}\ntools.cmake.cmaketoolchain:user_presets=\n",
            home.join("test").display()
        );
        fs::write(home.join("global.conf"), settings).expect("a file that can be written");
        let consumer = Self { project, home };
        succeed(&mut consumer.shell("conan profile detect"));
        consumer
    }

    fn shell(&self, commands: &str) -> Command {
        let mut shell = shell_with_venv(&self.project, commands);
        shell.env("CONAN_HOME", &self.home);
        shell
    }

    fn wallet(&self) -> PathBuf {
        self.project.directory.join("build/wallet")
    }
}

#[test]
fn block_links_the_static_library() {
    let consumer = Consumer::new("conan");
    let mut shell = consumer.shell(&block("Conan", "sh"));
    succeed(shell.envs(UNOPTIMIZED));
    assert!(!needed(&consumer.wallet()).contains("mixerr"), "{}", needed(&consumer.wallet()));
    reads(&consumer.wallet());
}

mod long {
    use super::*;
    use crate::build::{reads_on_aarch64, refused};
    use mixerr_tests::build::root;
    use mixerr_tests::files::files;

    const SHARED: &str = "--options='*:shared=True'";

    impl Consumer {
        /// Returns a consumer with a recipe in the cache, and without the repository.
        fn with_exported_recipe(name: &str) -> Self {
            let consumer = Self::new(name);
            succeed(&mut consumer.shell("conan export ../mixerr/ffi\nrm ../mixerr"));
            consumer
        }

        /// Returns the ID of the package for some arguments.
        fn package_id(&self, arguments: &str) -> String {
            let command = format!("conan graph info . --format=json {arguments}");
            let graph = succeed(&mut self.shell(&command)).stdout;
            let graph: serde_json::Value = serde_json::from_slice(&graph).expect("JSON");
            graph["graph"]["nodes"]["1"]["package_id"].as_str().expect("an ID").to_owned()
        }
    }

    #[test]
    #[ignore = "tests/run --long"]
    fn shared_package_serves_c_and_cpp() {
        let consumer = Consumer::new("conan_shared");
        let lines = block("CMake: find_package", "cmake").replace("LANGUAGES C", "LANGUAGES C CXX");
        let cpp = "\nadd_executable(wallet_cpp wallet.cpp)\ntarget_compile_features(wallet_cpp PRIVATE cxx_std_17)\n\
                   target_link_libraries(wallet_cpp PRIVATE mixerr::shared)\n";
        consumer.project.write("CMakeLists.txt", &(lines + cpp));
        let commands = block("Conan", "sh")
            .replace("conan create", &format!("conan create {SHARED}"))
            .replace("conan install", &format!("conan install {SHARED}"));
        succeed(&mut consumer.shell(&commands));
        for program in [consumer.wallet(), consumer.project.directory.join("build/wallet_cpp")] {
            assert!(needed(&program).contains("[libmixerr.so.1]"), "{}", needed(&program));
            reads(&program);
        }
    }

    #[test]
    #[ignore = "tests/run --long"]
    fn deployed_package_needs_neither_the_repository_nor_the_cache() {
        let consumer = Consumer::with_exported_recipe("conan_deployed");
        let commands = block("Conan", "sh")
            .replace("conan create ../mixerr/ffi\n", "")
            .replace("conan install", "conan install --build=missing --deployer=direct_deploy")
            .replace("\ncmake -S", "\nrm -r ../home\ncmake -S");
        succeed(&mut consumer.shell(&commands));
        reads(&consumer.wallet());
        assert_eq!(
            files(&consumer.project.directory.join("build/direct_deploy/mixerr")),
            [
                "conaninfo.txt",
                "conanmanifest.txt",
                "include/mixerr.h",
                "include/mixerr.hpp",
                "include/mixerr_codes.h",
                "lib/libmixerr.a",
                "licenses/LICENSE-APACHE",
                "licenses/LICENSE-MIT",
            ]
        );
    }

    #[test]
    #[ignore = "tests/run --long"]
    fn package_serves_every_compiler_and_build_type() {
        let consumer = Consumer::with_exported_recipe("conan_id");
        let id = consumer.package_id("");
        let other_compiler =
            "-s compiler=clang -s compiler.version=16 -s compiler.cppstd=20 -s build_type=Debug";
        assert_eq!(consumer.package_id(other_compiler), id);
        for other in [
            SHARED,
            "-o '*:extended=False'",
            "-o '*:small=True'",
            "-s arch=armv8",
            "-c user.mixerr:cargo_target=x86_64-unknown-linux-musl",
        ] {
            assert_ne!(consumer.package_id(other), id, "{other}");
        }
    }

    #[test]
    #[ignore = "tests/run --long"]
    fn recipe_reports_why_it_cannot_build() {
        let consumer = Consumer::with_exported_recipe("conan_refused");
        consumer.project.write("no_cargo", "include(default)\n[buildenv]\nPATH=/nowhere\n");
        for (arguments, message) in [
            ("--profile no_cargo", "needs cargo, which was not found: install Rust (rustup)"),
            (
                "--settings arch=mips",
                "no target of Rust is known for Linux mips: set it with -c user.mixerr:cargo_target=",
            ),
            (
                "--settings os=Windows --options='*:shared=True'",
                "the shared library is supported on Linux only",
            ),
        ] {
            let command = format!("conan install . --build=missing {arguments}");
            let reported = refused(consumer.shell(&command).env("CARGO_HOME", "/nowhere"));
            assert!(reported.contains(message), "{reported}");
        }
    }

    #[test]
    #[ignore = "tests/run --long"]
    fn every_architecture_has_a_target_of_rust() {
        let recipe = fs::read_to_string(root().join("ffi/conanfile.py")).expect("a recipe");
        let known = succeed(Command::new("rustc").args(["--print", "target-list"])).stdout;
        let known = String::from_utf8(known).expect("UTF-8");
        let targets: Vec<&str> =
            recipe.split('"').filter(|string| string.contains("-unknown-linux-")).collect();
        assert!(targets.len() >= 9, "{targets:?}");
        for target in targets {
            assert!(known.lines().any(|line| line == target), "{target}");
        }
    }

    #[test]
    #[ignore = "tests/run --long"]
    fn profile_selects_the_target_of_a_cross_build() {
        let consumer = Consumer::new("conan_cross");
        let profile = "include(default)\n[settings]\narch=armv8\n[conf]\n\
                       tools.build:compiler_executables={\"c\": \"aarch64-linux-gnu-gcc\"}\n";
        consumer.project.write("aarch64", profile);
        let commands = block("Conan", "sh")
            .replace("conan create", &format!("conan create --profile:host aarch64 {SHARED}"))
            .replace("conan install", &format!("conan install --profile:host aarch64 {SHARED}"));
        succeed(&mut consumer.shell(&commands));
        reads_on_aarch64(&consumer.wallet());
    }
}
