//! Links the first program of the bundle as its README says, and runs it in QEMU.

use std::fs;
use std::process::Command;

use crate::bundle::{Bundle, Core, cores};
use mixerr_tests::build::output;

const ARM_START: &str = "example/board/*.c";
const RISCV_START: &str =
    "example/board/start_riscv.S example/board/start.c example/board/memory.c example/board/console.c";

/// Adapts commands of the README to a core and a build. They are for a Cortex-M0 and the build for size.
fn adapt(commands: &str, core: &Core, build: &str) -> String {
    let mut adapted = commands
        .replace("-mcpu=cortex-m0 -mthumb", &core.flags)
        .replace("cortex-m0/size", &format!("{}/{build}", core.name))
        .replace("mixerr-cortex-m0-size", &format!("mixerr-{}-{build}", core.name))
        .replace("microbit", &core.board);
    if core.board == "virt" {
        adapted = adapted
            .replace("arm-none-eabi-gcc", "riscv64-unknown-elf-gcc")
            .replace(ARM_START, RISCV_START)
            .replace("qemu-system-arm -M virt", "qemu-system-riscv32 -M virt -bios none");
    }
    adapted
}

/// Returns the last line of the README's first block, which runs `first.elf`.
fn run_line(bundle: &Bundle) -> String {
    bundle.blocks("sh")[0].trim_end().lines().last().expect("a line").to_owned()
}

/// Checks that a compiler warned about nothing, and that the program printed the README's lines.
fn prints_the_lines(bundle: &Bundle, commands: &str) {
    let (_, errors) = bundle.run(commands);
    assert_eq!(errors, bundle.blocks("text")[0], "{commands}");
}

fn links_by_the_gcc_line(bundle: &Bundle, core: &Core, build: &str) {
    prints_the_lines(bundle, &adapt(&bundle.blocks("sh")[0], core, build));
}

fn links_by_pkg_config(bundle: &Bundle, core: &Core, build: &str) {
    let commands = format!("{}{}", bundle.blocks("sh")[2], run_line(bundle));
    prints_the_lines(bundle, &adapt(&commands, core, build));
}

/// Returns the README's commands for CMake, with more arguments and in an empty directory.
fn with_cmake(bundle: &Bundle, core: &Core, arguments: &str) -> String {
    let commands = bundle.blocks("sh")[3].replace("cmake -S", &format!("cmake -Werror=dev {arguments} -S"));
    format!("rm -rf build\n{}", adapt(&commands, core, "size"))
}

fn links_by_cmake(bundle: &Bundle, core: &Core, build: &str) {
    let (printed, _) = bundle.run(&with_cmake(bundle, core, &format!("-DMIXERR_BUILD={build}")));
    assert!(printed.contains(&format!("/lib/{}/{build}\n", core.name)), "{printed}");
    let run = run_line(bundle).replace("first.elf", "build/first.elf");
    prints_the_lines(bundle, &adapt(&run, core, build));
}

#[test]
fn user_has_neither_cargo_nor_a_repository() {
    let bundle = Bundle::unpack("user");
    for tool in ["cargo", "rustc", "rustup", "git"] {
        assert!(!bundle.output(&format!("command -v {tool}")).status.success(), "{tool}");
    }
    let git = output(Command::new("git").arg("-C").arg(&bundle.directory).args(["rev-parse", "--git-dir"]));
    assert!(!git.status.success(), "{} is in a repository", bundle.directory.display());
}

#[test]
fn every_block_has_a_test() {
    let bundle = Bundle::unpack("blocks");
    assert_eq!(["sh", "text", "c", "cmake"].map(|language| bundle.blocks(language).len()), [4, 1, 1, 1]);
    assert_eq!(bundle.read("README.md").matches("\n```\n").count(), 7);
    assert!(
        bundle
            .read("example/CMakeLists.txt")
            .contains(bundle.blocks("cmake")[0].lines().next().expect("a line"))
    );
}

#[test]
fn readme_s_commands_print_the_readme_s_lines() {
    let bundle = Bundle::unpack("readme");
    let core = cores(&bundle).swap_remove(0);
    links_by_the_gcc_line(&bundle, &core, "size");
    links_by_pkg_config(&bundle, &core, "size");
    links_by_cmake(&bundle, &core, "size");
}

#[test]
fn readme_s_commands_for_risc_v_are_those_for_arm() {
    let bundle = Bundle::unpack("risc_v");
    let core = cores(&bundle).pop().expect("the last row");
    let words = |commands: &str| {
        commands.replace('\\', " ").split_whitespace().map(str::to_owned).collect::<Vec<_>>()
    };
    let blocks = bundle.blocks("sh");
    assert_eq!(words(&blocks[1]), words(&adapt(&blocks[0], &core, "size")));
}

/// Every core and build, and misuse.
mod long {
    use super::*;

    /// Runs `link` for every core and both builds.
    fn on_every_core(name: &str, link: fn(&Bundle, &Core, &str)) {
        let bundle = Bundle::unpack(name);
        let cores = cores(&bundle);
        assert_eq!(cores.len(), 5);
        for core in cores {
            for build in ["size", "speed"] {
                link(&bundle, &core, build);
            }
        }
    }

    #[test]
    #[ignore = "tests/run --long"]
    fn gcc_line_links_on_every_core() {
        on_every_core("gcc", links_by_the_gcc_line);
    }

    #[test]
    #[ignore = "tests/run --long"]
    fn pkg_config_links_on_every_core() {
        on_every_core("pkg_config", links_by_pkg_config);
    }

    #[test]
    #[ignore = "tests/run --long"]
    fn cmake_links_on_every_core() {
        on_every_core("cmake", links_by_cmake);
    }

    /// The flags of the cores for which the README names an archive, and the archive.
    const OTHER_CORES: [(&str, &str); 16] = [
        ("-mcpu=cortex-m0plus", "cortex-m0"),
        ("-mcpu=cortex-m1", "cortex-m0"),
        ("-mcpu=cortex-m23", "cortex-m0"),
        ("-mcpu=cortex-m4", "cortex-m3"),
        ("-mcpu=cortex-m4 -mfloat-abi=softfp -mfpu=fpv4-sp-d16", "cortex-m3"),
        ("-mcpu=cortex-m7", "cortex-m3"),
        ("-mcpu=cortex-m7 -mfloat-abi=softfp -mfpu=fpv5-d16", "cortex-m3"),
        ("-mcpu=cortex-m7 -mfloat-abi=hard -mfpu=fpv5-d16", "cortex-m4f"),
        ("-mcpu=cortex-m7 -mfloat-abi=hard -mfpu=fpv5-sp-d16", "cortex-m4f"),
        ("-mcpu=cortex-m33", "cortex-m3"),
        ("-mcpu=cortex-m33+nodsp -mfloat-abi=softfp -mfpu=fpv5-sp-d16", "cortex-m3"),
        ("-mcpu=cortex-m33+nodsp -mfloat-abi=hard -mfpu=fpv5-sp-d16", "cortex-m33f"),
        ("-mcpu=cortex-m35p", "cortex-m3"),
        ("-mcpu=cortex-m35p -mfloat-abi=hard -mfpu=fpv5-sp-d16", "cortex-m33f"),
        ("-mcpu=cortex-m55", "cortex-m3"),
        ("-mcpu=cortex-m55 -mfloat-abi=hard", "cortex-m33f"),
    ];

    #[test]
    #[ignore = "tests/run --long"]
    fn other_cores_link_the_archive_of_the_table() {
        let bundle = Bundle::unpack("other_cores");
        let commands = bundle.blocks("sh")[0].replace(&run_line(&bundle), "");
        for (flags, archive) in OTHER_CORES {
            let flags = format!("{flags} -mthumb");
            assert_eq!(bundle.chosen(&flags), archive, "{flags}");
            for build in ["size", "speed"] {
                let board = "mps2-an386".to_owned();
                let core = Core { name: archive.to_owned(), flags: flags.clone(), board };
                assert_eq!(bundle.run(&adapt(&commands, &core, build)).1, "", "{flags}, {build}");
            }
        }
    }

    /// RV32IMC: the archive's attributes name the atomic instructions, but it has none.
    #[test]
    #[ignore = "tests/run --long"]
    fn risc_v_without_atomic_instructions_runs() {
        let bundle = Bundle::unpack("rv32imc");
        for flags in ["-march=rv32imc -mabi=ilp32", "-march=rv32imafc -mabi=ilp32"] {
            assert_eq!(bundle.chosen(flags), "rv32imac", "{flags}");
            for build in ["size", "speed"] {
                let core =
                    Core { name: "rv32imac".to_owned(), flags: flags.to_owned(), board: "virt".to_owned() };
                let commands = adapt(&bundle.blocks("sh")[0], &core, build);
                let commands = commands.replace("-M virt", "-M virt -cpu rv32,a=false");
                assert!(commands.contains("a=false"), "{commands}");
                prints_the_lines(&bundle, &commands);
            }
        }
    }

    #[test]
    #[ignore = "tests/run --long"]
    fn arduino_library_is_complete_without_the_rest() {
        let bundle = Bundle::unpack("arduino_alone");
        bundle.run("cp -r arduino/mixerr copied && rm -r arduino include lib");
        let core = cores(&bundle).swap_remove(0);
        let commands = bundle.blocks("sh")[0]
            .replace("-Iinclude", "-Icopied/src")
            .replace("lib/cortex-m0/size/", "copied/src/cortex-m0/");
        prints_the_lines(&bundle, &adapt(&commands, &core, "size"));
    }

    #[test]
    #[ignore = "tests/run --long"]
    fn cpp_header_compiles_for_every_arm_core() {
        let bundle = Bundle::unpack("cpp");
        let source = "#include \\\"mixerr.hpp\\\"\nbool f(int s, std::string_view b) \
                      { return mixerr::read(s, b).action() == mixerr::action::ask_user; }\n";
        for core in cores(&bundle).iter().filter(|core| core.board != "virt") {
            for options in ["", "-fno-exceptions -fno-rtti", "-ffreestanding"] {
                bundle.run(&format!(
                    "echo \"{source}\" | arm-none-eabi-g++ {} -x c++ -std=c++17 -Wall -Wextra -Werror {options} \
                     -Os -Iinclude -c - -o program.o",
                    core.flags
                ));
            }
        }
    }

    #[test]
    #[ignore = "tests/run --long"]
    fn archive_with_other_floats_does_not_link() {
        let bundle = Bundle::unpack("floats");
        let message = "libmixerr.a(mixerr.o) uses VFP register arguments, first.elf does not";
        assert!(bundle.read("README.md").contains(message));
        let mut core = cores(&bundle).swap_remove(2);
        core.flags = "-mcpu=cortex-m4 -mthumb".to_owned();
        for commands in [
            adapt(&bundle.blocks("sh")[0], &core, "size"),
            with_cmake(&bundle, &core, "-DMIXERR_CORE=cortex-m4f") + " 2>&1 >&2",
        ] {
            let errors = bundle.refused(&commands);
            assert!(errors.contains(message), "{errors}");
        }
    }

    #[test]
    #[ignore = "tests/run --long"]
    fn cmake_refuses_what_has_no_archive() {
        let bundle = Bundle::unpack("refused");
        for (flags, arguments, reason) in [
            ("", "", "#error \"mixerr has no archive for this core and float ABI"),
            ("-mcpu=cortex-r5", "", "#error \"mixerr has no archive for this core and float ABI"),
            ("-mcpu=cortex-m4", "-DMIXERR_CORE=cortex-m99", "/lib/cortex-m99/size"),
            ("-mcpu=cortex-m4", "-DMIXERR_BUILD=fast", "/lib/cortex-m3/fast"),
        ] {
            let core =
                Core { name: "none".to_owned(), flags: flags.to_owned(), board: "microbit".to_owned() };
            let errors = bundle.refused(&with_cmake(&bundle, &core, arguments));
            let cores = "MIXERR_CORE to one of: cortex-m0, cortex-m3, cortex-m33f, cortex-m4f, rv32imac, and";
            assert!(errors.contains(cores) && errors.contains(reason), "{flags} {arguments}: {errors}");
        }
    }

    /// Returns the commands of a project that wants a version. Its flags are in add_compile_options, and find_package is
    /// restricted to the toolchain's directories.
    fn with_version(version: &str) -> String {
        let project = format!(
            "cmake_minimum_required(VERSION 3.16)\nproject(options LANGUAGES CXX)\n\
             add_compile_options(-mcpu=cortex-m33 -mthumb $<$<COMPILE_LANGUAGE:CXX>:-fno-rtti>)\n\
             add_compile_options(\"SHELL:-mfloat-abi=hard -mfpu=fpv5-sp-d16\")\n\
             find_package(mixerr {version} REQUIRED)\n"
        );
        format!(
            "rm -rf project build && cmake -E make_directory project && echo '{project}' >project/CMakeLists.txt\n\
             cmake -S project -B build -Dmixerr_DIR=\"$PWD/lib/cmake/mixerr\" -DCMAKE_SYSTEM_NAME=Generic \
             -DCMAKE_CXX_COMPILER=arm-none-eabi-g++ -DCMAKE_TRY_COMPILE_TARGET_TYPE=STATIC_LIBRARY \
             -DCMAKE_FIND_ROOT_PATH=/nowhere -DCMAKE_FIND_ROOT_PATH_MODE_PACKAGE=ONLY"
        )
    }

    #[test]
    #[ignore = "tests/run --long"]
    fn cmake_reads_the_flags_of_add_compile_options() {
        let bundle = Bundle::unpack("options");
        let (printed, _) = bundle.run(&with_version("0.1.0 EXACT"));
        assert!(printed.contains("/lib/cortex-m33f/size\n"), "{printed}");
    }

    #[test]
    #[ignore = "tests/run --long"]
    fn cmake_refuses_another_minor_version() {
        let bundle = Bundle::unpack("other_version");
        bundle.run(&with_version("0.1"));
        for version in ["0.0", "0.2", "0.1.1", "1.0"] {
            let errors = bundle.refused(&with_version(version));
            assert!(errors.contains(&format!("compatible with requested version \"{version}\"")), "{errors}");
        }
    }

    #[test]
    #[ignore = "tests/run --long"]
    fn moved_bundle_links_in_a_directory_with_spaces() {
        let mut bundle = Bundle::unpack("moved");
        let core = cores(&bundle).swap_remove(0);
        links_by_pkg_config(&bundle, &core, "size");
        links_by_cmake(&bundle, &core, "size");
        let moved = bundle.directory.with_file_name("moved to another place");
        fs::rename(&bundle.directory, &moved).expect("a directory that can be moved");
        bundle.directory = moved;
        bundle.run("rm -r first.elf build");
        links_by_the_gcc_line(&bundle, &core, "size");
        links_by_cmake(&bundle, &core, "size");
        let (printed, _) =
            bundle.run("PKG_CONFIG_PATH=$PWD/lib/pkgconfig pkg-config --libs mixerr-cortex-m0-size");
        assert!(printed.contains("another\\ place/"), "{printed}");
    }
}
