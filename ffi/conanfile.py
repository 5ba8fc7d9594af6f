"""The recipe for Conan 2: `conan create ffi`. CMakeLists.txt builds the library with cargo."""

import os
import shutil

from conan import ConanFile
from conan.errors import ConanInvalidConfiguration
from conan.tools.build import cross_building
from conan.tools.cmake import CMake, CMakeToolchain, cmake_layout
from conan.tools.files import copy, load, rm, rmdir

required_conan_version = ">=2.0"

# Rust's targets for a cross build to Linux, by Conan's architecture.
_LINUX = {
    "armv6": "arm-unknown-linux-gnueabi",
    "armv7": "armv7-unknown-linux-gnueabi",
    "armv7hf": "armv7-unknown-linux-gnueabihf",
    "armv8": "aarch64-unknown-linux-gnu",
    "ppc64le": "powerpc64le-unknown-linux-gnu",
    "riscv64": "riscv64gc-unknown-linux-gnu",
    "s390x": "s390x-unknown-linux-gnu",
    "x86": "i686-unknown-linux-gnu",
    "x86_64": "x86_64-unknown-linux-gnu",
}

# --locked fails without the manifest of every workspace member, so those of the tests are among them.
_SOURCES = (
    "Cargo.toml",
    "Cargo.lock",
    "LICENSE-*",
    "core/Cargo.toml",
    "core/src/*",
    "ffi/Cargo.toml",
    "ffi/CMakeLists.txt",
    "ffi/build.rs",
    "ffi/cmake/*",
    "ffi/src/*",
    "include/mixerr*",
    "tests/Cargo.toml",
    "tests/src/lib.rs",
)


class Mixerr(ConanFile):
    name = "mixerr"
    description = "Reads the Mixin Network API's responses: is it an error, which one, and what to do now"
    license = "MIT OR Apache-2.0"
    url = "https://example.com/mixerr"
    topics = ("mixin", "error", "json", "wallet")
    package_type = "library"
    settings = "os", "arch", "compiler", "build_type"
    # Rust's code is always position-independent, so there is no fPIC.
    options = {"shared": [True, False], "extended": [True, False], "small": [True, False]}
    default_options = {"shared": False, "extended": True, "small": False}
    options_description = {
        "extended": "The 70 codes besides the 27 of the original error table",
        "small": "Without the fast path: a quarter of the code, and slower",
    }

    def set_version(self):
        lines = load(self, os.path.join(self.recipe_folder, "..", "Cargo.toml")).splitlines()
        self.version = next(line.split('"')[1] for line in lines if line.startswith("version = "))

    def export_sources(self):
        for pattern in _SOURCES:
            copy(self, pattern, os.path.join(self.recipe_folder, ".."), self.export_sources_folder)

    def layout(self):
        self.folders.root = ".."
        cmake_layout(self, build_folder=os.path.join("target", "conan"))

    def package_id(self):
        # The library is always a release build of cargo, and requires no C or C++ library.
        del self.info.settings.compiler
        del self.info.settings.build_type
        # By default Conan leaves configurations out of the ID.
        if target := self.conf.get("user.mixerr:cargo_target"):
            self.info.conf.define("user.mixerr:cargo_target", target)

    def validate(self):
        if self.options.shared and self.settings.os != "Linux":
            raise ConanInvalidConfiguration("the shared library is supported on Linux only: use shared=False")

    def validate_build(self):
        if self._cargo_target is None:
            raise ConanInvalidConfiguration(
                f"no target of Rust is known for {self.settings.os} {self.settings.arch}: "
                "set it with -c user.mixerr:cargo_target=TARGET (rustc --print target-list)"
            )
        # A tool requirement may contain cargo.
        path = self.buildenv.vars(self).get("PATH", os.environ.get("PATH", ""))
        path = os.pathsep.join([path, os.path.join(os.environ.get("CARGO_HOME", "~/.cargo"), "bin")])
        if not self.dependencies.build and not shutil.which("cargo", path=os.path.expanduser(path)):
            raise ConanInvalidConfiguration("needs cargo, which was not found: install Rust (rustup)")

    def generate(self):
        toolchain = CMakeToolchain(self)
        toolchain.cache_variables["MIXERR_SHARED"] = bool(self.options.shared)
        toolchain.cache_variables["MIXERR_CARGO_TARGET"] = self._cargo_target
        toolchain.cache_variables["MIXERR_CARGO_FLAGS"] = self._cargo_flags
        toolchain.generate()

    def build(self):
        cmake = CMake(self)
        cmake.configure(build_script_folder="ffi")
        cmake.build()

    def package(self):
        copy(self, "LICENSE-*", self.source_folder, os.path.join(self.package_folder, "licenses"))
        CMake(self).install()
        # Conan generates such files for each project.
        rmdir(self, os.path.join(self.package_folder, "lib", "cmake"))
        rmdir(self, os.path.join(self.package_folder, "lib", "pkgconfig"))
        if self.options.shared:
            rm(self, "libmixerr.a", os.path.join(self.package_folder, "lib"))

    def package_info(self):
        self.cpp_info.libs = ["mixerr"]
        self.cpp_info.set_property("cmake_config_version_compat", "SameMinorVersion")
        if self.options.shared:
            self.cpp_info.set_property("cmake_target_aliases", ["mixerr::shared"])

    @property
    def _cargo_target(self):
        """Returns Rust's name of the target, "" for the host, or None if no name is known."""
        target = self.conf.get("user.mixerr:cargo_target")
        if target or not cross_building(self):
            return target or ""
        return _LINUX.get(str(self.settings.arch)) if self.settings.os == "Linux" else None

    @property
    def _cargo_flags(self):
        flags = ["--features small"] if self.options.small else []
        if not self.options.extended:
            # The other features of the default.
            flags.append("--no-default-features --features panic-handler,simd")
        return " ".join(flags)
