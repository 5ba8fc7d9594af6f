//! Meson: mixerr as a subproject, by a link and by a wrap file.

use crate::build::{Project, UNOPTIMIZED, block, needed, reads, shell_with_venv};
use mixerr_tests::build::succeed;

/// Returns a project with the lines of `ffi/README.md`.
fn project(name: &str) -> Project {
    let project = Project::new(name);
    project.write("meson.build", &format!("{}\n", block("Meson", "meson")));
    project
}

/// Returns the commands of `ffi/README.md` with more arguments for `meson setup`. Warnings are errors.
fn commands(arguments: &str) -> String {
    block("Meson", "sh").replace("meson setup", &format!("meson setup --fatal-meson-warnings {arguments}"))
}

#[test]
fn block_links_the_static_library() {
    let project = project("meson");
    let mut shell = shell_with_venv(&project, &commands(""));
    succeed(shell.envs(UNOPTIMIZED));
    let program = project.directory.join("build/wallet");
    assert!(!needed(&program).contains("mixerr"), "{}", needed(&program));
    reads(&program);
}

mod long {
    use super::*;
    use crate::build::{reads_on_aarch64, refused};
    use mixerr_tests::build::output;
    use mixerr_tests::files::files;

    #[test]
    #[ignore = "tests/run --long"]
    fn shared_library_serves_c_and_cpp_and_is_installed() {
        let project = project("meson_shared");
        let lines = "project('wallet', 'c', 'cpp', default_options: ['cpp_std=c++17'])\n\
                     foreach language : ['c', 'cpp']\n\
                     wallet = executable(language, 'wallet.' + language, dependencies: dependency('mixerr'))\n\
                     test(language, find_program('sh'), args: ['-c', 'echo {} | \"$0\" 202', wallet])\n\
                     endforeach\n";
        project.write("meson.build", lines);
        let commands = commands("-Dmixerr:default_library=shared --prefix=/usr --libdir=lib")
            + "\nmeson test -C build\nDESTDIR=$PWD/image meson install -C build";
        succeed(&mut shell_with_venv(&project, &commands));
        for program in ["c", "cpp"].map(|name| project.directory.join("build").join(name)) {
            assert!(needed(&program).contains("[libmixerr.so.1]"), "{}", needed(&program));
            reads(&program);
        }
        let image = project.directory.join("image/usr");
        assert_eq!(
            files(&image),
            [
                "include/mixerr.h",
                "include/mixerr.hpp",
                "include/mixerr_codes.h",
                "lib/libmixerr.so",
                "lib/libmixerr.so.1",
                "lib/pkgconfig/mixerr.pc",
            ]
        );
        let commands = "export PKG_CONFIG_PATH=image/usr/lib/pkgconfig PKG_CONFIG_SYSROOT_DIR=$PWD/image\n\
                        test \"$(pkg-config --modversion mixerr)\" = 0.1.0\n\
                        cc wallet.c $(pkg-config --cflags --libs mixerr) -Wl,-rpath,$PWD/image/usr/lib -o wallet";
        let commands = commands.replace("0.1.0", env!("CARGO_PKG_VERSION"));
        succeed(&mut project.shell(&commands));
        reads(&project.directory.join("wallet"));
    }

    #[test]
    #[ignore = "tests/run --long"]
    fn wrap_file_fetches_the_sources_and_each_change_is_built() {
        let project = project("meson_wrap");
        // A repository of the files that git would add.
        let commit = "git -C ../mixerr ls-files --cached --others --exclude-standard >files\n\
                      mkdir ../repository && tar -C ../mixerr -cf - --files-from=$PWD/files | tar -C ../repository -xf -\n\
                      rm ../mixerr && cd ../repository && git init --quiet && git add --all\n\
                      git -c user.name=test -c user.email=test commit --quiet --message=test";
        succeed(&mut project.shell(commit));
        let copy = "mkdir -p subprojects/packagefiles/mixerr\n\
                    cp ../repository/ffi/meson.build ../repository/ffi/meson_options.txt subprojects/packagefiles/mixerr";
        succeed(&mut project.shell(copy));
        project.write(
            "subprojects/mixerr.wrap",
            &block("Meson", "ini").replace("../../mixerr", "../../repository"),
        );
        let commands: String = commands("")
            .lines()
            .filter(|line| line.starts_with("meson"))
            .map(|line| format!("{line}\n"))
            .collect();
        succeed(&mut shell_with_venv(&project, &commands));
        let program = project.directory.join("build/wallet");
        reads(&program);

        let printed = |commands: &str| {
            let printed = succeed(&mut shell_with_venv(&project, commands)).stdout;
            String::from_utf8(printed).expect("UTF-8")
        };
        let again = printed("meson compile -C build");
        assert!(!again.contains("Linking"), "{again}");
        let changed = printed(
            "sed -i 's/\"PIN incorrect.\"/\"PIN wrong.\"/' subprojects/mixerr/core/src/catalog/rows.rs\n\
             meson compile -C build\n\
             echo '{\"error\":{\"code\":20119}}' | build/wallet 202 || test $? = 1",
        );
        assert!(changed.contains("20119 PIN_INCORRECT: PIN wrong."), "{changed}");
    }

    #[test]
    #[ignore = "tests/run --long"]
    fn setup_reports_what_is_missing() {
        let project = project("meson_refused");
        project.write("cargo", "[binaries]\ncargo = '/bin/false'\n");
        project.write("cross", CROSS);
        // All commands but cargo.
        succeed(&mut shell_with_venv(
            &project,
            "mkdir bin\nIFS=:\nfor directory in $PATH; do ln -s \"$directory\"/* bin 2>errors || :; done\nrm bin/cargo",
        ));
        let setup = commands("").replace("ln -s", "ln -sfn");
        for (commands, message) in [
            (
                format!("export HOME=/nowhere PATH=$PWD/bin\n{setup}"),
                "mixerr needs cargo, which was not found: install Rust (rustup)",
            ),
            (setup.replace("setup", "setup --native-file cargo"), "mixerr needs cargo, which does not run"),
            (
                setup.replace("setup", "setup --cross-file cross"),
                "mixerr: set the option cargo_target to Rust's name of the target",
            ),
        ] {
            let reported = refused(&mut shell_with_venv(&project, &commands));
            assert!(reported.contains(message), "{reported}");
        }
    }

    const CROSS: &str = "[binaries]\nc = 'aarch64-linux-gnu-gcc'\nstrip = 'aarch64-linux-gnu-strip'\n[host_machine]\n\
                         system = 'linux'\ncpu_family = 'aarch64'\ncpu = 'aarch64'\nendian = 'little'\n";

    #[test]
    #[ignore = "tests/run --long"]
    fn options_select_the_target_and_the_catalog_of_a_cross_build() {
        let project = project("meson_cross");
        project.write("cross", CROSS);
        let arguments = "--cross-file cross -Dmixerr:cargo_target=aarch64-unknown-linux-gnu \
                         -Dmixerr:default_library=shared \
                         -Dmixerr:cargo_flags=--no-default-features,--features=panic-handler";
        succeed(&mut shell_with_venv(&project, &commands(arguments)));
        reads_on_aarch64(&project.directory.join("build/wallet"));

        let mut other = project.shell(
            "echo '{\"error\":{\"code\":20125}}' | qemu-aarch64 -L /usr/aarch64-linux-gnu build/wallet 202",
        );
        let printed = String::from_utf8(output(&mut other).stdout).expect("UTF-8");
        assert_eq!(printed, "20125 (not in the catalog)\nshow it\n");
    }
}
