"""Builds the shared library with cargo, and adds it to the wheel."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# The oldest versions of macOS that Rust supports. The library and the wheel's tag must name the same version.
_MACOS = {"arm64": "11.0", "x86_64": "10.12"}

# Rust's targets for musl make no shared library without this flag.
_MUSL_FLAG = "-Ctarget-feature=-crt-static"

# The names of machines in the tags of wheels, by the number in the header of an ELF file.
_ELF_MACHINES = {3: "i686", 21: "ppc64le", 22: "s390x", 40: "armv7l", 62: "x86_64", 183: "aarch64", 243: "riscv64"}


class LibraryHook(BuildHookInterface):
    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        here = Path(self.root)
        # An sdist has the Rust sources in `rust`. In the repository, this directory is ffi/python.
        is_sdist = (here / "rust" / "Cargo.toml").is_file()
        library = self._build(here / "rust" if is_sdist else here.parent.parent)
        build_data["pure_python"] = False
        machine = _machine(library)
        build_data["tag"] = f"py3-none-{_platform_tag(machine)}"
        # An editable install uses the library in cargo's target directory, so it sees the next build at once.
        if version == "editable":
            return
        self._scratch = tempfile.TemporaryDirectory()
        stripped = _stripped(library, machine, Path(self._scratch.name))
        build_data["force_include"][str(stripped)] = f"mixerr/{library.name}"
        # In an sdist, hatchling finds the licences by itself: they are in the project's directory.
        if not is_sdist:
            metadata = self.build_config.builder.metadata
            info = f"{metadata.name.replace('-', '_')}-{metadata.version}.dist-info"
            for licence in ("LICENSE-APACHE", "LICENSE-MIT"):
                build_data["force_include"][str(here.parent.parent / licence)] = f"{info}/licenses/{licence}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if version != "editable":
            self._scratch.cleanup()

    def _build(self, workspace: Path) -> Path:
        """Returns the path of the shared library that cargo builds."""
        cargo = shutil.which("cargo")
        if cargo is None:
            self.app.abort("mixerr: cargo is not installed: install Rust to build the library, or use a wheel")
        command = [cargo, "build", "--release", "--locked", "-p", "mixerr-ffi"]
        command += ["--config", f"target.'cfg(target_env = \"musl\")'.rustflags = ['{_MUSL_FLAG}']"]
        command.append("--message-format=json-render-diagnostics")
        environment = dict(os.environ)
        if sys.platform == "darwin":
            environment["MACOSX_DEPLOYMENT_TARGET"] = _MACOS[platform.machine()]
        built = subprocess.run(command, cwd=workspace, env=environment, stdout=subprocess.PIPE, check=False)
        if built.returncode != 0:
            self.app.abort(f"mixerr: cargo failed to build the library, with exit code {built.returncode}")
        # The environment and cargo's configuration may change the path, so cargo's messages name it.
        for message in map(json.loads, built.stdout.splitlines()):
            if message["reason"] == "compiler-artifact" and "cdylib" in message["target"]["kind"]:
                for name in map(Path, message["filenames"]):
                    if name.suffix in (".so", ".dylib", ".dll"):
                        return name
        # RUSTFLAGS replaces the flags of --config.
        self.app.abort(f"mixerr: cargo built no shared library: for musl, RUSTFLAGS must contain {_MUSL_FLAG}")
        raise AssertionError("abort never returns")


def _machine(library: Path) -> str:
    """Returns the machine of a library, which is not this one if CARGO_BUILD_TARGET names another."""
    header = library.read_bytes()[:20]
    if not header.startswith(b"\x7fELF"):
        return platform.machine()
    number = int.from_bytes(header[18:20], "big" if header[5] == 2 else "little")
    return _ELF_MACHINES.get(number, platform.machine())


def _stripped(library: Path, machine: str, scratch: Path) -> Path:
    """Returns a copy of the library, without unneeded symbols if a `strip` for its machine is installed."""
    copy = Path(shutil.copy(library, scratch))
    strip = shutil.which(f"{machine}-linux-gnu-strip") or shutil.which("strip")
    if strip is not None and sys.platform != "win32":
        # A `strip` for another machine fails, and leaves the copy as it is.
        option = "-x" if sys.platform == "darwin" else "--strip-unneeded"
        subprocess.run([strip, option, copy], stderr=subprocess.DEVNULL, check=False)
    return copy


def _platform_tag(machine: str) -> str:
    """Returns the platform tags of a wheel with a library for a machine.

    On Linux, the library is not linked to another one. It needs only memcpy and bcmp, without a symbol version, so it
    runs with glibc and musl. The versions are the oldest that wheels for Python 3.9 usually have. manylinux2014 is the
    name of manylinux_2_17 for an older pip, such as that of Python 3.9.0.
    """
    if sys.platform == "darwin":
        return f"macosx_{_MACOS[machine].replace('.', '_')}_{machine}"
    if sys.platform == "linux":
        return f"manylinux2014_{machine}.manylinux_2_17_{machine}.musllinux_1_1_{machine}"
    return sysconfig.get_platform().replace("-", "_").replace(".", "_")
