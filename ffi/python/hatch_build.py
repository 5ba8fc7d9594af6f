"""Builds the library with cargo, and puts it beside the module in the wheel."""

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

# The least version of macOS that Rust builds for, which the wheel's tag and the library must agree on.
_MACOS = {"arm64": "11.0", "x86_64": "10.12"}


class LibraryHook(BuildHookInterface):
    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        here = Path(self.root)
        # An sdist has the Rust sources in a directory of its own; else this is ffi/python of the repository.
        is_sdist = (here / "rust" / "Cargo.toml").is_file()
        library = self._build(here / "rust" if is_sdist else here.parent.parent)
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{_platform_tag()}"
        # An editable install takes the library from cargo's target directory: the next build is seen at once.
        if version == "editable":
            return
        self._scratch = tempfile.TemporaryDirectory()
        stripped = _stripped(library, Path(self._scratch.name))
        build_data["force_include"][str(stripped)] = f"mixerr/{library.name}"
        # Licences that lie below the project's own directory are found by hatchling.
        if not is_sdist:
            metadata = self.build_config.builder.metadata
            info = f"{metadata.name.replace('-', '_')}-{metadata.version}.dist-info"
            for licence in ("LICENSE-APACHE", "LICENSE-MIT"):
                build_data["force_include"][str(here.parent.parent / licence)] = f"{info}/licenses/{licence}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if version != "editable":
            self._scratch.cleanup()

    def _build(self, workspace: Path) -> Path:
        """Returns the shared library that cargo makes."""
        cargo = shutil.which("cargo")
        if cargo is None:
            self.app.abort("mixerr: cargo is not there, which builds the library: install Rust, or use a wheel")
        command = [cargo, "build", "--release", "--locked", "-p", "mixerr-ffi"]
        command.append("--message-format=json-render-diagnostics")
        environment = dict(os.environ)
        if sys.platform == "darwin":
            environment["MACOSX_DEPLOYMENT_TARGET"] = _MACOS[platform.machine()]
        built = subprocess.run(command, cwd=workspace, env=environment, stdout=subprocess.PIPE, check=False)
        if built.returncode != 0:
            self.app.abort(f"mixerr: cargo could not build the library, and ended with {built.returncode}")
        # Cargo tells where it is, which the environment and cargo's own settings may change.
        for message in map(json.loads, built.stdout.splitlines()):
            if message["reason"] == "compiler-artifact" and "cdylib" in message["target"]["kind"]:
                for name in map(Path, message["filenames"]):
                    if name.suffix in (".so", ".dylib", ".dll"):
                        return name
        self.app.abort("mixerr: cargo made no shared library: this target has none")
        raise AssertionError("abort returns never")


def _stripped(library: Path, scratch: Path) -> Path:
    """Returns a copy of the library, without the symbols that nobody needs if strip is at hand."""
    copy = Path(shutil.copy(library, scratch))
    strip = shutil.which("strip")
    if strip is not None and sys.platform != "win32":
        subprocess.run([strip, "-x" if sys.platform == "darwin" else "--strip-unneeded", copy], check=True)
    return copy


def _platform_tag() -> str:
    """Returns the platforms that the library serves; as to Python, ctypes loads it into every version of it.

    On Linux it names no other library, and no version of a symbol: of the C library that the process has
    already it wants memcpy and bcmp, which all have. So it serves glibc and musl alike, and the versions are
    the least that wheels for Python 3.9 usually name. manylinux2014 is manylinux_2_17 for an older pip, such
    as that of 3.9.0.
    """
    if sys.platform == "darwin":
        machine = platform.machine()
        return f"macosx_{_MACOS[machine].replace('.', '_')}_{machine}"
    system, _, machine = sysconfig.get_platform().partition("-")
    if system == "linux":
        return f"manylinux2014_{machine}.manylinux_2_17_{machine}.musllinux_1_1_{machine}"
    return sysconfig.get_platform().replace("-", "_").replace(".", "_")
