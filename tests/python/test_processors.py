"""Wheels for other processors, built on this machine.

The one for aarch64 is checked, and run under QEMU with Debian's Python and with musl.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path

import pytest
from test_package import ROOT, assert_is_portable, build, environment, extract_library, names, need, succeed, version

pytestmark = pytest.mark.long

PROJECT = ROOT / "ffi/python"
COMPILER, QEMU = "aarch64-linux-gnu-gcc", "qemu-aarch64"

# The tests that run in the emulated Python, and pytest's filter of their names. A process of QEMU cannot start another
# one, and a body of 4 GiB takes a minute.
TESTS = [f"tests/python/test_{name}.py" for name in ("vectors", "reader", "receipt", "transfer")]
FILTER = "not crash and not gib"


@pytest.fixture(scope="module")
def directory() -> Path:
    """A directory that later runs reuse."""
    directory = ROOT / "target/aarch64-python"
    directory.mkdir(parents=True, exist_ok=True)
    return directory


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel that the command of the package's README builds."""
    page = (PROJECT / "README.md").read_text(encoding="utf-8")
    (command,) = re.findall(r"```sh\n(CARGO_BUILD_TARGET.*?)```", page, re.DOTALL)
    need(COMPILER, "gcc-aarch64-linux-gnu")
    directory = tmp_path_factory.mktemp("aarch64")
    (directory / "bin").mkdir()
    (directory / "bin/pip").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m pip "$@"\n')
    (directory / "bin/pip").chmod(0o755)
    path = f"{directory}/bin{os.pathsep}{os.environ['PATH']}"
    command = command.replace("./ffi/python", str(PROJECT))
    succeed("sh", "-ec", command, env=environment(PATH=path), cwd=directory)
    (wheel,) = directory.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def root(directory) -> Path:
    """The root of a small Debian for arm64, from the packages of this machine's sources.

    apt has a configuration of its own, so the system's stays as it is.
    """
    root = directory / "root"
    if (directory / "complete").exists():
        return root
    shutil.rmtree(directory)
    for name in ("state/lists/partial", "cache/archives/partial", "root"):
        (directory / name).mkdir(parents=True)
    (directory / "status").touch()
    (directory / "apt.conf").write_text(
        f"""APT::Architecture "arm64";
        APT::Architectures {{ "arm64"; }};
        APT::Install-Recommends "false";
        Dir::State "{directory}/state";
        Dir::State::status "{directory}/status";
        Dir::Cache "{directory}/cache";
        """
    )
    more = {"env": environment(APT_CONFIG=str(directory / "apt.conf"))}
    succeed("apt-get", "update", "-qq", **more)
    succeed("apt-get", "install", "-qq", "-y", "--download-only", "python3", "musl-dev", **more)
    packages = sorted((directory / "cache/archives").glob("*.deb"))
    assert packages
    for package in packages:
        succeed("dpkg-deb", "--extract", package, root)
    (directory / "complete").touch()
    return root


def emulated(root: Path, *command: object, **options) -> str:
    return succeed(need(QEMU, "qemu-user"), "-L", root, *command, **options)


def test_wheel_is_tagged_for_aarch64_and_both_c_libraries(wheel):
    tags = "manylinux2014_aarch64.manylinux_2_17_aarch64.musllinux_1_1_aarch64"
    assert wheel.name == f"mixerr-{version()}-py3-none-{tags}.whl"
    assert "mixerr/libmixerr.so" in names(wheel)


def test_wheel_is_tagged_for_a_big_endian_processor(tmp_path):
    linker = {"CARGO_TARGET_S390X_UNKNOWN_LINUX_GNU_LINKER": need("s390x-linux-gnu-gcc", "gcc-s390x-linux-gnu")}
    ran = build(tmp_path, "-t", "wheel", env=environment(CARGO_BUILD_TARGET="s390x-unknown-linux-gnu", **linker))
    assert ran.returncode == 0, ran.stdout + ran.stderr
    (wheel,) = tmp_path.glob("*.whl")
    assert wheel.name.endswith("-py3-none-manylinux2014_s390x.manylinux_2_17_s390x.musllinux_1_1_s390x.whl")
    assert_is_portable(extract_library(wheel, tmp_path))


def test_library_is_for_aarch64_portable_and_stripped(wheel, tmp_path):
    library = extract_library(wheel, tmp_path)
    header = succeed(need("readelf", "binutils"), "--file-header", "--section-headers", "--wide", library)
    assert "AArch64" in header and "little endian" in header
    assert ".dynsym" in header and ".symtab" not in header
    assert_is_portable(library)


def test_program_of_musl_loads_the_library(wheel, root, tmp_path):
    musl = "aarch64-linux-musl"
    command = [COMPILER, "-nostdinc", "-isystem", f"{root}/usr/include/{musl}", f"-I{ROOT}/include", "-nostdlib"]
    command += [ROOT / "tests/c/load.c", f"{root}/usr/lib/{musl}/crt1.o", f"-L{root}/lib/{musl}", "-l:libc.so"]
    succeed(*command, "-Wl,--dynamic-linker=/lib/ld-musl-aarch64.so.1", "-o", tmp_path / "load")
    assert emulated(root, tmp_path / "load", extract_library(wheel, tmp_path)) == "PIN_INCORRECT\n"


@pytest.mark.parametrize("platform", ["musllinux_1_1", "manylinux_2_17", "manylinux2014"])
def test_pip_accepts_the_wheel_on_aarch64(wheel, platform, tmp_path):
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--only-binary=:all:")
    succeed(*pip, "--target", tmp_path, "--platform", f"{platform}_aarch64", wheel)


def test_package_passes_its_tests_in_an_emulated_python(wheel, root, tmp_path):
    python = root / "usr/bin/python3"
    number = emulated(root, python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])").strip()
    wanted = (ROOT / "tests/python/requirements.txt").read_text()
    tools = re.findall(r"^(?:pytest|hypothesis)==.*", wanted, re.MULTILINE)
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--only-binary=:all:", "--python-version", number)
    platforms = ("--platform", "manylinux2014_aarch64", "--platform", "manylinux_2_28_aarch64")
    succeed(*pip, *platforms, "--target", tmp_path, *tools, wheel)
    options = ("-B", "-m", "pytest", "-p", "no:cacheprovider", "-k", FILTER, *TESTS)
    printed = emulated(root, python, *options, env=environment(PYTHONPATH=str(tmp_path)), cwd=ROOT)
    assert f"mixerr: {tmp_path.resolve()}/mixerr" in printed and re.search(r"= \d{3} passed, .*deselected", printed)
    machine = emulated(root, python, "-c", "import platform; print(platform.machine())")
    assert machine == "aarch64\n"
