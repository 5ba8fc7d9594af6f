"""Wheels and sdists: their contents, and that they work after installation. hatchling builds them."""

from __future__ import annotations

import email
import functools
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = ROOT / "ffi" / "python"
PACKAGE = PROJECT / "src" / "mixerr"
LICENCES = {"LICENSE-APACHE", "LICENSE-MIT"}

# Prints the version, the name of a code, the path of the library and the number of codes.
PROBE = """
import json, mixerr, mixerr._library
response = mixerr.read(202, b'{"error":{"status":202,"code":20119,"description":"PIN incorrect."}}')
print(json.dumps([mixerr.__version__, response.entry.name, str(mixerr._library.path()), len(mixerr.catalog)]))
"""


def environment(**more: str) -> dict[str, str]:
    """Returns an environment without the variables that locate this package."""
    removed = ("PYTHONPATH", "MIXERR_LIBRARY", "CARGO_TARGET_DIR")
    return {**{name: value for name, value in os.environ.items() if name not in removed}, **more}


def run(*command: object, **options):
    options = {"env": environment(), "cwd": PROJECT, **options}
    return subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False, **options)


def succeed(*command: object, **options) -> str:
    ran = run(*command, **options)
    assert ran.returncode == 0, f"{command}\n{ran.stdout}{ran.stderr}"
    return ran.stdout


def need(command: str, package: str) -> str:
    if shutil.which(command) is None:
        pytest.fail(f"{command} is not installed: install the Debian package {package}", pytrace=False)
    return command


def build(directory: Path, *options: str, **more):
    if importlib.util.find_spec("hatchling") is None:
        pytest.fail("hatchling is not installed: pip install hatchling", pytrace=False)
    return run(sys.executable, "-m", "hatchling", "build", "-d", directory, *options, **more)


def install(wheel: Path, *options: object) -> None:
    succeed(sys.executable, "-m", "pip", "install", "--quiet", "--no-index", *options, wheel)


def install_editable(python: Path, project: Path) -> None:
    """Installs a project in editable mode. pip installs hatchling, as it does for users."""
    succeed(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "-e", project)


def probe(python: object, **more: str) -> list:
    """Returns what PROBE prints when it runs outside the repository."""
    return json.loads(succeed(python, "-c", PROBE, env=environment(**more), cwd="/"))


def environment_without_pip(directory: Path) -> Path:
    """Creates an empty virtual environment and returns its Python."""
    venv.create(directory, with_pip=False)
    return directory / "bin" / "python"


def version() -> str:
    """Returns the workspace's version."""
    return re.search(r'^version = "(.+)"$', (ROOT / "Cargo.toml").read_text(), re.MULTILINE)[1]


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """A directory with an sdist and a wheel."""
    directory = tmp_path_factory.mktemp("built")
    before = sorted(PROJECT.rglob("*"))
    ran = build(directory)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert sorted(PROJECT.rglob("*")) == before, "the build leaves files in the project"
    return directory


@pytest.fixture(scope="module")
def wheel(built) -> Path:
    (wheel,) = built.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def sdist(built) -> Path:
    (sdist,) = built.glob("*.tar.gz")
    return sdist


@pytest.fixture(scope="module")
def library(wheel, tmp_path_factory) -> Path:
    """The library of the wheel."""
    return extract_library(wheel, tmp_path_factory.mktemp("library"))


def extract_library(wheel: Path, directory: Path) -> Path:
    with zipfile.ZipFile(wheel) as archive:
        return Path(archive.extract("mixerr/libmixerr.so", directory))


def sources() -> list[Path]:
    """Returns the package's files, relative to it."""
    return [file.relative_to(PACKAGE) for file in PACKAGE.rglob("*") if file.suffix in (".py", ".pyi", ".typed")]


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def metadata(wheel: Path, file: str = "METADATA"):
    with zipfile.ZipFile(wheel) as archive:
        return email.message_from_bytes(archive.read(f"mixerr-{version()}.dist-info/{file}"))


def test_wheel_is_tagged_for_every_python_and_both_c_libraries(wheel):
    machine = os.uname().machine
    platforms = [f"manylinux2014_{machine}", f"manylinux_2_17_{machine}", f"musllinux_1_1_{machine}"]
    assert wheel.name == f"mixerr-{version()}-py3-none-{'.'.join(platforms)}.whl"
    actual = metadata(wheel, "WHEEL")
    assert actual.get_all("Tag") == [f"py3-none-{platform}" for platform in platforms]
    assert actual["Root-Is-Purelib"] == "false"


def test_wheel_contains_the_package_one_library_and_the_licences(wheel):
    info = f"mixerr-{version()}.dist-info"
    package = {f"mixerr/{name}" for name in sources()} | {"mixerr/libmixerr.so"}
    assert {"mixerr/__init__.py", "mixerr/__main__.py", "mixerr/_codes.py", "mixerr/py.typed"} < package
    files = {
        f"{info}/{name}"
        for name in ("METADATA", "WHEEL", "RECORD", "entry_points.txt", *(f"licenses/{x}" for x in LICENCES))
    }
    assert names(wheel) == package | files


def test_wheel_has_the_metadata_of_the_workspace(wheel):
    actual = metadata(wheel)
    assert (actual["Name"], actual["Version"], actual["Requires-Python"]) == ("mixerr", version(), ">=3.9")
    licence = re.search(r'^license = "(.+)"$', (ROOT / "Cargo.toml").read_text(), re.MULTILINE)[1]
    assert actual["License-Expression"] == licence
    # Only the extras depend on other packages.
    required = actual.get_all("Requires-Dist")
    assert all(re.search(r"; extra == '(arrow|logs)'$", line) for line in required), required


def short_and_long(short: str, *long: str) -> list:
    """Returns parameters: all but the first one need --long."""
    return [short, *(pytest.param(value, marks=pytest.mark.long) for value in long)]


@pytest.mark.parametrize("platform", short_and_long("musllinux_1_1", "manylinux_2_17", "manylinux2014"))
def test_pip_accepts_the_wheel_on_linux(wheel, platform, tmp_path):
    tag = f"{platform}_{os.uname().machine}"
    install(wheel, "--target", tmp_path, "--only-binary=:all:", "--platform", tag)


@pytest.mark.parametrize("platform", short_and_long("macosx_14_0_arm64", "win_amd64", "manylinux_2_17_mips"))
def test_pip_rejects_the_wheel_on_other_platforms(wheel, platform, tmp_path):
    with pytest.raises(AssertionError, match="is not a supported wheel"):
        install(wheel, "--target", tmp_path, "--only-binary=:all:", "--platform", platform)


def assert_is_portable(library: Path) -> None:
    """Checks that a library needs no other library and no symbol version, so that it runs with glibc and musl."""
    shown = succeed(need("readelf", "binutils"), "--dynamic", "--version-info", "--wide", library)
    assert "(SONAME)" in shown and "No version information found" in shown
    assert "(NEEDED)" not in shown and "RELR" not in shown
    lines = succeed("nm", "--dynamic", "--undefined-only", library).split("\n")
    undefined = {line.split()[1] for line in lines if line.split()[:1] == ["U"]}
    assert undefined <= {"memcpy", "memmove", "memset", "memcmp", "bcmp"}


def test_library_is_portable(library):
    assert_is_portable(library)


def test_program_linked_with_musl_loads_the_library(library, tmp_path):
    source = tmp_path / "load.c"
    source.write_text(
        """#include <dlfcn.h>
        int main(int count, char **arguments)
        {
            void *library = dlopen(arguments[count - 1], RTLD_NOW);
            unsigned (*version)(void);
            if (!library) return 2;
            *(void **)&version = dlsym(library, "mixerr_abi_version");
            return version && version() == 1 ? 0 : 3;
        }"""
    )
    succeed(need("musl-gcc", "musl-tools"), source, "-o", tmp_path / "load")
    succeed(tmp_path / "load", library)


def test_wheel_works_in_a_clean_environment_without_cargo(wheel, tmp_path):
    python = environment_without_pip(tmp_path / "venv")
    succeed(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-index", wheel)
    path = str(python.parent)
    read_version, name, place, count = probe(python, PATH=path)
    assert (read_version, name, count) == (version(), "PIN_INCORRECT", 97)
    assert Path(place).is_relative_to(tmp_path.resolve()) and Path(place).name == "libmixerr.so"
    ran = run(python, "-m", "mixerr", "20119", env=environment(PATH=path), cwd="/")
    assert ran.stdout.startswith("20119 PIN_INCORRECT") and (ran.stderr, ran.returncode) == ("", 0)


def interpreters() -> list[str]:
    """Returns every Python from 3.9 on, on the PATH and in pyenv."""
    found = [sys.executable, *map(shutil.which, ["pypy3", *(f"python3.{minor}" for minor in range(9, 20))])]
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    found += sorted(map(str, pyenv.glob("versions/*/bin/python3")))
    kinds = {}
    for python in filter(None, found):
        kind = kind_of(python)
        if kind is not None:
            kinds.setdefault(kind, python)
    return list(kinds.values())


@functools.cache
def kind_of(python: str) -> tuple[str, str] | None:
    """Returns an interpreter's tag and version; None if it does not run or is older than 3.9."""
    code = "import sys; print(sys.implementation.name, *sys.version_info[:2])"
    ran = run(python, "-c", code)
    if ran.returncode != 0:
        return None
    name, *numbers = ran.stdout.split()
    if tuple(map(int, numbers)) < (3, 9):
        return None
    return {"cpython": "cp", "pypy": "pp"}[name], ".".join(numbers)


def test_running_python_is_among_the_interpreters():
    assert sys.executable in interpreters()


def parameter(python: str):
    """Returns an interpreter as a parameter: other versions of CPython need --long."""
    is_short = python == sys.executable or kind_of(python)[0] == "pp"
    marks = [] if is_short else [pytest.mark.long]
    return pytest.param(python, id="".join(kind_of(python)), marks=marks)


@pytest.mark.parametrize("python", [parameter(python) for python in interpreters()])
def test_wheel_works_with_every_python(wheel, python, tmp_path):
    implementation, number = kind_of(python)
    tags = ("--implementation", implementation, "--python-version", number, "--only-binary=:all:")
    install(wheel, "--target", tmp_path, *tags)
    assert probe(python, PYTHONPATH=str(tmp_path)) == [
        version(),
        "PIN_INCORRECT",
        str(tmp_path.resolve() / "mixerr" / "libmixerr.so"),
        97,
    ]


def test_sdist_contains_the_sources_only(sdist):
    with tarfile.open(sdist) as archive:
        files = {member.name.partition("/")[2] for member in archive if member.isfile()}
    rust = {f"rust/{file.relative_to(ROOT)}" for part in ("core", "ffi") for file in ROOT.glob(f"{part}/src/**/*.rs")}
    rust |= {f"rust/{name}" for name in ("Cargo.toml", "Cargo.lock", "core/Cargo.toml", "ffi/Cargo.toml")}
    rust |= {f"rust/{name}" for name in ("ffi/build.rs", "include/mixerr.h", "include/mixerr_codes.h")}
    rust |= {f"rust/tests/{name}" for name in ("Cargo.toml", "src/lib.rs")}
    package = {f"src/mixerr/{name}" for name in sources()}
    project = {"pyproject.toml", "hatch_build.py", "README.md", "PKG-INFO", ".gitignore"}
    assert files == rust | package | project | LICENCES


def test_sdist_builds_the_same_wheel_outside_the_repository(sdist, wheel, tmp_path):
    target = tmp_path / "target"
    command = (sys.executable, "-m", "pip", "wheel", "--quiet", "--no-build-isolation", "--no-deps", sdist)
    succeed(*command, env=environment(CARGO_TARGET_DIR=str(target)), cwd=tmp_path)
    assert (target / "release" / "libmixerr.so").is_file(), "the build ignores CARGO_TARGET_DIR"
    (made,) = tmp_path.glob("*.whl")
    assert (made.name, names(made)) == (wheel.name, names(wheel))
    assert set(metadata(made).get_all("License-File")) == LICENCES
    install(made, "--target", tmp_path / "installed")
    assert probe(sys.executable, PYTHONPATH=str(tmp_path / "installed"))[:2] == [version(), "PIN_INCORRECT"]


@pytest.mark.long
def test_sdist_works_as_an_editable_install(sdist, tmp_path):
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path)
    (project,) = tmp_path.iterdir()
    python = environment_without_pip(tmp_path / "venv")
    install_editable(python, project)
    place = project.resolve() / "rust" / "target" / "release" / "libmixerr.so"
    assert probe(python)[1:3] == ["PIN_INCORRECT", str(place)]


def test_repository_works_as_an_editable_install(built, tmp_path):
    python = environment_without_pip(tmp_path / "venv")
    install_editable(python, PROJECT)
    assert probe(python)[1:3] == ["PIN_INCORRECT", str(ROOT / "target" / "release" / "libmixerr.so")]
    where = "import mixerr; print(mixerr.__file__)"
    assert succeed(python, "-c", where, cwd="/").strip() == str(PACKAGE / "__init__.py")


def build_error(directory: Path, **more: str) -> str:
    """Builds a wheel, which must fail, and returns the hook's message, which is one line."""
    ran = build(directory, "-t", "wheel", env=environment(**more))
    assert ran.returncode != 0 and not list(directory.glob("*.whl"))
    lines = (ran.stdout + ran.stderr).splitlines()
    assert not any("Traceback" in line for line in lines)
    (message,) = [line for line in lines if line.startswith("mixerr: ")]
    return message.removeprefix("mixerr: ")


def test_build_without_cargo_fails_with_one_line(tmp_path):
    message = "cargo is not installed: install Rust to build the library, or use a wheel"
    assert build_error(tmp_path, PATH=str(tmp_path)) == message


def test_build_fails_with_one_line_when_cargo_fails(tmp_path):
    message = "cargo failed to build the library, with exit code 101"
    assert build_error(tmp_path, CARGO_BUILD_TARGET="no-such-target") == message


MUSL = f"{os.uname().machine}-unknown-linux-musl"


def has_musl_target() -> bool:
    ran = run("rustc", "--print", "target-libdir", "--target", MUSL)
    return ran.returncode == 0 and Path(ran.stdout.strip()).is_dir()


def musl_build(test):
    """Marks a test that builds for musl. Without rustup's target, it needs --long, and then fails with one line."""
    return test if has_musl_target() else pytest.mark.long(test)


@pytest.fixture
def musl_environment() -> dict[str, str]:
    if not has_musl_target():
        pytest.fail(f"rustup's target is not installed: rustup target add {MUSL}", pytrace=False)
    return {"CARGO_BUILD_TARGET": MUSL, "CARGO_TARGET_DIR": str(ROOT / "target" / "musl")}


@musl_build
def test_wheel_built_for_musl_is_the_same(wheel, musl_environment, tmp_path):
    ran = build(tmp_path, "-t", "wheel", env=environment(**musl_environment))
    assert ran.returncode == 0, ran.stdout + ran.stderr
    (made,) = tmp_path.glob("*.whl")
    assert (made.name, names(made)) == (wheel.name, names(wheel))
    assert_is_portable(extract_library(made, tmp_path))
    install(made, "--target", tmp_path / "installed")
    assert probe(sys.executable, PYTHONPATH=str(tmp_path / "installed"))[:2] == [version(), "PIN_INCORRECT"]


@musl_build
def test_build_for_musl_with_other_rustflags_names_the_missing_one(musl_environment, tmp_path):
    message = "cargo built no shared library: for musl, RUSTFLAGS must contain -Ctarget-feature=-crt-static"
    # The library itself does not matter, so it is compiled quickly.
    flags = {"RUSTFLAGS": "-Copt-level=0", "CARGO_PROFILE_RELEASE_LTO": "off"}
    assert build_error(tmp_path, **flags, **musl_environment) == message


def test_wheel_is_built_without_strip(tmp_path, library):
    (tmp_path / "bin").mkdir()
    for tool in ("cargo", "rustc", "cc"):
        found = shutil.which(tool)
        assert found, f"{tool} is not installed"
        (tmp_path / "bin" / tool).symlink_to(found)
    ran = build(tmp_path, "-t", "wheel", env=environment(PATH=str(tmp_path / "bin")))
    assert ran.returncode == 0, ran.stdout + ran.stderr
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        assert archive.getinfo("mixerr/libmixerr.so").file_size > library.stat().st_size


def import_error(**more: str) -> str:
    """Returns the message of the ImportError that the package of the repository raises."""
    ran = run(sys.executable, "-c", "import mixerr", env=environment(**{"PYTHONPATH": str(PACKAGE.parent), **more}))
    assert ran.returncode == 1
    last = ran.stderr.splitlines()[-1]
    assert last.startswith("ImportError: mixerr: "), ran.stderr
    return last.removeprefix("ImportError: mixerr: ")


def compiled(directory: Path, source: str) -> str:
    (directory / "other.c").write_text(source)
    place = directory / "libother.so"
    succeed(need("gcc", "gcc"), "-shared", "-fPIC", directory / "other.c", "-o", place)
    return str(place.resolve())


def test_variable_names_the_library(library):
    place = probe(sys.executable, PYTHONPATH=str(PACKAGE.parent), MIXERR_LIBRARY=str(library))[2]
    assert place == str(library.resolve())


def test_import_fails_when_the_variable_names_no_file(tmp_path):
    place = str(tmp_path / "nowhere.so")
    assert import_error(MIXERR_LIBRARY=place) == f"MIXERR_LIBRARY names {place}, which is not a file"
    assert "which is not a file" in import_error(MIXERR_LIBRARY=str(tmp_path))


def test_import_fails_when_the_file_is_not_a_library(tmp_path):
    place = tmp_path / "text.so"
    place.write_text("text")
    assert import_error(MIXERR_LIBRARY=str(place)).startswith(f"{place.resolve()} cannot be loaded: ")


def test_import_fails_when_the_library_has_another_version_of_the_abi(tmp_path):
    place = compiled(tmp_path, "unsigned mixerr_abi_version(void) { return 2; }")
    expected = f"{place} has version 2 of the ABI, this package needs 1"
    assert import_error(MIXERR_LIBRARY=place) == expected


def test_import_fails_when_the_library_lacks_a_function(tmp_path):
    place = compiled(tmp_path, "unsigned mixerr_abi_version(void) { return 1; }")
    assert import_error(MIXERR_LIBRARY=place) == f"{place} has no mixerr_version: it belongs to another version"
    other = compiled(tmp_path, "int unrelated;")
    assert "has no mixerr_abi_version" in import_error(MIXERR_LIBRARY=other)


@pytest.mark.parametrize(
    ("name", "member"), [("Action", "    UPDATE_APP = 10\n"), ("Code", "    PIN_INCORRECT = 20119\n")]
)
def test_import_fails_when_the_library_has_other_enums(library, tmp_path, name, member):
    shutil.copytree(PACKAGE, tmp_path / "mixerr")
    codes = tmp_path / "mixerr" / "_codes.py"
    text = codes.read_text(encoding="utf-8")
    assert text.count(member) == 1
    codes.write_text(text.replace(member, ""), encoding="utf-8")
    message = import_error(PYTHONPATH=str(tmp_path), MIXERR_LIBRARY=str(library))
    assert message == f"{library.resolve()} has another {name} than this package: it belongs to another version"


def test_import_fails_when_there_is_no_library(tmp_path):
    shutil.copytree(PACKAGE, tmp_path / "mixerr")
    message = import_error(PYTHONPATH=str(tmp_path))
    place = tmp_path.resolve() / "mixerr" / "libmixerr.so"
    assert message == f"no libmixerr.so; looked for {place}. MIXERR_LIBRARY may name its path"
    shutil.rmtree(tmp_path / "mixerr")
    message = import_error(CARGO_TARGET_DIR=str(tmp_path))
    assert message.startswith(f"no libmixerr.so; looked for {PACKAGE / 'libmixerr.so'} and {tmp_path}/release/")


def test_readme_of_the_package_runs():
    text = (PROJECT / "README.md").read_text(encoding="utf-8")
    # test_arrow.py runs the second block.
    (block, _) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    (comment,) = re.findall(r"print\(error\)  # (.+)", block)
    printed = succeed(sys.executable, "-c", block, env=environment(PYTHONPATH=str(PACKAGE.parent)))
    assert printed == f"{comment}\n"
    assert "holds the 97 known codes" in text
