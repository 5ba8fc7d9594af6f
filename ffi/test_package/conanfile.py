"""Builds an example with the package, and runs it."""

import io
import os

from conan import ConanFile
from conan.tools.build import can_run
from conan.tools.cmake import CMake, cmake_layout


class Test(ConanFile):
    settings = "os", "arch", "compiler", "build_type"
    generators = "CMakeDeps", "CMakeToolchain"

    def requirements(self):
        self.requires(self.tested_reference_str)

    def layout(self):
        cmake_layout(self)

    def build(self):
        cmake = CMake(self)
        cmake.configure()
        cmake.build()

    def test(self):
        if not can_run(self):
            return
        program = os.path.join(self.cpp.build.bindir, "read_response")
        body = '{"error":{"code":20119}}'
        printed = io.StringIO()
        # The exit code is 1, because the response is an error.
        self.run(f"echo '{body}' | {program} 202", printed, env="conanrun", ignore_errors=True)
        assert printed.getvalue().startswith("20119 PIN_INCORRECT"), printed.getvalue()
